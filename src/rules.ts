/**
 * The rules without Pulumi: for tests, other tools and the command line. `say`, `sayVerdict` and `Got` are the former names of
 * `formatFinding`, `formatEgressVerdict` and `Actual`.
 *
 * @module azure-vm-backup/rules
 */

export {
  type PolicyParameter,
  type SupportLimitDefinition,
  type SupportLimitInitiative,
  type SupportLimitOptions,
  supportLimitDefinitions,
  supportLimitInitiative,
} from "./atScale/definitions";
export type { PolicyCondition } from "./atScale/language";
export type { BackupPolicy, ByDate, ByWeekday } from "./backupPolicy/arm";
export { nextBackup, type PolicyMeaning, policyMeaning } from "./backupPolicy/meaning";
export { vmBackupPolicyRules } from "./backupPolicy/rules";
export type {
  Actual,
  Actual as Got,
  Described,
  Expected,
  Finding,
  Fix,
  InvalidValue,
  Statement,
} from "./core/finding";
export { formatFinding, formatFinding as say } from "./core/format";
export { judge, type Rule, UnknownValue, type Verdict } from "./core/rule";
export type { Words } from "./core/words";
export { type BackupEgress, backupDestinations, backupEgressIsOpen } from "./network/egress/backup";
export {
  type Destination,
  type EgressPath,
  type EgressVerdict,
  evaluateEgress,
  formatEgressVerdict,
  formatEgressVerdict as sayVerdict,
  type Machine,
} from "./network/egress/evaluate";
export type { Firewall, FirewallRule, RuleCollectionGroup } from "./network/egress/firewall";
export type { SecurityGroup } from "./network/egress/group";
export type { Stop } from "./network/egress/passage";
export type { Route, RouteTable } from "./network/egress/route";
export type { SecurityRule } from "./network/securityRule/arm";
export { builtInImages, type Image, isListedImage, type ListedImages } from "./protection/builtIn/images";
export { acrossVmsRules, protectedVmRules, protectedVmsRules } from "./protection/component/rules";
export type { ProtectedVmSettings, ProtectedVmsSettings } from "./protection/component/settings";
export type { DiskSelection } from "./protection/item/properties";
export type { AlertFlags } from "./vault/alerts";
export type { VaultSettings } from "./vault/arm";
export { vaultRules } from "./vault/rules";
