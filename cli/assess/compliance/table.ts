import { drawTable, wrap } from "../formats/text";
import {
  type ComplianceFormat,
  countsText,
  disclaimer,
  groupedReasons,
  namesText,
  sentences,
  stateWords,
} from "./view";

/** The most reasons listed of a control. The other formats list all. */
const maxListed = 20;

/** For a terminal of 80 columns. */
export const table: ComplianceFormat = function* ({ framework, controls, report }) {
  yield `${wrap(`${framework.name}, version ${framework.version} (${report.source}, ${report.assessedAt})`)}\n`;
  yield `${drawTable(
    ["control", "title", "state", "VMs"],
    [10, 29, 14, 22],
    controls.map((result) => [
      result.control.id,
      result.control.title,
      stateWords[result.state],
      countsText(result).replaceAll(", ", "\n"),
    ]),
  )}\n\n`;
  for (const result of controls) {
    const { control, gaps } = result;
    const reasons = groupedReasons(result);
    yield `${wrap(`${control.id} ${control.title}: ${stateWords[result.state]}`)}\n`;
    if (reasons.length > 0)
      yield `${drawTable(
        ["VMs", "state", "reason and next step"],
        [20, 14, 42],
        reasons
          .slice(0, maxListed)
          .map(({ vms, state, requirement, why, fix }) => [
            namesText(vms),
            stateWords[state],
            `${requirement}: ${sentences(why, fix)}`,
          ]),
      )}\n`;
    if (reasons.length > maxListed)
      yield `… and ${reasons.length - maxListed} more reasons: use --format csv or html to see all\n`;
    for (const gap of gaps) yield `${wrap(gap)}\n`;
    yield `${wrap(`The data does not show: ${control.notShown}.`)}\n\n`;
  }
  for (const { id, title, why } of framework.unanswered)
    yield `${wrap(`${id} ${title}: no data answers it. ${why}`)}\n`;
  yield `\n${wrap(`Source: ${framework.source}, ${framework.asOf}. ${disclaimer}`)}\n`;
};
