import { lazy } from "../core/lazy";
import type { Rule } from "../core/rule";
import { type BackupPolicy, frequencyOf } from "./arm";
import { isVmPolicy, type ProtectionPolicy, policyFromArm } from "./fromArm";
import { payloadRetentionRules } from "./payloadRetention";
import { payloadScheduleRules } from "./payloadSchedule";
import { pointDatesAreValid, pointsHaveOneForm, pointWeekdaysAreValid } from "./points";
import { countsInRange, weeklyRetentionDaysMatch } from "./retention";
import { vmBackupPolicyRules } from "./rules";
import { oneSchedule, timeIsValid, timeZoneIsKnown } from "./schedule";
import { inPayloadWords } from "./words";

type PolicyRule = Rule<ProtectionPolicy>;
type SubjectRule = Rule<BackupPolicy>;

/** A rule on policies in this library's terms, for a payload: it says its findings in the payload's words. */
export const onPayload =
  (rule: SubjectRule): PolicyRule =>
  (policy) => {
    if (!isVmPolicy(policy)) return [];
    const found = rule(policyFromArm(policy));
    return Object.assign(
      found.map((finding) => inPayloadWords(finding, policy)),
      { unknown: found.unknown },
    );
  };

/** Rules whose place a payload's own take: a payload writes times, zones and a weekly schedule's days in another way. */
const replaced: readonly SubjectRule[] = [
  oneSchedule,
  timeIsValid,
  timeZoneIsKnown,
  weeklyRetentionDaysMatch,
];

const daysOfWeeklyPoints: SubjectRule = (policy) =>
  frequencyOf(policy) === "weekly" ? [] : weeklyRetentionDaysMatch(policy);

/** Rules that look at each kind of retention by itself: run on one at a time, so that an unknown kind hides no other. */
const onOneKind: readonly SubjectRule[] = [
  countsInRange,
  pointsHaveOneForm,
  pointWeekdaysAreValid,
  pointDatesAreValid,
];

const forEachKind = (rule: SubjectRule): readonly SubjectRule[] =>
  (["daily", "weekly", "monthly", "yearly"] as const).map((kind) => (policy: BackupPolicy) => {
    const only = lazy({ [kind]: () => policy.retention?.[kind] });
    return rule({ schedule: {}, retention: only });
  });

/** All that a protection policy for Azure VMs must satisfy; policies for other workloads pass. */
export const protectionPolicyRules: readonly PolicyRule[] = [
  ...[...payloadScheduleRules, ...payloadRetentionRules].map(
    (rule) => (policy: ProtectionPolicy) => (isVmPolicy(policy) ? rule(policy) : []),
  ),
  ...vmBackupPolicyRules
    .filter((rule) => !replaced.includes(rule))
    .flatMap((rule) => (onOneKind.includes(rule) ? forEachKind(rule) : [rule]))
    .concat(daysOfWeeklyPoints)
    .map(onPayload),
];
