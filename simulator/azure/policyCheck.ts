import { WINDOWS_TO_IANA_MAP } from "windows-iana";
import { genericBackupCode } from "./azureError";
import { isObject, type Json, listAt, objectAt, textAt, valueAt, withoutEmpty } from "./json";
import {
  checkChoices,
  checkInteger,
  clockTime,
  ensure,
  PolicyError,
  type Schedule,
  singleClockTime,
  weekDays,
} from "./policyFields";
import { checkRetention, vaultRetentionDays } from "./policyRetention";

/** Azure Backup's error response to a policy. */
export interface PolicyValidationError {
  status: number;
  code: string;
  message: string;
}

// Azure's list of name rules allows letters, digits and hyphens. The portal also accepts `_`, azurerm `_` and `!`, so such names exist.
const policyName = /^[A-Za-z][A-Za-z0-9_!-]{2,149}$/;

// The API's values. The documentation also lists 24; azurerm and the API's enum do not, so 24 is refused.
const intervalsInHours = [4, 6, 8, 12];
const windowInHours = { min: 4, max: 24 };

/** The maximum number of days of snapshots for instant restore, by the interval of an hourly schedule. */
const maxSnapshotDays: Record<number, number> = {
  4: 17,
  6: 22,
  12: 30,
};

/**
 * Azure Backup's own check of a policy for virtual machines, in both tiers. Undefined: Azure accepts the policy. If sources disagree,
 * the wider limit applies, with a comment at the rule: policies that exist must pass. Policies for other workloads pass unchecked.
 */
export function checkPolicy(name: string, properties: unknown): PolicyValidationError | undefined {
  try {
    const policy = withoutEmpty(properties);
    checkProperties(name, isObject(policy) ? policy : {});
    return undefined;
  } catch (error) {
    if (error instanceof PolicyError) return { status: 400, code: error.code, message: error.message };
    throw error;
  }
}

function checkProperties(name: string, properties: Json): void {
  ensure(
    policyName.test(name),
    `Policy name '${name}': 3 to 150 letters, digits and hyphens, starting with a letter.`,
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

// CLDR's table lacks two ids of Windows. No source says that letter case matters.
const timeZones = new Set(
  [
    ...WINDOWS_TO_IANA_MAP.map(({ windowsName }) => windowsName),
    "Kamchatka Standard Time",
    "Mid-Atlantic Standard Time",
  ].map((id) => id.toLowerCase()),
);

function checkTimeZone(timeZone: unknown): void {
  if (timeZone === undefined) return;
  const isKnown = typeof timeZone === "string" && timeZones.has(timeZone.toLowerCase());
  // Users report this response to a wrong time zone id: it names no parameter.
  if (!isKnown)
    throw new PolicyError("Please provide a valid value for the parameter: NO_PARAM.", genericBackupCode);
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
  const snapshotGroup = objectAt(properties, "instantRPDetails");
  // azurerm: a resource group for snapshots needs a prefix; a suffix is optional.
  if (isObject(properties.instantRPDetails)) {
    ensure(
      Boolean(textAt(snapshotGroup.azureBackupRGNamePrefix)),
      "instantRPDetails needs azureBackupRGNamePrefix.",
    );
  }
  return policyType;
}

function standardSchedule(properties: Json): Schedule {
  const policy = objectAt(properties, "schedulePolicy");
  ensure(
    policy.schedulePolicyType === "SimpleSchedulePolicy",
    "policyType V1 needs schedulePolicyType SimpleSchedulePolicy.",
  );
  const frequency = policy.scheduleRunFrequency;
  ensure(
    frequency === "Daily" || frequency === "Weekly",
    `policyType V1 runs Daily or Weekly, not ${frequency}.`,
  );
  ensure(policy.hourlySchedule === undefined, "policyType V1 has no hourlySchedule.");
  const days = listAt(policy, "scheduleRunDays");
  if (frequency === "Weekly") checkChoices("scheduleRunDays", days, weekDays);
  else ensure(days.length === 0, "A daily schedule has no scheduleRunDays.");
  const time = singleClockTime("scheduleRunTimes", policy.scheduleRunTimes);
  return { frequency, days: days as string[], time, tier: "V1" };
}

function enhancedSchedule(properties: Json): Schedule {
  const policy = objectAt(properties, "schedulePolicy");
  ensure(
    policy.schedulePolicyType === "SimpleSchedulePolicyV2",
    "policyType V2 needs schedulePolicyType SimpleSchedulePolicyV2.",
  );
  const frequency = policy.scheduleRunFrequency;
  ensure(
    frequency === "Hourly" || frequency === "Daily" || frequency === "Weekly",
    `policyType V2 runs Hourly, Daily or Weekly, not ${frequency}.`,
  );
  const scheduleKey = `${frequency.toLowerCase()}Schedule`;
  for (const key of ["hourlySchedule", "dailySchedule", "weeklySchedule"]) {
    const isGiven = policy[key] !== undefined;
    ensure(
      isGiven === (key === scheduleKey),
      `A schedule that runs ${frequency} has only ${scheduleKey}; ${key} is ${isGiven ? "also set" : "missing"}.`,
    );
  }
  if (frequency === "Hourly") return hourlySchedule(objectAt(policy, scheduleKey));
  const days = listAt(policy, `${scheduleKey}.scheduleRunDays`);
  if (frequency === "Weekly") checkChoices("scheduleRunDays", days, weekDays);
  const time = singleClockTime("scheduleRunTimes", valueAt(policy, `${scheduleKey}.scheduleRunTimes`));
  return { frequency, days: days as string[], time, tier: "V2" };
}

function hourlySchedule(schedule: Json): Schedule {
  const { interval, scheduleWindowDuration: window } = schedule;
  ensure(
    intervalsInHours.includes(interval as number),
    `interval is ${interval}: ${intervalsInHours.join(", ")} are allowed.`,
  );
  checkInteger("scheduleWindowDuration", window, windowInHours.min, windowInHours.max);
  // Only azurerm requires a multiple of the interval. A sample of Microsoft's has 23 hours with an interval of 4; PowerShell requires a
  // window that is at least as long as the interval.
  ensure(
    (window as number) >= (interval as number),
    `scheduleWindowDuration ${window} is shorter than the interval ${interval}.`,
  );
  const time = clockTime("scheduleWindowStartTime", schedule.scheduleWindowStartTime);
  return { frequency: "Hourly", days: [], time, intervalHours: interval as number, tier: "V2" };
}

function checkSnapshots(schedule: Schedule, properties: Json): void {
  const { tier, frequency } = schedule;
  const days = properties.instantRpRetentionRangeInDays ?? defaultSnapshotDays(tier, frequency);
  const { min, max } = snapshotDays(schedule);
  const isAllowed = typeof days === "number" && Number.isInteger(days) && days >= min && days <= max;
  if (!isAllowed) {
    throw new PolicyError(
      `InstantRpRetentionRangeInDays is ${days}: ${min} to ${max} days are allowed for a ${frequency} schedule of policyType ${tier}.`,
      genericBackupCode,
    );
  }
  const vaultDays = vaultRetentionDays(schedule, properties);
  if (days > vaultDays) {
    throw new PolicyError(
      `InstantRpRetentionRangeInDays is ${days}: longer than the retention of ${vaultDays} days.`,
      genericBackupCode,
    );
  }
}

/** The service's default: 7 for V2; for V1 2, or 5 if weekly, which is then the only allowed value. */
export function defaultSnapshotDays(tier: "V1" | "V2", frequency: unknown): number {
  if (tier === "V2") return 7;
  return frequency === "Weekly" ? 5 : 2;
}

function snapshotDays({ tier, frequency, intervalHours }: Schedule): { min: number; max: number } {
  if (tier === "V1") return frequency === "Weekly" ? { min: 5, max: 5 } : { min: 1, max: 5 };
  // The documentation ends at 20, PowerShell at 30.
  if (frequency === "Weekly") return { min: 5, max: 30 };
  return { min: 1, max: intervalHours ? (maxSnapshotDays[intervalHours] ?? 30) : 30 };
}
