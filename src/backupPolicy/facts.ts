import type { Amount, Form, Range, Sourced } from "../core/fact";
import { pages } from "../core/pages";

/** Tier of a VM backup policy. Azure calls the tiers policy types V1 and V2. */
export const PolicyTier = {
  /** V1: one backup a day or on chosen days of the week. */
  Standard: "Standard",
  /** V2: also several backups a day, longer instant restore, Trusted Launch VMs, Ultra and Premium SSD v2 disks. */
  Enhanced: "Enhanced",
} as const;
export type PolicyTier = (typeof PolicyTier)[keyof typeof PolicyTier];

/**
 * Tier of a policy without a tier. Only Enhanced protects Trusted Launch VMs at azure-native's API version (the portal's default for
 * new VMs), Ultra and Premium SSD v2 disks. An item can move from Standard to Enhanced but never back.
 */
export const defaultTier: PolicyTier = PolicyTier.Enhanced;

/** What happens to a backup policy when the stack is destroyed or the policy leaves the program. */
export const PolicyOnDestroy = {
  /** The policy is deleted. Azure refuses to delete a policy that an item uses. */
  Delete: "Delete",
  /** The policy stays in Azure and leaves Pulumi's state. Use it for policies whose protected items stay. */
  Retain: "Retain",
} as const;
export type PolicyOnDestroy = (typeof PolicyOnDestroy)[keyof typeof PolicyOnDestroy];

/** Days of the week, as Azure Backup spells them. */
export const DayOfWeek = {
  Sunday: "Sunday",
  Monday: "Monday",
  Tuesday: "Tuesday",
  Wednesday: "Wednesday",
  Thursday: "Thursday",
  Friday: "Friday",
  Saturday: "Saturday",
} as const;
export type DayOfWeek = (typeof DayOfWeek)[keyof typeof DayOfWeek];

/** Weeks of a month, as Azure Backup spells them. */
export const WeekOfMonth = {
  First: "First",
  Second: "Second",
  Third: "Third",
  Fourth: "Fourth",
  Last: "Last",
} as const;
export type WeekOfMonth = (typeof WeekOfMonth)[keyof typeof WeekOfMonth];

/** Months of the year, as Azure Backup spells them. */
export const MonthOfYear = {
  January: "January",
  February: "February",
  March: "March",
  April: "April",
  May: "May",
  June: "June",
  July: "July",
  August: "August",
  September: "September",
  October: "October",
  November: "November",
  December: "December",
} as const;
export type MonthOfYear = (typeof MonthOfYear)[keyof typeof MonthOfYear];

export const backupTimeForm: Form = {
  pattern: /^([01]\d|2[0-3]):(00|30)$/,
  text: 'a time of day from "00:00" to "23:30", on the hour or half hour',
  ...pages.enhancedPolicy,
};

/** Why a timestamp in another form may be valid. */
export const timestampConflict =
  "public templates send times without a date or a Z, and the API's page says only DateTime";

/** Instant restore days by tier and schedule. */
export const instantRestoreDays = {
  Standard: {
    daily: range(1, 5, "days", pages.instantRestore),
    weekly: range(5, 5, "days", pages.instantRestore),
  },
  Enhanced: {
    daily: range(1, 30, "days", pages.instantRestore),
    weekly: {
      ...range(5, 20, "days", pages.instantRestore),
      disputed: { max: 30, by: "Azure PowerShell accepts up to 30" },
    },
  },
} as const;

/** Instant restore days for an hourly schedule, by its interval in hours. */
export const hourlyInstantRestoreDays: Readonly<Record<number, Range>> = {
  4: range(1, 17, "days", pages.instantRestore),
  6: range(1, 22, "days", pages.instantRestore),
  8: {
    ...range(1, 22, "days", pages.instantRestore),
    disputed: { max: 30, by: "no page names a limit for 8 hours; this one is for 6" },
  },
  12: range(1, 30, "days", pages.instantRestore),
};

/** Instant restore days of a policy that sets none. */
export const defaultInstantRestoreDays = {
  Standard: { daily: 2, weekly: 5 },
  Enhanced: { daily: 7, weekly: 7, hourly: 7 },
  ...pages.instantRestore,
} as const;

export const hourlyIntervals = {
  value: [4, 6, 8, 12],
  unit: "hours",
  ...pages.enhancedPolicy,
  disputed: { value: 24, by: "the support matrix also lists 24, the API's enumeration does not" },
} as const;

export const hourlyWindow: Range = {
  min: 4,
  max: 24,
  unit: "hours",
  ...pages.azurerm,
  note: "azurerm also requires a multiple of the interval. This library requires it too, to be safe.",
};

/** Why a window that is no multiple of the interval may be valid. */
export const windowConflict =
  "only azurerm requires a multiple; a sample of Microsoft has 23 hours with an interval of 4";

/** Why the retention type of other workloads may be valid. */
export const simpleRetentionConflict =
  "the API's schema also accepts it for a VM policy, but no client sends it";

/** Why a retention of more than 99 years may be valid. */
const noLimit = { max: 9999, by: 'azurerm accepts up to 9999, and a page of 2026-03-25 says "no limit"' };

/** How long each kind of recovery point can be kept in the vault. */
export const retention = {
  daily: range(7, 9999, "days", pages.faq),
  weekly: {
    ...range(1, 5163, "weeks", pages.powershell, "99 years, the longest expiry."),
    disputed: noLimit,
  },
  monthly: { ...range(1, 1188, "months", pages.powershell), disputed: noLimit },
  yearly: { ...range(1, 99, "years", pages.vmMatrix), disputed: noLimit },
} as const;

/** Days of the month that a point can have. Some months have no later day; `lastDay` chooses the last one. */
export const dayOfMonth: Range = {
  ...range(1, 28, "as the day of the month", pages.powershell),
  disputed: { max: 31, by: "azurerm accepts up to 31" },
};

/** Maximum number of recovery points of one protected VM. */
export const recoveryPoints: Range = range(1, 9999, "recovery points", pages.vmMatrix);

/** Why Azure may accept a policy that keeps more. */
export const recoveryPointsConflict =
  "the limit is for a VM; no source says that Azure checks it when a policy is written";

/** Months a recovery point stays before it moves to the archive tier. */
export const archiveAfterMonths: Range = range(3, 1182, "months", pages.archive);

/** Months for which a monthly or yearly point must stay after its move to the archive tier. */
export const archiveKeepMonths: Amount = {
  value: 6,
  unit: "months",
  ...pages.archive,
};

/** Months in each unit of a payload's tiering. Azure accepted 90 days as three months. */
export const tieringUnitMonths = {
  value: { Days: 1 / 30, Weeks: 12 / 52, Months: 1, Years: 12 },
  source: "https://github.com/microsoft/mcp/tree/main/tools/Azure.Mcp.Tools.AzureBackup",
  asOf: "2026-11-25",
} as const;

/** Months of monthly or yearly retention below which Azure recommends no points for the archive tier. */
export const archiveRecommendedMonths: Amount = {
  value: 9,
  unit: "months",
  ...pages.archive,
};

export const resourceGroupAffix: Form = {
  pattern: /^[A-Za-z0-9_-]{1,50}$/,
  text: "1 to 50 letters, digits, underscores and hyphens",
  source: "https://github.com/microsoft/mcp/tree/main/tools/Azure.Mcp.Tools.AzureBackup",
  asOf: "2026-08-21",
};

/** Days that Azure Backup counts for a month, and calendar days of a week and a year. */
export const calendarDays = {
  week: 7,
  month: 31,
  year: 365,
  ...pages.instantRestore,
} as const;

/** A backup starts within this many hours of its scheduled time. */
export const startDelay: Amount = { value: 2, unit: "hours", ...pages.faq };

/** Azure Backup does not adjust backup times to daylight saving time. */
export const daylightSaving = {
  adjusted: false,
  ...pages.vmMatrix,
  note: "The same sentence as in 2018.",
} as const;

function range(min: number, max: number, unit: string, page: Sourced, note?: string): Range {
  return { min, max, unit, ...page, ...(note !== undefined && { note }) };
}
