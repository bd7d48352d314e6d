import { noFindings, onlyWhere, onShape, type Rule } from "../../core/rule";
import { archiveRules } from "../archive";
import { type BackupPolicy, frequencyOf } from "../arm";
import { weeklyRetentionDaysMatch } from "../retention";
import { vmBackupPolicyRules } from "../rules";
import { oneSchedule, timeIsValid, timeZoneIsKnown } from "../schedule";
import { payloadArchiveRules } from "./archive";
import { isVmPolicy, type ProtectionPolicy } from "./fromArm";
import { payloadRetentionRules } from "./retention";
import { payloadScheduleRules } from "./schedule";
import { backupPolicyShape } from "./shape";

type PolicyRule = Rule<ProtectionPolicy>;
type SettingsRule = Rule<BackupPolicy>;

/** Rules on policies in this library's terms, for the payloads of policies for VMs. */
export const onPayloads = (...rules: readonly SettingsRule[]): readonly PolicyRule[] =>
  onlyWhere(isVmPolicy, onShape(backupPolicyShape, rules));

/** Rules whose place a payload's own take: it writes times, zones, a weekly schedule's days and the archive in another way. */
const replaced: readonly SettingsRule[] = [
  oneSchedule,
  timeIsValid,
  timeZoneIsKnown,
  weeklyRetentionDaysMatch,
  ...archiveRules,
];

const daysOfWeeklyPoints: SettingsRule = (policy, words) =>
  frequencyOf(policy) === "weekly" ? noFindings : weeklyRetentionDaysMatch(policy, words);

/** All that a protection policy for Azure VMs must satisfy; policies for other workloads pass. */
export const protectionPolicyRules: readonly PolicyRule[] = [
  ...onlyWhere(isVmPolicy, [...payloadScheduleRules, ...payloadRetentionRules, ...payloadArchiveRules]),
  ...onPayloads(...vmBackupPolicyRules.filter((rule) => !replaced.includes(rule)), daysOfWeeklyPoints),
];
