/** The rules without Pulumi: for tests, other tools and the command line. */

export {
  type PolicyParameter,
  type SupportLimitDefinition,
  type SupportLimitInitiative,
  type SupportLimitOptions,
  supportLimitDefinitions,
  supportLimitInitiative,
} from "./atScale/definitions";
export type { PolicyCondition } from "./atScale/language";
export { nextBackup, type PolicyMeaning, policyMeaning } from "./backupPolicy/meaning";
export { vmBackupPolicyRules } from "./backupPolicy/rules";
export type { Finding } from "./core/finding";
export { judge, type Rule, UnknownValue, type Verdict } from "./core/rule";
export { say } from "./core/say";
export { type BackupEgress, backupDestinations, backupEgressIsOpen } from "./network/egress/backup";
export {
  type Destination,
  type EgressPath,
  type EgressVerdict,
  evaluateEgress,
  type Machine,
  sayVerdict,
} from "./network/egress/evaluate";
export { acrossVmsRules, protectedVmRules, protectedVmsRules } from "./protection/rules";
export type { VaultSettings } from "./vault/arm";
export { vaultRules } from "./vault/rules";
