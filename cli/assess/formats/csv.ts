import type { AssessedVm } from "../../../src/assess/assessment";
import type { Judged } from "../../../src/assess/judging";
import { csvLine } from "../../csv";
import type { Format, NamedAssessment, Report } from "../report";
import { deletedVaultsBeside } from "./deletedVaults";
import { pointTexts } from "./point";
import { statusText } from "./shared";
import { immutabilityOfVault } from "./vaults";

type Column = readonly [
  name: string,
  value: (vm: AssessedVm, subscription: NamedAssessment, report: Report) => unknown,
];

const columns: readonly Column[] = [
  ["subscription", (_, { name }) => name],
  ["resourceGroup", (vm) => vm.resourceGroup],
  ["vm", (vm) => vm.name],
  ["location", (vm) => vm.location],
  ["size", (vm) => vm.size],
  ["os", (vm) => vm.os],
  ["diskGB", (vm) => vm.diskGB],
  ["disksWithoutSize", (vm) => vm.disksWithoutSize],
  ["verdict", (vm) => vm.verdict],
  ["why", (vm) => (vm.verdict === "blocked" ? "" : statusText(vm))],
  ["vault", (vm) => vm.protection?.vaultName],
  ["policy", (vm) => vm.protection?.policyName],
  ["state", (vm) => vm.protection?.state],
  ["lastBackupStatus", (vm) => vm.protection?.lastBackupStatus],
  ["lastRecoveryPoint", (vm) => vm.protection?.lastRecoveryPoint],
  ["newestPoint", (vm) => pointTexts(vm).time],
  ["newestPointTier", (vm) => pointTexts(vm).tier],
  ["newestPointThreatStatus", (vm) => pointTexts(vm).threatStatus],
  ["newestPointImmutableUntil", (vm) => pointTexts(vm).immutableUntil],
  ["lastSuccessfulDrill", (vm) => vm.lastSuccessfulDrill],
  ["network", (vm) => vm.network],
  ["networkUnknownBecause", (vm) => vm.networkUnknownBecause],
  ["provisioningState", (vm) => vm.provisioningState],
  ["basicProtection", (vm) => vm.basicProtection],
  ["vaultInRegion", (vm) => vm.vaultInRegion],
  ["deletedVaultsInRegion", (vm, _, { deletedVaults }) => deletedVaultsBeside(vm, deletedVaults)],
  ["vaultImmutability", (vm, _, report) => immutabilityOfVault(vm, report)],
  ["findings", (vm) => joinFindings(vm, ({ requirement }) => requirement, " ")],
  ["reasons", (vm) => joinFindings(vm, ({ message }) => message, " | ")],
  ["id", (vm) => vm.id],
];

const joinFindings = (vm: AssessedVm, text: (finding: Judged) => string, separator: string): string =>
  vm.findings
    .filter(({ exempt }) => exempt === undefined)
    .map(text)
    .join(separator);

/** A line for each VM. */
export const csv: Format = function* (report) {
  yield csvLine(columns.map(([name]) => name));
  for (const subscription of report.subscriptions)
    for (const vm of subscription.vms)
      yield csvLine(columns.map(([, value]) => value(vm, subscription, report)));
};
