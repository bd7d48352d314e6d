/** The rules without Pulumi: for tests, other tools and the command line. */

export { type VaultSubject, vaultRules } from "./backupVault";
export { type Finding, say } from "./finding";
export { nextBackup, type PolicyMeaning, policyMeaning } from "./policyMeaning";
export { type ProtectedVmsSubject, protectedVmsRules } from "./protectedVms";
export { judge, type Rule, UnknownValue, type Verdict } from "./rule";
export { vmBackupPolicyRules } from "./vmBackupPolicy";
