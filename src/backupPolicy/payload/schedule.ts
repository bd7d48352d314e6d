import { cite } from "../../core/limits";
import { pages } from "../../core/pages";
import { invalidValue, noFindings, type Rule, type Verdict } from "../../core/rule";
import { listOf, sameText, textOf } from "../../core/values";
import { clockTimeOf, halfHourOf } from "../clock";
import { backupTimeForm, daylightSaving, retiredZones, timestampConflict, zoneConflict } from "../facts";
import { nearestWindowsZones, windowsZone, windowsZones } from "../timeZones";
import { isV2, type ProtectionPolicy, policyTypeOf } from "./fromArm";

type PolicyRule = Rule<ProtectionPolicy>;

/** Who tells that the service compares what a payload says twice, and answers BMSUserErrorInvalidPolicyInput to whatever differs. */
export const service = pages.azurerm;

export const schedulePath = "properties.schedulePolicy";

/** The kind of schedule is one for VMs, and goes with the policy type. */
export const scheduleFitsPolicyType: PolicyRule = ({ properties }) => {
  const kind = properties?.schedulePolicy?.schedulePolicyType;
  const needed = policyTypeOf(kind);
  const type = properties?.policyType;
  const isOther = (type === "V1" || type === "V2") && type !== needed;
  if (needed !== undefined && !isOther) return noFindings;
  return invalidValue({
    path: `${schedulePath}.schedulePolicyType`,
    actual: kind,
    accepted: "SimpleSchedulePolicy with policyType V1, SimpleSchedulePolicyV2 with policyType V2",
    fix:
      needed === undefined
        ? "use the one of the two"
        : `set properties.policyType to ${needed}, or use the other`,
    ...service,
  });
};

type Part = "dailySchedule" | "weeklySchedule" | "hourlySchedule";
const parts = new Map<unknown, Part>([
  ["Daily", "dailySchedule"],
  ["Weekly", "weeklySchedule"],
  ["Hourly", "hourlySchedule"],
]);

/** The schedule says how often, and has the part that goes with it. */
export const frequencyHasItsSchedule: PolicyRule = (policy) => {
  const schedule = policy.properties?.schedulePolicy;
  const frequency = schedule?.scheduleRunFrequency;
  const part = parts.get(frequency);
  if (part === undefined)
    return invalidValue({
      path: `${schedulePath}.scheduleRunFrequency`,
      actual: frequency,
      accepted: "Daily, Weekly or, with policyType V2, Hourly",
      fix: "say how often the backup runs",
      ...service,
    });
  if (!isV2(policy) || (schedule?.[part] !== undefined && schedule[part] !== null)) return noFindings;
  return invalidValue({
    path: `${schedulePath}.${part}`,
    actual: undefined,
    accepted: `${part} with scheduleRunFrequency ${frequency} and policyType V2`,
    fix: `add ${part}`,
    ...service,
  });
};

/** Where a policy's times stand, and the times; undefined where there are none to speak of. */
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
  const v2 = isV2(policy);
  return {
    path: v2 ? `${schedulePath}.${part}.scheduleRunTimes` : `${schedulePath}.scheduleRunTimes`,
    times: listOf((v2 ? schedule?.[part] : schedule)?.scheduleRunTimes),
  };
}

/** In UTC, with 00 seconds; the date, the fraction and the way to write UTC are the writer's. */
const utcTimestamp = /^(\d{4}-\d{2}-\d{2}T)?\d{2}:\d{2}:00(\.0+)?(Z|\+00:00)$/;

/** One time, on the hour or half hour, as a timestamp with Z. */
export const scheduleTimeIsValid: PolicyRule = (policy) => {
  const { path, times = [] } = scheduledTimes(policy) ?? {};
  return path === undefined ? noFindings : timesAreValid(path, times);
};

/** The verdict on one time, whether it stands alone or in a list. */
export function timesAreValid(path: string, times: readonly unknown[]): Verdict {
  const [given] = times;
  const clock = clockTimeOf(given);
  const isOnHalfHour = clock !== undefined && backupTimeForm.pattern.test(clock);
  const isOne = times.length === 1 && isOnHalfHour;
  if (isOne && utcTimestamp.test(textOf(given))) return noFindings;
  const near = clock ?? textOf(given).split("T").pop() ?? "";
  const time = halfHourOf(near);
  const value = time === undefined ? undefined : `2020-01-01T${time}:00Z`;
  const list = path.endsWith("Times");
  return invalidValue({
    path,
    actual: times.length === 1 ? given : times,
    accepted: `one timestamp, on the hour or half hour, with 00 seconds and Z: Azure reads its clock time in properties.timeZone`,
    fix:
      value === undefined
        ? 'write your clock time as "2020-01-01T22:30:00Z" has 22:30; the date does not matter'
        : { text: `write "${value}"; the date does not matter`, value: list ? [value] : value },
    conflict: isOne ? timestampConflict : undefined,
    ...cite(backupTimeForm),
  });
}

/** A Windows id in another case, or one that Windows has and CLDR's table has not. */
const isWindows = (zone: unknown): boolean =>
  [...windowsZones, ...retiredZones.value].some((known) => sameText(known, zone));

/** Azure knows time zones by their Windows ids alone. */
export const zoneIsWindows: PolicyRule = ({ properties }) => {
  const zone = properties?.timeZone;
  if (zone === undefined || windowsZones.includes(zone)) return noFindings;
  const same = windowsZone(textOf(zone));
  const near = nearestWindowsZones(textOf(zone));
  const value = same ?? near[0];
  const suggestion =
    near.length === 0
      ? "write the zone's Windows id, as `tzutil /l` lists it"
      : `did you mean ${near.map((name) => `"${name}"`).join(", ")}`;
  return invalidValue({
    path: "properties.timeZone",
    actual: zone,
    accepted: 'a Windows time-zone id, such as "Romance Standard Time"',
    fix: { text: same === undefined ? suggestion : `use "${same}"`, ...(value !== undefined && { value }) },
    conflict: isWindows(zone) ? zoneConflict : undefined,
    ...cite(daylightSaving),
  });
};

export const payloadScheduleRules: readonly PolicyRule[] = [
  scheduleFitsPolicyType,
  frequencyHasItsSchedule,
  scheduleTimeIsValid,
  zoneIsWindows,
];
