import type { AssessedVm } from "../../../src/assess/assessment";
import type { Format, NamedAssessment } from "../report";

const columns: readonly (readonly [name: string, value: (vm: AssessedVm, of: NamedAssessment) => unknown])[] =
  [
    ["subscription", (_, of) => of.name],
    ["resourceGroup", (vm) => vm.resourceGroup],
    ["vm", (vm) => vm.name],
    ["location", (vm) => vm.location],
    ["size", (vm) => vm.size],
    ["os", (vm) => vm.os],
    ["diskGB", (vm) => vm.diskGB],
    ["verdict", (vm) => vm.verdict],
    ["vault", (vm) => vm.protection?.vaultName],
    ["policy", (vm) => vm.protection?.policyName],
    ["state", (vm) => vm.protection?.state],
    ["lastBackupStatus", (vm) => vm.protection?.lastBackupStatus],
    ["lastRecoveryPoint", (vm) => vm.protection?.lastRecoveryPoint],
    ["network", (vm) => vm.network],
    ["vaultInRegion", (vm) => vm.vaultInRegion],
    [
      "findings",
      (vm) =>
        open(vm)
          .map(({ requirement }) => requirement)
          .join(" "),
    ],
    [
      "reasons",
      (vm) =>
        open(vm)
          .map(({ message }) => message)
          .join(" | "),
    ],
    ["id", (vm) => vm.id],
  ];

const open = (vm: AssessedVm) => vm.findings.filter(({ exempt }) => exempt === undefined);

/** A line for each VM. */
export const csv: Format = function* ({ subscriptions }) {
  yield `${columns.map(([name]) => name).join(",")}\r\n`;
  for (const of of subscriptions)
    for (const vm of of.vms) yield `${columns.map(([, value]) => field(value(vm, of))).join(",")}\r\n`;
};

/** A spreadsheet would take a name that begins like a formula for one. */
function field(value: unknown): string {
  const text = value === undefined ? "" : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
