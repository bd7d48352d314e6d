import fc from "fast-check";
import * as archive from "../../src/backupPolicy/archive";
import type { BackupPolicy } from "../../src/backupPolicy/arm";
import {
  archiveAfterMonths,
  archiveKeepMonths,
  archiveRecommendedMonths,
  dayOfMonth,
  hourlyInstantRestoreDays,
  hourlyIntervals,
  hourlyWindow,
  instantRestoreDays,
  retention as limits,
} from "../../src/backupPolicy/facts";
import * as instant from "../../src/backupPolicy/instantRestore";
import * as point from "../../src/backupPolicy/points";
import * as retention from "../../src/backupPolicy/retention";
import { vmBackupPolicyRules } from "../../src/backupPolicy/rules";
import * as when from "../../src/backupPolicy/schedule";
import { formatFinding } from "../../src/core/format";
import { judge, type Rule } from "../../src/core/rule";
import { policyNameLength } from "../../src/names/facts";
import { boundaries, pathsOf } from "../support/boundaries";

type Draft = Record<string, unknown> & { schedule: object; retention: object };

const daily = {
  tier: "Standard",
  schedule: { daily: { time: "22:30" } },
  retention: { daily: { days: 30 } },
};
const weekly = {
  tier: "Standard",
  schedule: { weekly: { time: "22:30", days: ["Sunday", "Wednesday"] } },
  retention: { weekly: { weeks: 12 } },
};
const hourly = {
  tier: "Enhanced",
  schedule: { hourly: { startTime: "08:00", intervalHours: 4, windowHours: 12 } },
  retention: { daily: { days: 30 } },
};
const enhanced = { ...daily, tier: "Enhanced" };
const enhancedWeekly = { ...weekly, tier: "Enhanced" };
const firstSunday = { byWeekday: { days: ["Sunday"], weeks: ["First"] } };
const keep = (base: Draft, retention: object): Draft => ({
  ...base,
  retention: { ...base.retention, ...retention },
});
const monthly = (base: Draft, monthly: object): Draft => keep(base, { monthly: { months: 12, ...monthly } });
const yearly = (base: Draft, yearly: object): Draft =>
  keep(base, { yearly: { years: 7, months: ["January"], ...yearly } });
const hourlyOf = (change: object): Draft => ({
  ...hourly,
  schedule: { hourly: { ...hourly.schedule.hourly, ...change } },
});

const paths = (policy: unknown) => pathsOf(vmBackupPolicyRules, policy);

it.each([
  ["daily", daily],
  ["weekly", weekly],
  ["Enhanced daily", enhanced],
  ["Enhanced weekly", enhancedWeekly],
  ["hourly", hourly],
  ["monthly by weekday", monthly(daily, firstSunday)],
  ["monthly by date", monthly(daily, { byDate: { days: [1, 15], lastDay: true } })],
  ["monthly by last day alone", monthly(daily, { byDate: { lastDay: true } })],
  ["yearly by weekday on a weekly schedule", yearly(weekly, firstSunday)],
  ["weekly points on a daily schedule", keep(daily, { weekly: { weeks: 12, days: ["Saturday"] } })],
  [
    "weekly points on the schedule's days, in another order",
    keep(weekly, { weekly: { weeks: 1, days: ["Wednesday", "Sunday"] } }),
  ],
  ["archive after months", { ...monthly(daily, firstSunday), archive: { afterMonths: 6 } }],
  ["archive as recommended", { ...yearly(enhancedWeekly, firstSunday), archive: { recommended: true } }],
  ["crash-consistent", { ...enhanced, crashConsistentOnly: true }],
  ["IANA zone", { ...daily, timeZone: "Europe/Paris" }],
  ["Windows zone", { ...daily, timeZone: "Romance Standard Time" }],
])("accepts %s", (_, policy) => expect(judge(vmBackupPolicyRules, policy as never).findings).toEqual([]));

/** Each row breaks exactly one rule, so that removing the rule would let the policy pass. */
const broken: [rule: Rule<BackupPolicy>, path: string, policy: Draft][] = [
  [when.policyNameIsValid, "policyName", { ...daily, policyName: "1-policy" }],
  [when.policyNameIsValid, "policyName", { ...daily, policyName: "policy-" }],
  [when.policyNameIsValid, "policyName", { ...daily, policyName: "my_policy" }],
  [when.tierIsKnown, "tier", { ...daily, tier: "V2" }],
  [when.policyOnDestroyIsKnown, "onDestroy", { ...daily, onDestroy: "Keep" }],
  [when.oneSchedule, "schedule", { ...daily, schedule: {} }],
  [when.oneSchedule, "schedule", { ...daily, schedule: { ...daily.schedule, ...weekly.schedule } }],
  [when.hourlyNeedsEnhanced, "schedule.hourly", { ...hourly, tier: "Standard" }],
  [when.timeIsValid, "schedule.daily.time", { ...daily, schedule: { daily: { time: "22:15" } } }],
  [when.timeIsValid, "schedule.daily.time", { ...daily, schedule: { daily: { time: "24:00" } } }],
  [when.timeIsValid, "schedule.daily.time", { ...daily, schedule: { daily: { time: "9:00" } } }],
  [when.timeIsValid, "schedule.daily.time", { ...daily, schedule: { daily: {} } }],
  [
    when.timeIsValid,
    "schedule.weekly.time",
    { ...weekly, schedule: { weekly: { time: "22:30:00", days: ["Sunday"] } } },
  ],
  [when.timeIsValid, "schedule.hourly.startTime", hourlyOf({ startTime: "08:01" })],
  [
    when.weeklyDaysAreValid,
    "schedule.weekly.days",
    { ...weekly, schedule: { weekly: { time: "22:30", days: [] } } },
  ],
  [
    when.weeklyDaysAreValid,
    "schedule.weekly.days[0]",
    { ...weekly, schedule: { weekly: { time: "22:30", days: ["sunday"] } } },
  ],
  [
    when.weeklyDaysAreValid,
    "schedule.weekly.days",
    { ...weekly, schedule: { weekly: { time: "22:30", days: ["Sunday", "Sunday"] } } },
  ],
  [when.intervalIsValid, "schedule.hourly.intervalHours", hourlyOf({ intervalHours: 24, windowHours: 24 })],
  [when.windowIsValid, "schedule.hourly.windowHours", hourlyOf({ windowHours: 10 })],
  [when.windowIsValid, "schedule.hourly.windowHours", hourlyOf({ intervalHours: 12, windowHours: 8 })],
  [when.timeZoneIsKnown, "timeZone", { ...daily, timeZone: "Europe/Pariis" }],
  [retention.countsInRange, "retention.daily.days", keep(daily, { daily: { days: 7.5 } })],
  [retention.countsInRange, "retention.weekly.weeks", keep(daily, { weekly: { days: ["Sunday"] } })],
  [
    retention.dailyScheduleNeedsDailyRetention,
    "retention.daily",
    { ...daily, retention: { weekly: { weeks: 4, days: ["Sunday"] } } },
  ],
  [retention.dailyScheduleNeedsDailyRetention, "retention.daily", { ...hourly, retention: {} }],
  [retention.weeklyScheduleForbidsDailyRetention, "retention.daily", keep(weekly, { daily: { days: 30 } })],
  [retention.weeklyScheduleNeedsWeeklyRetention, "retention.weekly", { ...weekly, retention: {} }],
  [
    retention.weeklyRetentionDaysMatch,
    "retention.weekly.days",
    keep(weekly, { weekly: { weeks: 4, days: ["Sunday"] } }),
  ],
  [retention.weeklyRetentionDaysMatch, "retention.weekly.days", keep(daily, { weekly: { weeks: 4 } })],
  [
    retention.weeklyRetentionDaysMatch,
    "retention.weekly.days[0]",
    keep(daily, { weekly: { weeks: 4, days: ["Sun"] } }),
  ],
  [point.pointsHaveOneForm, "retention.monthly", monthly(daily, {})],
  [point.pointsHaveOneForm, "retention.yearly", yearly(daily, { ...firstSunday, byDate: { days: [1] } })],
  [
    point.pointWeekdaysAreValid,
    "retention.monthly.byWeekday.weeks",
    monthly(daily, { byWeekday: { days: ["Sunday"], weeks: [] } }),
  ],
  [
    point.pointWeekdaysAreValid,
    "retention.monthly.byWeekday.days",
    monthly(daily, { byWeekday: { days: ["Sunday", "Sunday"], weeks: ["First"] } }),
  ],
  [
    point.pointWeekdaysAreValid,
    "retention.yearly.byWeekday.weeks[0]",
    yearly(daily, { byWeekday: { days: ["Sunday"], weeks: ["Fifth"] } }),
  ],
  [point.pointDatesAreValid, "retention.monthly.byDate", monthly(daily, { byDate: {} })],
  [point.pointDatesAreValid, "retention.monthly.byDate.days", monthly(daily, { byDate: { days: [1, 1] } })],
  [point.weeklyScheduleForbidsDates, "retention.monthly.byDate", monthly(weekly, { byDate: { days: [1] } })],
  [
    point.weeklyScheduleForbidsDates,
    "retention.yearly.byDate",
    yearly(weekly, { byDate: { lastDay: true } }),
  ],
  [
    point.pointWeekdaysAreScheduled,
    "retention.monthly.byWeekday.days",
    monthly(weekly, { byWeekday: { days: ["Monday"], weeks: ["First"] } }),
  ],
  [point.yearlyMonthsAreValid, "retention.yearly.months", yearly(daily, { ...firstSunday, months: [] })],
  [
    point.yearlyMonthsAreValid,
    "retention.yearly.months[0]",
    yearly(daily, { ...firstSunday, months: ["Jan"] }),
  ],
  [
    retention.recoveryPointsWithinLimit,
    "retention",
    keep(daily, { daily: { days: 9999 }, weekly: { weeks: 5000, days: ["Sunday"] } }),
  ],
  [instant.instantRestoreInRange, "instantRestoreDays", { ...daily, instantRestoreDays: 6 }],
  [instant.instantRestoreInRange, "instantRestoreDays", { ...weekly, instantRestoreDays: 2 }],
  [
    instant.instantRestoreWithinRetention,
    "instantRestoreDays",
    { ...keep(enhanced, { daily: { days: 7 } }), instantRestoreDays: 8 },
  ],
  [
    instant.instantRestoreWithinRetention,
    "instantRestoreDays",
    { ...keep(enhancedWeekly, { weekly: { weeks: 1 } }), instantRestoreDays: 8 },
  ],
  [
    instant.resourceGroupAffixesAreValid,
    "instantRestoreResourceGroup.prefix",
    { ...daily, instantRestoreResourceGroup: { prefix: "" } },
  ],
  [
    instant.resourceGroupAffixesAreValid,
    "instantRestoreResourceGroup.suffix",
    { ...daily, instantRestoreResourceGroup: { prefix: "rg", suffix: "a.b" } },
  ],
  [instant.crashConsistentNeedsEnhanced, "crashConsistentOnly", { ...daily, crashConsistentOnly: true }],
  [archive.archiveHasOneForm, "archive", { ...monthly(daily, firstSunday), archive: {} }],
  [
    archive.archiveHasOneForm,
    "archive",
    { ...monthly(daily, firstSunday), archive: { afterMonths: 3, recommended: true } },
  ],
  [archive.archiveAfterIsValid, "archive.afterMonths", { ...daily, archive: { afterMonths: 3 } }],
  [archive.archiveRecommendedIsValid, "archive.recommended", { ...daily, archive: { recommended: true } }],
];

it.each(broken)("only %p reports %s", (rule, path, policy) => {
  expect(pathsOf(rule, policy)).toEqual([path]);
  expect(
    pathsOf(
      vmBackupPolicyRules.filter((other) => other !== rule),
      policy,
    ),
  ).toEqual([]);
});

it("every rule is in the table above", () => {
  const tested = new Set(broken.map(([rule]) => rule));
  expect(vmBackupPolicyRules.filter((rule) => !tested.has(rule)).map((rule) => rule.name)).toEqual([]);
});

describe("boundaries from the facts", () => {
  it.each(boundaries(policyNameLength))("policy name of %i characters: %s", (length, allowed) => {
    expect(paths({ ...daily, policyName: "p".repeat(length) }).length === 0).toBe(allowed);
  });
  it.each(boundaries(limits.daily))("%i daily points: %s", (days, allowed) => {
    expect(paths(keep(daily, { daily: { days } })).includes("retention.daily.days")).toBe(!allowed);
  });
  it.each(boundaries(limits.weekly))("%i weekly points: %s", (weeks, allowed) => {
    expect(
      paths(keep(daily, { weekly: { weeks, days: ["Sunday"] } })).includes("retention.weekly.weeks"),
    ).toBe(!allowed);
  });
  it.each(boundaries(limits.monthly))("%i monthly points: %s", (months, allowed) => {
    expect(paths(monthly(daily, { ...firstSunday, months })).includes("retention.monthly.months")).toBe(
      !allowed,
    );
  });
  it.each(boundaries(limits.yearly))("%i yearly points: %s", (years, allowed) => {
    expect(paths(yearly(daily, { ...firstSunday, years })).includes("retention.yearly.years")).toBe(!allowed);
  });
  it.each(boundaries(dayOfMonth))("day %i of the month: %s", (day, allowed) => {
    expect(paths(monthly(daily, { byDate: { days: [day] } }))).toEqual(
      allowed ? [] : ["retention.monthly.byDate.days[0]"],
    );
  });
  it.each(boundaries(hourlyWindow))("window of %i hours: %s", (windowHours, allowed) => {
    expect(paths(hourlyOf({ windowHours })).length === 0).toBe(allowed);
  });
  it.each(hourlyIntervals.value)("interval of %i hours", (intervalHours) => {
    const policy = hourlyOf({ intervalHours, windowHours: 24 });
    expect(paths(policy)).toEqual([]);
    for (const [instantRestoreDays, allowed] of boundaries(
      hourlyInstantRestoreDays[intervalHours] as never,
    )) {
      expect(paths({ ...policy, instantRestoreDays }).length === 0).toBe(allowed);
    }
  });
  it.each([
    ["Standard", daily, instantRestoreDays.Standard.daily],
    ["Standard", weekly, instantRestoreDays.Standard.weekly],
    ["Enhanced", daily, instantRestoreDays.Enhanced.daily],
    ["Enhanced", weekly, instantRestoreDays.Enhanced.weekly],
  ])("instant restore days of %s %j", (tier, policy, range) => {
    for (const [days, allowed] of boundaries(range)) {
      expect(paths({ ...policy, tier, instantRestoreDays: days }).length === 0).toBe(allowed);
    }
  });
  it.each(boundaries(archiveAfterMonths))("archive after %i months: %s", (afterMonths, allowed) => {
    const policy = {
      ...monthly(daily, { ...firstSunday, months: limits.monthly.max }),
      archive: { afterMonths },
    };
    expect(paths(policy).length === 0).toBe(allowed);
  });
  it("archived points stay long enough after the move", () => {
    const policy = (months: number) => ({
      ...monthly(daily, { ...firstSunday, months }),
      archive: { afterMonths: 3 },
    });
    expect(paths(policy(3 + archiveKeepMonths.value))).toEqual([]);
    expect(paths(policy(2 + archiveKeepMonths.value))).toEqual(["archive.afterMonths"]);
    const recommended = (months: number) => ({ ...policy(months), archive: { recommended: true } });
    expect(paths(recommended(archiveRecommendedMonths.value))).toEqual([]);
    expect(paths(recommended(archiveRecommendedMonths.value - 1))).toEqual(["archive.recommended"]);
  });
});

it("asks for an unknown zone whether the nearest name is meant", () => {
  const [finding] = judge(vmBackupPolicyRules, { ...daily, timeZone: "Europe/Pariis" } as never).findings;
  expect(finding?.fix).toEqual({ text: 'Did you mean "Europe/Paris"?', value: "Europe/Paris" });
});

it.each<[policy: Draft, path: string, message: string]>([
  [
    keep(daily, { daily: { days: 6 } }),
    "retention.daily.days",
    "retention.daily.days is 6; Azure accepts 7 to 9999 days. Fix: set it to 7, the nearest accepted value.",
  ],
  [
    keep(daily, { daily: {} }),
    "retention.daily.days",
    "retention.daily.days: a number of days is required. Fix: give days, 7 to 9999.",
  ],
  [
    { ...daily, schedule: {} },
    "schedule",
    'schedule: one of daily, weekly, hourly is required. Fix: give one, e.g. daily: { time: "22:30" }.',
  ],
  [
    { ...daily, schedule: { ...daily.schedule, ...weekly.schedule } },
    "schedule",
    "schedule: daily and weekly; Azure accepts exactly one of daily, weekly, hourly. Fix: keep the one you mean.",
  ],
  [
    { ...hourly, tier: "Standard" },
    "schedule.hourly",
    'schedule.hourly: tier is "Standard"; this requires tier: "Enhanced". Fix: set tier to Enhanced, or use schedule.daily.',
  ],
  [
    { ...hourly, retention: {} },
    "retention.daily",
    "retention.daily: schedule.hourly requires daily retention. Fix: add retention.daily: { days: 7 } or more.",
  ],
  [
    keep(weekly, { daily: { days: 30 } }),
    "retention.daily",
    'retention.daily is {"days":30}; this requires schedule.daily or schedule.hourly. Fix: remove retention.daily, or use schedule.daily.',
  ],
  [
    monthly(daily, {}),
    "retention.monthly",
    'retention.monthly: byWeekday or byDate is required. Fix: give one, e.g. byWeekday: { days: ["Sunday"], weeks: ["First"] }.',
  ],
  [
    yearly(daily, { ...firstSunday, byDate: { days: [1] } }),
    "retention.yearly",
    "retention.yearly: byWeekday and byDate; Azure accepts exactly one of them. Fix: remove one.",
  ],
  [
    { ...daily, archive: { afterMonths: 3 } },
    "archive.afterMonths",
    "archive.afterMonths is 3; this requires monthly or yearly retention of at least 9 months. Fix: set retention.monthly.months to 9 or more, or leave archive out.",
  ],
  [
    { ...daily, timeZone: "Europe/Pariis" },
    "timeZone",
    'timeZone is "Europe/Pariis"; this argument accepts a Windows time-zone id ("Romance Standard Time") or an IANA name ("Europe/Paris"). Did you mean "Europe/Paris"?',
  ],
])("the message about %j at %s is one plain sentence with a fix", (policy, path, message) => {
  const findings = judge(vmBackupPolicyRules, policy as never).findings;
  expect(findings.map((finding) => finding.path)).toEqual([path]);
  const [finding] = findings;
  expect(finding && formatFinding({ ...finding, source: undefined })).toBe(message);
});

it.each(["daily", ["daily"], 5])("a schedule that is no structure is refused: %j", (schedule) => {
  expect(paths({ ...daily, schedule })).toContain("schedule");
});

it("no value of any type makes a rule throw", () => {
  const any = fc.oneof(
    fc.anything(),
    fc.constantFrom("Sunday", "First", 30, "22:30", true, ["Sunday"], null, {}),
  );
  const deep = (keys: string[], leaf: fc.Arbitrary<unknown>) =>
    fc.oneof(any, fc.record(Object.fromEntries(keys.map((key) => [key, leaf])), { requiredKeys: [] }));
  const kind = deep(["time", "days", "startTime", "intervalHours", "windowHours"], any);
  const point = deep(
    ["months", "years", "weeks", "days", "byWeekday", "byDate"],
    deep(["days", "weeks", "lastDay"], any),
  );
  const policy = fc.record(
    {
      policyName: any,
      tier: fc.oneof(any, fc.constant("Enhanced")),
      timeZone: any,
      schedule: deep(["daily", "weekly", "hourly"], kind),
      retention: deep(["daily", "weekly", "monthly", "yearly"], point),
      instantRestoreDays: any,
      instantRestoreResourceGroup: deep(["prefix", "suffix"], any),
      archive: deep(["afterMonths", "recommended"], any),
      crashConsistentOnly: any,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(policy, (subject) => void judge(vmBackupPolicyRules, subject as never)),
    { numRuns: 5000 },
  );
});
