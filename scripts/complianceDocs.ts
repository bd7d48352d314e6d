import { controls } from "../src/compliance/controls";
import { frameworks } from "../src/compliance/facts";
import type { ComplianceFramework } from "../src/compliance/framework";

/** The controls of all frameworks: those that requirements answer, then those that no data answers. */
export const controlTables = (): string =>
  Object.entries(frameworks)
    .map(([name, framework]) => frameworkSection(name, framework))
    .join("\n");

function frameworkSection(name: string, framework: ComplianceFramework): string {
  const { source, asOf, note, version, unanswered } = framework;
  const answered = controls.filter((one) => one.framework === framework);
  return [
    `### ${framework.name}: \`${name}\`\n`,
    `Version ${version}. [Source](${source}), ${asOf}.${note === undefined ? "" : ` ${note.replace(/(https:\/\/\S+)/, "<$1>")}`}\n`,
    "| Control | Name in a configuration | Requirements | Not shown |",
    "| --- | --- | --- | --- |",
    ...answered.map(
      ({ key, control: { id, title, requirements, notShown } }) =>
        `| ${id} ${cell(title)} | \`${key}\` | ${requirements.map((one) => `\`${one}\``).join(", ")} | ${cell(notShown)} |`,
    ),
    "",
    "| No data answers | Why |",
    "| --- | --- |",
    ...unanswered.map(({ id, title, why }) => `| ${id} ${cell(title)} | ${cell(why)} |`),
    "",
  ].join("\n");
}

const cell = (text: string): string => text.replaceAll("|", "\\|");
