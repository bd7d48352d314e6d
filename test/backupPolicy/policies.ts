import fc from "fast-check";
import type { BackupPolicy } from "../../src/backupPolicy/arm";
import { DayOfWeek, MonthOfYear, WeekOfMonth } from "../../src/backupPolicy/facts";

type Part = Record<string, unknown>;

const schedules: Record<string, Part> = {
  "Standard daily": { tier: "Standard", schedule: { daily: { time: "22:30" } } },
  "Standard weekly": {
    tier: "Standard",
    schedule: { weekly: { time: "03:00", days: ["Sunday", "Wednesday"] } },
  },
  "Enhanced daily": { tier: "Enhanced", schedule: { daily: { time: "22:30" } } },
  "Enhanced weekly": {
    tier: "Enhanced",
    schedule: { weekly: { time: "03:00", days: ["Sunday", "Wednesday"] } },
  },
  "Enhanced hourly": {
    tier: "Enhanced",
    schedule: { hourly: { startTime: "08:00", intervalHours: 4, windowHours: 12 } },
  },
};

const byWeekday = { byWeekday: { days: ["Sunday"], weeks: ["First", "Last"] } };
const byDate = { byDate: { days: [1, 15] } };
const lastDay = { byDate: { lastDay: true } };
const months = ["January", "July"];

const retentions: Record<string, { dates?: boolean; retention: Part }> = {
  "base alone": { retention: {} },
  "weekly points": { retention: { weekly: { weeks: 12, days: ["Sunday", "Wednesday"] } } },
  "monthly by weekday": { retention: { monthly: { months: 60, ...byWeekday } } },
  "monthly by date": { dates: true, retention: { monthly: { months: 60, ...byDate } } },
  "monthly on the last day": { dates: true, retention: { monthly: { months: 60, ...lastDay } } },
  "yearly by weekday": { retention: { yearly: { years: 7, months, ...byWeekday } } },
  "yearly by date": { dates: true, retention: { yearly: { years: 7, months, ...byDate } } },
  "yearly on the last day": { dates: true, retention: { yearly: { years: 7, months, ...lastDay } } },
  "all by weekday": {
    retention: {
      weekly: { weeks: 12, days: ["Sunday", "Wednesday"] },
      monthly: { months: 60, ...byWeekday },
      yearly: { years: 7, months, ...byWeekday },
    },
  },
};

const extras: Record<string, Part> = {
  "no extras": {},
  "instant restore, zone and group": {
    instantRestoreDays: 5,
    timeZone: "Europe/Paris",
    instantRestoreResourceGroup: { prefix: "snapshots", suffix: "prod" },
  },
};

const onDailySchedules = { daily: { days: 30 } };

/** A policy of the parts that its names say, which payloads.yaml names too. */
export interface GoldenPolicy {
  readonly schedule: string;
  readonly retention: string;
  readonly extras: string;
  readonly policy: BackupPolicy;
}

/** Every schedule x retention form x extras that Azure accepts. */
export const goldenPolicies: readonly GoldenPolicy[] = Object.entries(schedules).flatMap(
  ([scheduleName, schedule]) =>
    Object.entries(retentions)
      .filter(([, { dates }]) => !(dates && scheduleName.endsWith("weekly")))
      .flatMap(([retentionName, { retention }]) =>
        Object.entries(extras).map(([extraName, extra]) => {
          const base = scheduleName.endsWith("weekly") ? { weekly: { weeks: 12 } } : onDailySchedules;
          const policy = { ...schedule, ...extra, retention: { ...base, ...retention } };
          const names = { schedule: scheduleName, retention: retentionName, extras: extraName };
          return { ...names, policy: policy as unknown as BackupPolicy };
        }),
      ),
);

/** Mostly the first; one in thirty the second, which Azure refuses or accepts at its edge. */
const mostly = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 30, arbitrary: usual }, { weight: 1, arbitrary: odd });
const nearly = (min: number, max: number) =>
  mostly(fc.integer({ min, max }), fc.constantFrom(min - 1, min, max, max + 1, min + 0.5));
const some = <T>(values: readonly T[]) =>
  mostly(
    fc.subarray([...values], { minLength: 1 }),
    fc.constantFrom<T[]>([], [values[0] as T, values[0] as T], ["other" as T]),
  );
const rarely = <T>(arbitrary: fc.Arbitrary<T>, freq = 5) => fc.option(arbitrary, { freq, nil: undefined });
const time = mostly(
  fc.constantFrom("00:00", "08:30", "22:30", "23:30"),
  fc.constantFrom("22:15", "24:00", "7:00", ""),
);
const days = some(Object.values(DayOfWeek));
const scheduleOf = {
  daily: fc.record({ daily: fc.record({ time }) }),
  weekly: fc.record({ weekly: fc.record({ time, days }) }),
  hourly: fc
    .tuple(
      time,
      mostly(fc.constantFrom(4, 6, 8, 12), fc.constantFrom(3, 24)),
      fc.integer({ min: 1, max: 3 }),
      nearly(4, 24),
    )
    .map(([startTime, intervalHours, times, odd]) => {
      const windowHours = odd > 5 ? Math.min(24, times * intervalHours) : odd;
      return { hourly: { startTime, intervalHours, windowHours } };
    }),
};
const byWeekdayOf = (given: fc.Arbitrary<string[]>) =>
  fc.record({ byWeekday: fc.record({ days: given, weeks: some(Object.values(WeekOfMonth)) }) });
const byDateOf = fc.record({
  byDate: fc.record({ days: some([1, 2, 15, 28]), lastDay: fc.boolean() }, { requiredKeys: ["days"] }),
});
const lastDayOf = fc.record({
  byDate: fc.record({ lastDay: mostly(fc.constant(true), fc.constant(false)) }),
});

/** Monthly and yearly points that fit the schedule, but for one in thirty. */
function pointOf(frequency: string, scheduled: string[]): fc.Arbitrary<Part> {
  const fitting = byWeekdayOf(some(scheduled));
  const dated: fc.Arbitrary<Part> = fc.oneof(byDateOf, lastDayOf);
  if (frequency === "weekly") return mostly<Part>(fitting, fc.oneof(dated, byWeekdayOf(days)));
  return mostly<Part>(fc.oneof(fitting, dated), fc.constant({}));
}

function retentionOf(frequency: string, scheduled: string[]): fc.Arbitrary<Part> {
  const weekly = frequency === "weekly";
  const point = pointOf(frequency, scheduled);
  const kept = {
    daily: fc.record({ days: fc.oneof(nearly(7, 200), nearly(7, 9999)) }),
    weekly: fc.record({
      weeks: fc.oneof(nearly(3, 60), nearly(1, 5163)),
      ...(!weekly && { days }),
    }),
    monthly: fc
      .tuple(point, fc.oneof(nearly(1, 60), nearly(1, 1188)))
      .map(([p, count]) => ({ ...p, months: count })),
    yearly: fc
      .tuple(point, nearly(1, 99), some(Object.values(MonthOfYear)))
      .map(([p, years, given]) => ({ ...p, years, months: given })),
  };
  const { daily, ...others } = kept;
  const fitting = weekly
    ? fc.record<Part>(others, { requiredKeys: ["weekly"] })
    : fc.record<Part>(kept, { requiredKeys: ["daily"] });
  return mostly(fitting, fc.record<Part>({ daily, ...others }, { requiredKeys: [] }));
}

function policyOf(frequency: keyof typeof scheduleOf): fc.Arbitrary<BackupPolicy> {
  const tiers = frequency === "hourly" ? ["Enhanced"] : ["Standard", "Enhanced", undefined];
  return (scheduleOf[frequency] as fc.Arbitrary<Part>).chain((schedule) => {
    const all: string[] = Object.values(DayOfWeek);
    const given = (schedule as { weekly?: { days: string[] } }).weekly?.days ?? all;
    const scheduled = given.length === 0 ? all : given;
    return fc.record({
      policyName: mostly(fc.constantFrom("nightly", "p-1"), fc.constantFrom("1p", "p_1", "ab", "abc-")),
      tier: mostly(fc.constantFrom(...tiers), fc.constant("Standard")),
      timeZone: mostly(
        fc.constantFrom("UTC", "Romance Standard Time", "Europe/Paris", undefined),
        fc.constant("Nowhere/City"),
      ),
      schedule: fc.constant(schedule),
      retention: retentionOf(frequency, scheduled),
      instantRestoreDays: rarely(
        frequency === "weekly" ? nearly(5, 5) : fc.oneof(nearly(1, 5), nearly(1, 30)),
      ),
      archive: rarely(
        fc.oneof(fc.record({ afterMonths: nearly(3, 24) }), fc.constant({ recommended: true })),
        3,
      ),
      crashConsistentOnly: rarely(fc.boolean(), 8),
    }) as unknown as fc.Arbitrary<BackupPolicy>;
  });
}

/** Policies near the edges of what Azure accepts: some half of them are accepted, most others break one rule. */
export const nearlyValidPolicies: fc.Arbitrary<BackupPolicy> = fc.oneof(
  policyOf("daily"),
  policyOf("weekly"),
  policyOf("hourly"),
);
