import { asBoolean, asChoice, asChoices, asNumber, type Read, readingOf } from "../../core/reading";
import { listedName } from "../../core/values";
import { DayOfWeek, MonthOfYear, WeekOfMonth } from "../facts";
import { windowsZones } from "../timeZones";
import { retiredZones } from "../zoneFacts";
import { PolicyType, policyWorkloads, RetentionPolicyType, ScheduleType, TieringMode } from "./facts";

const choice = (names: Readonly<Record<string, string>>) => asChoice(Object.values(names));
const choices = (names: Readonly<Record<string, string>>) => asChoices(Object.values(names));
const zones = [...windowsZones, ...retiredZones.value];

/** How Azure reads the fields of a policy's payload, by their names. */
const reads: Readonly<Record<string, Read>> = {
  backupManagementType: asChoice(policyWorkloads.value),
  policyType: choice(PolicyType),
  timeZone: (zone) => (zone === "" ? undefined : (listedName(zones, zone) ?? zone ?? undefined)),
  instantRpRetentionRangeInDays: asNumber,
  snapshotConsistencyType: asChoice(["OnlyCrashConsistent"]),
  schedulePolicyType: choice(ScheduleType),
  scheduleRunFrequency: asChoice(["Daily", "Weekly", "Hourly"]),
  scheduleRunDays: choices(DayOfWeek),
  interval: asNumber,
  scheduleWindowDuration: asNumber,
  retentionPolicyType: choice(RetentionPolicyType),
  retentionScheduleFormatType: asChoice(["Daily", "Weekly"]),
  daysOfTheWeek: choices(DayOfWeek),
  weeksOfTheMonth: choices(WeekOfMonth),
  monthsOfYear: choices(MonthOfYear),
  count: asNumber,
  durationType: asChoice(["Days", "Weeks", "Months", "Years", "Invalid"]),
  date: asNumber,
  isLast: asBoolean,
  tieringMode: choice(TieringMode),
  duration: asNumber,
};

/** A policy's payload as Azure reads it: choices in Azure's spelling, numbers as numbers. */
export const policyReading = readingOf<object>(reads) as <T extends object>(payload: T) => T;
