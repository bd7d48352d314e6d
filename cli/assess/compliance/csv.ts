import { csvLine } from "../../csv";
import { type ComplianceFormat, reasonsOf, stateWords } from "./view";

const head = [
  ...["framework", "version", "control", "title", "controlState", "subscription", "resourceGroup", "vm"],
  ...["state", "requirements", "why", "fix", "notShown", "id"],
];

/** A line for each control and VM. A control without VMs, and one that may have others, has a line of its own. */
export const csv: ComplianceFormat = function* ({ framework, controls }) {
  yield csvLine(head);
  for (const { control, state, gaps, vms } of controls) {
    const first = [framework.name, framework.version, control.id, control.title, stateWords[state]];
    if (gaps.length > 0 || vms.length === 0)
      yield csvLine([
        ...first,
        "",
        "",
        "",
        "",
        control.requirements.join(" "),
        gaps.join(" | "),
        "",
        control.notShown,
        "",
      ]);
    for (const one of vms) {
      const reasons = reasonsOf(one);
      yield csvLine([
        ...first,
        one.subscription.name,
        one.vm.resourceGroup,
        one.vm.name,
        stateWords[one.state],
        (reasons.length > 0 ? reasons.map(({ requirement }) => requirement) : control.requirements).join(" "),
        reasons.map(({ why }) => why).join(" | "),
        reasons
          .map(({ fix }) => fix)
          .filter(Boolean)
          .join(" | "),
        control.notShown,
        one.vm.id,
      ]);
    }
  }
};
