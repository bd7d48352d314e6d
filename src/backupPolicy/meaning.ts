import { type BackupPolicy, frequencyOf } from "./arm";
import { DayOfWeek, startDelay } from "./facts";
import { oldestPointDays, recoveryPointCount } from "./recoveryPoints";
import { defaultTimeZone, ianaZone, windowsZone } from "./timeZones";

/** What a policy means for a restore. */
export interface PolicyMeaning {
  /** Recovery points in the vault at steady state, when the oldest expire as fast as new ones are added. */
  readonly recoveryPoints: number;
  /** Age of the oldest recovery point at steady state, in days. */
  readonly oldestPointDays: number;
  /** Worst-case age of the newest recovery point, in hours (RPO). It includes Azure's delay at the start of a backup. */
  readonly worstCaseAgeHours: number;
  /** Whether the policy's time zone has daylight saving time: a backup may then run an hour earlier or later for part of the year. */
  readonly changesClocks: boolean;
  /** What daylight saving time means for this policy, as sentences; undefined if the time zone has none. */
  readonly daylightSavingNotice?: string;
}

/** The meaning of a valid policy. */
export function policyMeaning(policy: BackupPolicy): PolicyMeaning {
  const notice = daylightSavingNotice(policy);
  return {
    recoveryPoints: recoveryPointCount(policy),
    oldestPointDays: oldestPointDays(policy),
    worstCaseAgeHours: longestGapHours(policy) + startDelay.value,
    changesClocks: notice !== undefined,
    ...(notice !== undefined && { daylightSavingNotice: notice }),
  };
}

/** What daylight saving time means for a valid policy. Undefined: its time zone has none. */
export function daylightSavingNotice(policy: BackupPolicy): string | undefined {
  const { january, july } = offsetsMinutes(policy);
  if (january === july) return undefined;
  return noticeFor(`In ${policy.timeZone ?? defaultTimeZone}, a backup set for ${clockTimeOf(policy)}`);
}

const noticeFor = (backup: string): string =>
  `Azure Backup does not adjust backup times to daylight saving time. No source says which of the zone's two offsets it uses. ${backup} may run an hour earlier or later for part of the year. Check one run in winter and one in summer`;

/** The notice for a policy whose arguments are secret: it names neither the time zone nor the time. */
export const secretDaylightSavingNotice = noticeFor("A backup of this policy");

/**
 * The next scheduled backup after a moment. It is calculated with the zone's standard time, because no source says which offset
 * Azure uses.
 */
export function nextBackup(policy: BackupPolicy, after: Date): Date {
  const { hour, minute } = startOf(policy);
  const days = policy.schedule.weekly?.days ?? Object.values(DayOfWeek);
  const offset = standardOffsetMinutes(policy);
  // Midnight in the policy's zone, in standard time, as a UTC timestamp with the same digits.
  const local = new Date(after.getTime() + offset * minuteMs);
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
  const runs = dailyRunsHours(policy).flatMap((run) =>
    Array.from({ length: 9 }, (_, day) => midnight + (day - 1) * 1440 * minuteMs)
      .filter((start) => days.includes(Object.values(DayOfWeek)[new Date(start).getUTCDay()] as DayOfWeek))
      .map((start) => start + ((hour + run) * 60 + minute - offset) * minuteMs),
  );
  return new Date(Math.min(...runs.filter((run) => run > after.getTime())));
}

const minuteMs = 60_000;

const clockTimeOf = ({ schedule }: BackupPolicy): string =>
  schedule.daily?.time ?? schedule.weekly?.time ?? schedule.hourly?.startTime ?? "00:00";

function startOf(policy: BackupPolicy): { hour: number; minute: number } {
  const [hour, minute] = clockTimeOf(policy).split(":").map(Number);
  return { hour: hour ?? 0, minute: minute ?? 0 };
}

/** When each backup of a day runs, in hours after the first. No backup starts at the end of the window. */
function dailyRunsHours({ schedule: { hourly } }: BackupPolicy): number[] {
  if (hourly === undefined) return [0];
  return Array.from(
    { length: Math.ceil(hourly.windowHours / hourly.intervalHours) },
    (_, i) => i * hourly.intervalHours,
  );
}

function longestGapHours(policy: BackupPolicy): number {
  if (frequencyOf(policy) === "weekly") {
    const order = Object.values(DayOfWeek);
    const days = (policy.schedule.weekly?.days ?? []).map((day) => order.indexOf(day)).sort((a, b) => a - b);
    const gaps = days.map((day, i) => ((days[i + 1] ?? (days[0] as number) + 7) - day) * 24);
    return Math.max(...gaps);
  }
  const runs = dailyRunsHours(policy);
  return Math.max(policy.schedule.hourly?.intervalHours ?? 0, 24 - (runs.at(-1) as number));
}

const standardOffsetMinutes = (policy: BackupPolicy): number => {
  const { january, july } = offsetsMinutes(policy);
  return Math.min(january, july);
};

/** The year whose daylight saving time counts: fixed, so that no output depends on today's date. */
const referenceYear = 2026;

interface Offsets {
  readonly january: number;
  readonly july: number;
}

/** By time zone as policies write it: to find a zone and to make its formats takes long, and most policies share a few zones. */
const knownOffsets = new Map<string, Offsets>();

function offsetsMinutes({ timeZone = defaultTimeZone }: BackupPolicy): Offsets {
  const offsets = knownOffsets.get(timeZone) ?? offsetsOf(timeZone);
  knownOffsets.set(timeZone, offsets);
  return offsets;
}

function offsetsOf(timeZone: string): Offsets {
  const zone = ianaZone(windowsZone(timeZone) ?? defaultTimeZone) ?? "UTC";
  return { january: offsetMinutes(zone, 0), july: offsetMinutes(zone, 6) };
}

function offsetMinutes(zone: string, month: number): number {
  // Most policies have it, and to load the formats of a zone takes as long as to judge hundreds of policies.
  if (zone === "UTC" || zone === "Etc/UTC") return 0;
  const moment = new Date(Date.UTC(referenceYear, month, 15));
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    timeZoneName: "longOffset",
  }).formatToParts(moment);
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}
