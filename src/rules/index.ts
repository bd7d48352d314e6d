/** The rules without Pulumi: for tests, other tools and the command line. */

export { type VaultSubject, vaultRules } from "./backupVault";
export {
  type Destination,
  type EgressPath,
  type EgressVerdict,
  evaluateEgress,
  type Machine,
  sayVerdict,
} from "./egress";
export { type BackupEgress, backupDestinations, backupEgressIsOpen } from "./egressBackup";
export { type Finding, say } from "./finding";
export { nextBackup, type PolicyMeaning, policyMeaning } from "./policyMeaning";
export { type ProtectedVmsSubject, protectedVmsRules } from "./protectedVms";
export { judge, type Rule, UnknownValue, type Verdict } from "./rule";
export { vmBackupPolicyRules } from "./vmBackupPolicy";
