import type { Amount, Form, Range, Sourced } from "../core/fact";
import { pages } from "../core/pages";

/** Tier of a VM backup policy: Azure's policy types V1 and V2. */
export const PolicyTier = {
  /** V1: one backup a day or on chosen days of the week. */
  Standard: "Standard",
  /** V2: also several backups a day, longer instant restore, Trusted Launch, Ultra and Premium SSD v2 disks. */
  Enhanced: "Enhanced",
} as const;
export type PolicyTier = (typeof PolicyTier)[keyof typeof PolicyTier];

/**
 * Tier of a policy that names none. Enhanced: only it protects Trusted Launch VMs at azure-native's API version (the
 * portal's default for new VMs), Ultra and Premium SSD v2 disks, and an item can move to it but never back.
 */
export const defaultTier: PolicyTier = PolicyTier.Enhanced;

/** What happens to a backup policy when its stack is destroyed or it leaves the program. */
export const PolicyOnDestroy = {
  /** It is deleted; Azure refuses that while an item uses it. */
  Delete: "Delete",
  /** It stays in Azure and Pulumi forgets it: for policies whose items stay, too. */
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

export const policyNameLength: Range = {
  min: 3,
  max: 150,
  unit: "characters",
  ...pages.nameRules,
};

export const policyNameForm: Form = {
  pattern: /^[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$/,
  text: "a letter first, then letters, digits and hyphens, no hyphen at the end",
  ...pages.nameRules,
  disputed: {
    pattern: /^[A-Za-z][A-Za-z0-9_!-]*$/,
    by: "the portal takes _ (Azure/azure-powershell#13869), azurerm _ and !",
  },
};

export const backupTimeForm: Form = {
  pattern: /^([01]\d|2[0-3]):(00|30)$/,
  text: 'a time of day from "00:00" to "23:30", on the hour or half hour',
  ...pages.enhancedPolicy,
};

/** Why a timestamp in another form is not certain to be wrong. */
export const timestampConflict =
  "public templates send times without a date or a Z; the API's page says DateTime, and no more";

/** Windows' ids of time zones that CLDR's table leaves out. */
export const retiredZones = {
  value: ["Kamchatka Standard Time", "Mid-Atlantic Standard Time"],
  source: "https://learn.microsoft.com/windows-hardware/manufacture/desktop/default-time-zones",
  asOf: "2026-11-25",
} as const;

/** Why such an id, or one in another case, is not certain to be wrong. */
export const zoneConflict = "Windows knows the id in this form; no source says whether Azure does";

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
      disputed: { max: 30, by: "Azure PowerShell takes up to 30" },
    },
  },
} as const;

/** Most instant restore days for an hourly schedule, by its interval in hours. */
export const hourlyInstantRestoreDays: Readonly<Record<number, Range>> = {
  4: range(1, 17, "days", pages.instantRestore),
  6: range(1, 22, "days", pages.instantRestore),
  8: {
    ...range(1, 22, "days", pages.instantRestore),
    disputed: { max: 30, by: "no page names a limit for 8 hours; this one is for 6" },
  },
  12: range(1, 30, "days", pages.instantRestore),
};

/** Instant restore days when the policy names none. */
export const defaultInstantRestoreDays = {
  Standard: { daily: 2, weekly: 5 },
  Enhanced: { daily: 7, weekly: 7, hourly: 7 },
  ...pages.instantRestore,
} as const;

export const hourlyIntervals = {
  value: [4, 6, 8, 12],
  unit: "hours",
  ...pages.enhancedPolicy,
  disputed: { value: 24, by: "the support matrix names 24 too, the API's enumeration does not" },
} as const;

export const hourlyWindow: Range = {
  min: 4,
  max: 24,
  unit: "hours",
  ...pages.azurerm,
  note: "azurerm also demands a multiple of the interval. It is the safe side and is demanded here.",
};

/** Why a window that is no multiple of the interval is not certain to be wrong. */
export const windowConflict =
  "azurerm alone demands a multiple; a sample of Microsoft's has 23 hours with an interval of 4";

/** Why the retention of other workloads is not certain to be wrong. */
export const simpleRetentionConflict = "the API's schema takes it for a VM policy too; no client sends it";

/** Why a retention beyond 99 years is not certain to be wrong. */
const noLimit = { max: 9999, by: 'azurerm takes up to 9999, and a page of 2026-03-25 says "no limit"' };

/** How long each kind of recovery point is kept in the vault. */
export const retention = {
  daily: range(7, 9999, "days", pages.faq),
  weekly: {
    ...range(1, 5163, "weeks", pages.powershell, "99 years, the longest expiry."),
    disputed: noLimit,
  },
  monthly: { ...range(1, 1188, "months", pages.powershell), disputed: noLimit },
  yearly: { ...range(1, 99, "years", pages.vmMatrix), disputed: noLimit },
} as const;

/** A later day is missing in some months; `lastDay` says the last one. */
export const dayOfMonth: Range = {
  ...range(1, 28, "as the day of the month", pages.powershell),
  disputed: { max: 31, by: "azurerm takes up to 31" },
};

/** Most recovery points that one protected VM may have. */
export const recoveryPoints: Range = range(1, 9999, "recovery points", pages.vmMatrix);

/** Why a policy that keeps more is not certain to be refused. */
export const recoveryPointsConflict =
  "the limit is that of a VM; no source says that Azure reckons it when a policy is written";

/** Months a recovery point stays before it moves to the archive tier. */
export const archiveAfterMonths: Range = range(3, 1182, "months", pages.archive);

/** Months that a monthly or yearly point must outlive its move to the archive tier. */
export const archiveKeepMonths: Amount = {
  value: 6,
  unit: "months",
  ...pages.archive,
};

/** Months that a payload's units of tiering make; 90 days were accepted for the three months. */
export const tieringUnitMonths = {
  value: { Days: 1 / 30, Weeks: 12 / 52, Months: 1, Years: 12 },
  source: "https://github.com/microsoft/mcp/tree/main/tools/Azure.Mcp.Tools.AzureBackup",
  asOf: "2026-11-25",
} as const;

/** Months of monthly or yearly retention without which Azure recommends nothing for the archive tier. */
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

/** Days Azure Backup reckons for a month, and days of the calendar for a week and a year. */
export const calendarDays = {
  week: 7,
  month: 31,
  year: 365,
  ...pages.instantRestore,
} as const;

/** Hours after the scheduled time within which a backup starts. */
export const startDelay: Amount = { value: 2, unit: "hours", ...pages.faq };

/** Backups keep their standard-time hour when the clocks change. */
export const daylightSaving = {
  adjusted: false,
  ...pages.vmMatrix,
  note: "The same sentence as in 2018.",
} as const;

function range(min: number, max: number, unit: string, page: Sourced, note?: string): Range {
  return { min, max, unit, ...page, ...(note !== undefined && { note }) };
}
