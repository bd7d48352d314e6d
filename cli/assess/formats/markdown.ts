import { type AssessedVm, isBlocking } from "../../../src/assess/assessment";
import type { Format, NamedAssessment } from "../report";
import { attention, percent, whereTo } from "./shared";

/** A report for a pull request or a wiki. */
export const markdown: Format = function* ({
  assessedAt,
  source,
  totals,
  subscriptions,
  notSeen,
  exemptions,
}) {
  const head = [
    "# Azure VM backup",
    "",
    `${source}, ${assessedAt}. ${totals.protected} of ${totals.vms} VMs are protected (${percent(totals.protected, totals.vms)}), ${totals.stopped} stopped, ${totals.ready} ready to be protected, ${totals.blocked} blocked. Findings: ${totals.mandatory} mandatory, ${totals.advisory} advisory, ${totals.exempt} exempt.`,
    "",
  ];
  yield `${head.join("\n")}\n`;
  for (const of of subscriptions) yield `${ofSubscription(of).join("\n")}\n`;
  const lists = [
    ["Not seen", notSeen],
    ["Exemptions", exemptions],
  ] as const;
  for (const [title, texts] of lists)
    if (texts.length > 0) yield `## ${title}\n\n${texts.map((text) => `- ${cell(text)}\n`).join("")}\n`;
};

function ofSubscription(of: NamedAssessment): string[] {
  const { name, regions, vms, findings, inSeveralVaults, softDeleted, withoutVm } = of;
  const rows = regions.map(({ region, vms: count, protected: done, stopped, ready, blocked, vaults }) =>
    row([region, count, done, stopped, ready, blocked, vaults.join(", ") || "none"]),
  );
  const open = attention(vms);
  const own = findings.filter(({ exempt }) => exempt === undefined);
  const names = (notes: readonly { vmName: string; vaultName: string }[]) =>
    notes.map(({ vmName, vaultName }) => `${cell(vmName)} (${cell(vaultName)})`).join(", ");
  return [
    `## ${cell(name)}`,
    "",
    ...table(["region", "VMs", "protected", "stopped", "ready", "blocked", "vaults"], rows),
    ...(open.length > 0 ? table(["VM", "verdict", "why", "fix"], open.map(ofVm)) : []),
    ...(own.length > 0
      ? table(
          ["resource", "finding", "what"],
          own.map((one) => row([one.resource.name, one.requirement, one.message])),
        )
      : []),
    ...(inSeveralVaults.length > 0
      ? [`In more than one vault: ${inSeveralVaults.map(cell).join(", ")}.`, ""]
      : []),
    ...(softDeleted.length > 0 ? [`Soft-deleted: ${names(softDeleted)}.`, ""] : []),
    ...(withoutVm.length > 0 ? [`Items without a VM: ${names(withoutVm)}.`, ""] : []),
  ];
}

function ofVm(vm: AssessedVm): string {
  const why = vm.findings.filter(isBlocking);
  return row([
    vm.name,
    vm.verdict,
    why.map(({ requirement, message }) => `${requirement}: ${message}`).join(" / ") || whereTo(vm),
    why.map(({ fix }) => fix).join(" / "),
  ]);
}

const table = (head: readonly string[], rows: readonly string[]): string[] => [
  row(head),
  `|${head.map(() => "---|").join("")}`,
  ...rows,
  "",
];

const row = (cells: readonly unknown[]): string => `| ${cells.map(cell).join(" | ")} |`;

/** What a table's cell can hold. */
const cell = (value: unknown): string =>
  String(value ?? "")
    .replaceAll("\\", "\\\\")
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .replace(/\s*\n\s*/g, " ");
