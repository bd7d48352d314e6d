import { WINDOWS_TO_IANA_MAP } from "windows-iana";
import { at, isObject, type Json, list, object, text, withoutNothing } from "./json";
import {
  checkNames,
  checkWhole,
  clockTime,
  ensure,
  onlyTime,
  Problem,
  type Schedule,
  weekDays,
} from "./policyParts";
import { checkRetention, leastVaultDays } from "./policyRetention";
import { genericBackupCode } from "./refusal";

/** Why Azure Backup refuses a policy. */
export interface PolicyRefusal {
  status: number;
  code: string;
  message: string;
}

// Azure's list of name rules has letters, digits and hyphens; the portal lets `_` through, azurerm `_` and `!`: they exist.
const policyName = /^[A-Za-z][A-Za-z0-9_!-]{2,149}$/;

// The API's values. Documents also list 24, azurerm and the API's enum do not: refused here.
const intervalsInHours = [4, 6, 8, 12];
const windowInHours = { least: 4, most: 24 };

/** Days of snapshots for instant restore, where the interval of an hourly schedule decides. */
const hourlySnapshotDays: Record<number, number> = {
  4: 17,
  6: 22,
  12: 30,
};

/**
 * Azure Backup's own check of a policy for virtual machines, both tiers. Undefined: the policy is accepted.
 * Where what is known of the service conflicts, this takes the wider side and says so next to the rule: what exists passes.
 * Policies for other workloads pass: simulated Azure protects no others.
 */
export function checkPolicy(name: string, properties: unknown): PolicyRefusal | undefined {
  try {
    const given = withoutNothing(properties);
    check(name, isObject(given) ? given : {});
    return undefined;
  } catch (problem) {
    if (problem instanceof Problem) return { status: 400, code: problem.code, message: problem.message };
    throw problem;
  }
}

function check(name: string, properties: Json): void {
  ensure(
    policyName.test(name),
    `Policy name '${name}': 3 to 150 letters, digits and hyphens, a letter first.`,
  );
  if (properties.backupManagementType !== "AzureIaasVM") {
    ensure(typeof properties.backupManagementType === "string", "backupManagementType is missing.");
    return;
  }
  checkTimeZone(properties.timeZone);
  const tier = tierOf(properties);
  const schedule = tier === "V2" ? enhancedSchedule(properties) : standardSchedule(properties);
  checkRetention(schedule, properties);
  checkSnapshots(schedule, properties);
}

// Windows has two ids that CLDR's table leaves out; no source says that letter case matters.
const zones = new Set(
  [
    ...WINDOWS_TO_IANA_MAP.map(({ windowsName }) => windowsName),
    "Kamchatka Standard Time",
    "Mid-Atlantic Standard Time",
  ].map((id) => id.toLowerCase()),
);

function checkTimeZone(timeZone: unknown): void {
  if (timeZone === undefined) return;
  const known = typeof timeZone === "string" && zones.has(timeZone.toLowerCase());
  // The answer users report for a wrong time zone id names no parameter.
  if (!known)
    throw new Problem("Please provide a valid value for the parameter: NO_PARAM.", genericBackupCode);
}

function tierOf(properties: Json): "V1" | "V2" {
  const policyType = properties.policyType ?? "V1";
  ensure(policyType === "V1" || policyType === "V2", `policyType is ${policyType}: V1 and V2 are allowed.`);
  const consistency = properties.snapshotConsistencyType;
  if (consistency !== undefined) {
    ensure(
      consistency === "OnlyCrashConsistent",
      `snapshotConsistencyType is ${consistency}: OnlyCrashConsistent is allowed.`,
    );
    ensure(policyType === "V2", "Crash-consistent backup needs policyType V2.");
  }
  const group = object(properties, "instantRPDetails");
  // azurerm: a resource group for snapshots needs a prefix, and may have a suffix.
  if (isObject(properties.instantRPDetails)) {
    ensure(Boolean(text(group.azureBackupRGNamePrefix)), "instantRPDetails needs azureBackupRGNamePrefix.");
  }
  return policyType;
}

function standardSchedule(properties: Json): Schedule {
  const given = object(properties, "schedulePolicy");
  ensure(
    given.schedulePolicyType === "SimpleSchedulePolicy",
    "policyType V1 needs schedulePolicyType SimpleSchedulePolicy.",
  );
  const frequency = given.scheduleRunFrequency;
  ensure(
    frequency === "Daily" || frequency === "Weekly",
    `policyType V1 runs Daily or Weekly, not ${frequency}.`,
  );
  ensure(given.hourlySchedule === undefined, "policyType V1 has no hourlySchedule.");
  const days = list(given, "scheduleRunDays");
  if (frequency === "Weekly") checkNames("scheduleRunDays", days, weekDays);
  else ensure(days.length === 0, "A daily schedule has no scheduleRunDays.");
  const time = onlyTime("scheduleRunTimes", given.scheduleRunTimes);
  return { frequency, days: days as string[], time, tier: "V1" };
}

function enhancedSchedule(properties: Json): Schedule {
  const given = object(properties, "schedulePolicy");
  ensure(
    given.schedulePolicyType === "SimpleSchedulePolicyV2",
    "policyType V2 needs schedulePolicyType SimpleSchedulePolicyV2.",
  );
  const frequency = given.scheduleRunFrequency;
  ensure(
    frequency === "Hourly" || frequency === "Daily" || frequency === "Weekly",
    `policyType V2 runs Hourly, Daily or Weekly, not ${frequency}.`,
  );
  const own = `${frequency.toLowerCase()}Schedule`;
  for (const other of ["hourlySchedule", "dailySchedule", "weeklySchedule"]) {
    const there = given[other] !== undefined;
    ensure(
      there === (other === own),
      `A schedule that runs ${frequency} has ${own} and no other; ${other} is ${there ? "there" : "missing"}.`,
    );
  }
  if (frequency === "Hourly") return hourlySchedule(object(given, own));
  const days = list(given, `${own}.scheduleRunDays`);
  if (frequency === "Weekly") checkNames("scheduleRunDays", days, weekDays);
  const time = onlyTime("scheduleRunTimes", at(given, `${own}.scheduleRunTimes`));
  return { frequency, days: days as string[], time, tier: "V2" };
}

function hourlySchedule(given: Json): Schedule {
  const { interval, scheduleWindowDuration: window } = given;
  ensure(
    intervalsInHours.includes(interval as number),
    `interval is ${interval}: ${intervalsInHours.join(", ")} are allowed.`,
  );
  checkWhole("scheduleWindowDuration", window, windowInHours.least, windowInHours.most);
  // azurerm alone asks for a multiple; a sample of Microsoft's sets 23 hours with an interval of 4, and PowerShell asks
  // for a window not shorter than the interval.
  ensure(
    (window as number) >= (interval as number),
    `scheduleWindowDuration ${window} is shorter than the interval ${interval}.`,
  );
  const time = clockTime("scheduleWindowStartTime", given.scheduleWindowStartTime);
  return { frequency: "Hourly", days: [], time, intervalHours: interval as number, tier: "V2" };
}

function checkSnapshots(schedule: Schedule, properties: Json): void {
  const { tier, frequency } = schedule;
  const given = properties.instantRpRetentionRangeInDays;
  const days = given ?? defaultSnapshotDays(tier, frequency);
  const { least, most } = snapshotDays(schedule);
  const allowed = typeof days === "number" && Number.isInteger(days) && days >= least && days <= most;
  if (!allowed) {
    throw new Problem(
      `InstantRpRetentionRangeInDays is ${days}: ${least} to ${most} days are allowed for a ${frequency} schedule of policyType ${tier}.`,
      genericBackupCode,
    );
  }
  const vaultDays = leastVaultDays(schedule, properties);
  if ((days as number) > vaultDays) {
    throw new Problem(
      `InstantRpRetentionRangeInDays is ${days}: longer than the retention of ${vaultDays} days.`,
      genericBackupCode,
    );
  }
}

/** The service's default: 2 for V1 (5 when weekly, the one value it allows), 7 for V2. */
export function defaultSnapshotDays(tier: "V1" | "V2", frequency: unknown): number {
  if (tier === "V2") return 7;
  return frequency === "Weekly" ? 5 : 2;
}

function snapshotDays({ tier, frequency, intervalHours }: Schedule): { least: number; most: number } {
  if (tier === "V1") return frequency === "Weekly" ? { least: 5, most: 5 } : { least: 1, most: 5 };
  // Documents end at 20, PowerShell at 30.
  if (frequency === "Weekly") return { least: 5, most: 30 };
  return { least: 1, most: intervalHours ? (hourlySnapshotDays[intervalHours] ?? 30) : 30 };
}
