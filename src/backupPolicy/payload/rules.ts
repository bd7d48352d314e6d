import { noFindings, onlyWhere, onShape, type Rule } from "../../core/rule";
import { archiveRules } from "../archive";
import { type BackupPolicy, frequencyOf } from "../arm";
import { weeklyRetentionDaysMatch } from "../retention";
import { vmBackupPolicyRules } from "../rules";
import { oneSchedule, timeIsValid, timeZoneIsKnown } from "../schedule";
import { tieringRules } from "./archive";
import { isVmPolicy, type ProtectionPolicy } from "./fromArm";
import { retentionPolicyRules } from "./retention";
import { schedulePolicyRules } from "./schedule";
import { backupPolicyShape } from "./shape";

type PolicyRule = Rule<ProtectionPolicy>;
type SettingsRule = Rule<BackupPolicy>;

/** Rules on policies in this library's terms, applied to the payloads of policies for VMs. */
export const onPayloads = (...rules: readonly SettingsRule[]): readonly PolicyRule[] =>
  onlyWhere(isVmPolicy, onShape(backupPolicyShape, rules));

/** Rules that the payload's own rules replace: a payload has times, zones, a weekly schedule's days and the archive in another form. */
const replaced: readonly SettingsRule[] = [
  oneSchedule,
  timeIsValid,
  timeZoneIsKnown,
  weeklyRetentionDaysMatch,
  ...archiveRules,
];

/** The payload's own rule compares the days of weekly retention with a weekly schedule. */
const daysOfWeeklyPoints: SettingsRule = (policy, words) =>
  frequencyOf(policy) === "weekly" ? noFindings : weeklyRetentionDaysMatch(policy, words);

/** The rules on a protection policy for Azure VMs. Policies for other workloads have no findings. */
export const protectionPolicyRules: readonly PolicyRule[] = [
  ...onlyWhere(isVmPolicy, [...schedulePolicyRules, ...retentionPolicyRules, ...tieringRules]),
  ...onPayloads(...vmBackupPolicyRules.filter((rule) => !replaced.includes(rule)), daysOfWeeklyPoints),
];
