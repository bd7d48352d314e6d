import { type AssessedVm, isBlocking, vmVerdicts } from "../../../src/assess/assessment";
import { printable } from "../../failure";
import type { Format, NamedAssessment } from "../report";
import { deletedVaultLists } from "./deletedVaults";
import { hasPoints, pointTexts, vmsByPoint } from "./point";
import { otherLists, percent, statusText, verdictsText, vmsToFix } from "./shared";

/** A report for a pull request or a wiki. */
export const markdown: Format = function* (report) {
  const { assessedAt, source, totals, subscriptions, missing, notSeen, exemptions } = report;
  const warning = cell(missing);
  const head = [
    "# Azure VM backup",
    "",
    `${cell(source)}, ${assessedAt}. ${totals.protected} of ${totals.vms} VMs are protected (${percent(totals.protected, totals.vms)}): ${verdictsText(totals)}. Findings: ${totals.mandatory} mandatory, ${totals.advisory} advisory, ${totals.exemptFindings} exempt.`,
    "",
    ...(warning === "" ? [] : [`**${warning}**`, ""]),
  ];
  yield `${head.join("\n")}\n`;
  for (const subscription of subscriptions) yield `${subscriptionLines(subscription).join("\n")}\n`;
  const lists = [
    ...deletedVaultLists(report),
    ["Not assessed", notSeen],
    ["Exemptions", exemptions],
  ] as const;
  for (const [title, texts] of lists)
    if (texts.length > 0) yield `## ${cell(title)}\n\n${texts.map((text) => `- ${cell(text)}\n`).join("")}\n`;
};

function subscriptionLines(subscription: NamedAssessment): string[] {
  const { name, regions, vms, findings } = subscription;
  const shown = [...vmVerdicts].reverse();
  const regionRows = regions.map((region) =>
    row([
      region.region,
      region.vms,
      ...shown.map((verdict) => region[verdict]),
      region.vaults.join(", ") || "none",
    ]),
  );
  const listedVms = vmsToFix(vms);
  const notExempt = findings.filter(({ exempt }) => exempt === undefined);
  return [
    `## ${cell(name)}`,
    "",
    ...table(["region", "VMs", ...shown, "vaults"], regionRows),
    ...(listedVms.length > 0
      ? table(["VM", "verdict", "reason or next step", "fix"], listedVms.map(vmRow))
      : []),
    ...(hasPoints(vms)
      ? table(
          ["VM", "newest healthy point", "tier", "threat status", "immutable until"],
          vmsByPoint(vms).map((vm) => {
            const { time, tier, threatStatus, immutableUntil } = pointTexts(vm);
            return row([vm.name, time, tier, threatStatus, immutableUntil]);
          }),
        )
      : []),
    ...(notExempt.length > 0
      ? table(
          ["resource", "requirement", "finding"],
          notExempt.map(({ resource, requirement, message }) => row([resource.name, requirement, message])),
        )
      : []),
    ...otherLists(subscription).flatMap(([title, names]) => [`${title}: ${names.map(cell).join(", ")}.`, ""]),
  ];
}

function vmRow(vm: AssessedVm): string {
  const blocking = vm.findings.filter(isBlocking);
  return row([
    vm.name,
    vm.verdict,
    blocking.map(({ requirement, reason }) => `${requirement}: ${reason}`).join(" / ") || statusText(vm),
    blocking.map(({ fix }) => fix).join(" / "),
  ]);
}

const table = (head: readonly string[], rows: readonly string[]): string[] => [
  row(head),
  `|${head.map(() => "---|").join("")}`,
  ...rows,
  "",
];

const row = (cells: readonly unknown[]): string => `| ${cells.map(cell).join(" | ")} |`;

/** A text with the characters escaped that would end a table's cell or mean something in Markdown, and without those that a terminal obeys. */
const cell = (value: unknown): string =>
  printable(String(value ?? ""))
    .replace(/[\\|`*[\]~<&]|(?<![a-z0-9])_|_(?![a-z0-9])/gi, "\\$&")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ")
    // At the start of a line these make a list, a heading or a quotation.
    .replace(/^[-+#>=]|^(\d+)(?=[.)])/, (start, digits = "") => `${digits}\\${start.slice(digits.length)}`);
