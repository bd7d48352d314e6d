import { named, noFindings, onlyWhere, onShape, type Rule } from "../../core/rule";
import { archiveRules } from "../archive";
import { type BackupPolicy, frequencyOf } from "../arm";
import {
  dailyScheduleNeedsDailyRetention,
  weeklyRetentionDaysMatch,
  weeklyScheduleNeedsWeeklyRetention,
} from "../retention";
import { vmBackupPolicyRules } from "../rules";
import { oneSchedule, timeIsValid, timeZoneIsKnown } from "../schedule";
import { tieringRules } from "./archive";
import { RetentionPolicyType } from "./facts";
import { isVmPolicy, type ProtectionPolicy } from "./fromArm";
import { policyReading } from "./reading";
import { retentionPolicyRules } from "./retention";
import { schedulePolicyRules } from "./schedule";
import { backupPolicyShape } from "./shape";

type PolicyRule = Rule<ProtectionPolicy>;
type SettingsRule = Rule<BackupPolicy>;

/** Rules on policies in this library's terms, applied to the payloads of policies for VMs. */
export const onPayloads = (...rules: readonly SettingsRule[]): readonly PolicyRule[] =>
  onlyWhere(isVmPolicy, onShape(backupPolicyShape, rules));

/** The payload's own rules, which judge it as Azure reads it. */
const onReadings = (rules: readonly PolicyRule[]): readonly PolicyRule[] =>
  rules.map((rule) => named(rule.name, (policy, words) => rule(policyReading(policy), words)));

/** Retention that a schedule needs. A SimpleRetentionPolicy has no kinds of retention; retentionIsLongTerm reports it. */
const neededRetention: readonly SettingsRule[] = [
  dailyScheduleNeedsDailyRetention,
  weeklyScheduleNeedsWeeklyRetention,
];
const hasKindsOfRetention = (policy: ProtectionPolicy): boolean =>
  policyReading(policy).properties?.retentionPolicy?.retentionPolicyType !== RetentionPolicyType.Simple;

/** Rules that the payload's own rules replace: a payload has times, zones, a weekly schedule's days and the archive in another form. */
const replaced: readonly SettingsRule[] = [
  oneSchedule,
  timeIsValid,
  timeZoneIsKnown,
  weeklyRetentionDaysMatch,
  ...neededRetention,
  ...archiveRules,
];

/** The payload's own rule compares the days of weekly retention with a weekly schedule. */
const daysOfWeeklyPoints: SettingsRule = (policy, words) =>
  frequencyOf(policy) === "weekly" ? noFindings : weeklyRetentionDaysMatch(policy, words);

/** The rules on a protection policy for Azure VMs. Policies for other workloads have no findings. */
export const protectionPolicyRules: readonly PolicyRule[] = [
  ...onlyWhere(isVmPolicy, onReadings([...schedulePolicyRules, ...retentionPolicyRules, ...tieringRules])),
  ...onlyWhere(hasKindsOfRetention, onPayloads(...neededRetention)),
  ...onPayloads(...vmBackupPolicyRules.filter((rule) => !replaced.includes(rule)), daysOfWeeklyPoints),
];
