import type { PolicySubject } from "../arm/vmBackupPolicy";
import { archiveRules, instantRestoreRules } from "./policyInstantRestore";
import { pointRules } from "./policyPoints";
import { retentionRules } from "./policyRetention";
import { scheduleRules } from "./policySchedule";
import type { Rule } from "./rule";

/** All that a VM backup policy must satisfy. */
export const vmBackupPolicyRules: readonly Rule<PolicySubject>[] = [
  ...scheduleRules,
  ...retentionRules,
  ...pointRules,
  ...instantRestoreRules,
  ...archiveRules,
];
