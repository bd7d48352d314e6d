import { cite } from "../../core/limits";
import { pages } from "../../core/pages";
import { invalidValue, missing, noFindings, type Rule, type Verdict } from "../../core/rule";
import { listedName, listOf, textOf } from "../../core/values";
import { clockTimeOf, halfHourOf } from "../clock";
import { backupTimeForm, daylightSaving, timestampConflict } from "../facts";
import { nearestWindowsZones, windowsZone, windowsZones, zoneFix } from "../timeZones";
import { retiredZones, zoneConflict } from "../zoneFacts";
import { PolicyType } from "./facts";
import { isV2, type ProtectionPolicy, policyTypeOf } from "./fromArm";

type PolicyRule = Rule<ProtectionPolicy>;

/** The source for what the service compares within a payload: it answers BMSUserErrorInvalidPolicyInput to every difference. */
export const service = pages.azurerm;

export const schedulePath = "properties.schedulePolicy";

/** The schedule's type is one for VMs, and matches the policy type. */
export const scheduleFitsPolicyType: PolicyRule = ({ properties }) => {
  const kind = properties?.schedulePolicy?.schedulePolicyType;
  const needed = policyTypeOf(kind);
  const type = properties?.policyType;
  const differs = (type === PolicyType.V1 || type === PolicyType.V2) && type !== needed;
  if (needed !== undefined && !differs) return noFindings;
  return invalidValue({
    path: `${schedulePath}.schedulePolicyType`,
    actual: kind,
    accepted: "SimpleSchedulePolicy with policyType V1, or SimpleSchedulePolicyV2 with policyType V2",
    fix:
      needed === undefined
        ? "write one of the two"
        : `set properties.policyType to ${needed}, or write the other`,
    ...service,
  });
};

type Part = "dailySchedule" | "weeklySchedule" | "hourlySchedule";
const parts = new Map<unknown, Part>([
  ["Daily", "dailySchedule"],
  ["Weekly", "weeklySchedule"],
  ["Hourly", "hourlySchedule"],
]);

/** The schedule has a frequency, and the part for that frequency. */
export const frequencyHasItsSchedule: PolicyRule = (policy) => {
  const schedule = policy.properties?.schedulePolicy;
  const frequency = schedule?.scheduleRunFrequency;
  const part = parts.get(frequency);
  if (part === undefined)
    return invalidValue({
      path: `${schedulePath}.scheduleRunFrequency`,
      actual: frequency,
      accepted: "Daily, Weekly, or Hourly with policyType V2",
      fix: "write one of them",
      ...service,
    });
  if (!isV2(policy) || (schedule?.[part] !== undefined && schedule[part] !== null)) return noFindings;
  return missing({
    path: `${schedulePath}.${part}`,
    message: `scheduleRunFrequency ${frequency} with policyType V2 requires ${part}`,
    fix: `add ${part}`,
    ...service,
  });
};

/** A schedule's times and their path; undefined if its frequency is unknown. */
export function scheduledTimes(
  policy: ProtectionPolicy,
): { readonly path: string; readonly times: readonly unknown[] } | undefined {
  const schedule = policy.properties?.schedulePolicy;
  const part = parts.get(schedule?.scheduleRunFrequency);
  if (part === undefined) return undefined;
  if (part === "hourlySchedule") {
    const start = schedule?.hourlySchedule?.scheduleWindowStartTime;
    return {
      path: `${schedulePath}.${part}.scheduleWindowStartTime`,
      times: start === undefined ? [] : [start],
    };
  }
  const isEnhanced = isV2(policy);
  return {
    path: isEnhanced ? `${schedulePath}.${part}.scheduleRunTimes` : `${schedulePath}.scheduleRunTimes`,
    times: listOf((isEnhanced ? schedule?.[part] : schedule)?.scheduleRunTimes),
  };
}

/** A timestamp in UTC with 00 seconds. Any date, any zero fraction and both ways to write UTC are accepted. */
const utcTimestamp = /^(\d{4}-\d{2}-\d{2}T)?\d{2}:\d{2}:00(\.0+)?(Z|\+00:00)$/;

/** The schedule has one time, on the hour or half hour, as a timestamp with Z. */
export const scheduleTimeIsValid: PolicyRule = (policy) => {
  const { path, times = [] } = scheduledTimes(policy) ?? {};
  return path === undefined ? noFindings : timesAreValid(path, times);
};

/** The verdict on one time, from a field of its own or from a list. */
export function timesAreValid(path: string, times: readonly unknown[]): Verdict {
  const [first] = times;
  const clock = clockTimeOf(first);
  const isOnHalfHour = clock !== undefined && backupTimeForm.pattern.test(clock);
  const isOne = times.length === 1 && isOnHalfHour;
  if (isOne && utcTimestamp.test(textOf(first))) return noFindings;
  const near = clock ?? textOf(first).split("T").pop() ?? "";
  const time = halfHourOf(near);
  const value = time === undefined ? undefined : `2020-01-01T${time}:00Z`;
  const isList = path.endsWith("Times");
  return invalidValue({
    path,
    actual: times.length === 1 ? first : times,
    accepted:
      "one timestamp on the hour or half hour, with 00 seconds and Z. Azure reads its clock time in properties.timeZone",
    fix:
      value === undefined
        ? 'write 22:30 as "2020-01-01T22:30:00Z"; the date does not matter'
        : { text: `write "${value}"; the date does not matter`, value: isList ? [value] : value },
    conflict: isOne ? timestampConflict : undefined,
    ...cite(backupTimeForm),
  });
}

/** The time zone is a Windows id: Azure accepts no other names. An id in another case is read as Windows spells it. */
export const zoneIsWindowsId: PolicyRule = ({ properties }) => {
  const zone = properties?.timeZone;
  if (zone === undefined || windowsZones.includes(zone)) return noFindings;
  const windowsId = windowsZone(zone);
  return invalidValue({
    path: "properties.timeZone",
    actual: zone,
    accepted: 'a Windows time-zone id, such as "Romance Standard Time"',
    fix:
      windowsId === undefined
        ? zoneFix(nearestWindowsZones(textOf(zone)))
        : { text: `use "${windowsId}"`, value: windowsId },
    conflict: listedName(retiredZones.value, zone) === undefined ? undefined : zoneConflict,
    ...cite(daylightSaving),
  });
};

/** When backups run, as a payload has it. */
export const schedulePolicyRules: readonly PolicyRule[] = [
  scheduleFitsPolicyType,
  frequencyHasItsSchedule,
  scheduleTimeIsValid,
  zoneIsWindowsId,
];
