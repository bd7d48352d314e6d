import type { Rule } from "../core/rule";
import { archiveRules } from "./archive";
import type { BackupPolicy } from "./arm";
import { instantRestoreRules } from "./instantRestore";
import { pointRules } from "./points";
import { retentionRules } from "./retention";
import { scheduleRules } from "./schedule";

/** The rules on a VM backup policy. */
export const vmBackupPolicyRules: readonly Rule<BackupPolicy>[] = [
  ...scheduleRules,
  ...retentionRules,
  ...pointRules,
  ...instantRestoreRules,
  ...archiveRules,
];
