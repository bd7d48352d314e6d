import fc from "fast-check";
import type { BackupPolicy } from "../../src/backupPolicy/arm";
import { DayOfWeek, WeekOfMonth } from "../../src/backupPolicy/facts";
import { nextBackup, policyMeaning } from "../../src/backupPolicy/meaning";
import { oldestPointDays, recoveryPointCount } from "../../src/backupPolicy/recoveryPoints";

const daily: BackupPolicy = { schedule: { daily: { time: "22:30" } }, retention: { daily: { days: 30 } } };
const weekly: BackupPolicy = {
  schedule: { weekly: { time: "03:00", days: ["Sunday", "Wednesday"] } },
  retention: { weekly: { weeks: 8 } },
};
const hourly = (startTime: string, intervalHours: number, windowHours: number): BackupPolicy => ({
  tier: "Enhanced",
  schedule: { hourly: { startTime, intervalHours, windowHours } },
  retention: { daily: { days: 30 } },
});

describe("recovery points at steady state", () => {
  it.each([
    [daily, 30, 29],
    [weekly, 16, 52],
    [{ ...daily, retention: { daily: { days: 9999 } } }, 9999, 9998],
    [hourly("08:00", 4, 12), 30, 29],
  ] as const)("%j keeps %i points, the oldest of %i days", (policy, points, oldest) => {
    expect([recoveryPointCount(policy), oldestPointDays(policy)]).toEqual([points, oldest]);
  });

  it("agrees with a count over dates that uses no bit masks", () => {
    const days = Object.values(DayOfWeek);
    const weeks = Object.values(WeekOfMonth);
    const shape = fc.record({
      keep: fc.integer({ min: 7, max: 60 }),
      count: fc.integer({ min: 1, max: 40 }),
      on: fc.subarray(days, { minLength: 1 }),
      in: fc.subarray(weeks, { minLength: 1 }),
      dates: fc.subarray([1, 10, 28], { minLength: 1 }),
      lastDay: fc.boolean(),
      byDate: fc.boolean(),
    });
    fc.assert(
      fc.property(shape, (given) => {
        const form = given.byDate
          ? { byDate: { days: given.dates, lastDay: given.lastDay } }
          : { byWeekday: { days: given.on, weeks: given.in } };
        const policy = {
          schedule: { daily: { time: "22:30" } },
          retention: { daily: { days: given.keep }, monthly: { months: given.count, ...form } },
        };
        let expected = 0;
        for (let age = 0; age < Math.max(given.keep, given.count * 31); age++) {
          const day = new Date(Date.UTC(2025, 11, 31 - age));
          const tomorrow = new Date(Date.UTC(2025, 11, 32 - age));
          const inAWeek = new Date(Date.UTC(2025, 11, 38 - age));
          const date = day.getUTCDate();
          const nth = date <= 28 ? weeks[Math.floor((date - 1) / 7)] : undefined;
          const isLastOfItsName = inAWeek.getUTCMonth() !== day.getUTCMonth();
          const weekday = given.on.includes(days[day.getUTCDay()] as DayOfWeek);
          const week = given.in.some((w) => w === nth || (w === "Last" && isLastOfItsName));
          const dated = given.dates.includes(date) || (given.lastDay && tomorrow.getUTCDate() === 1);
          const monthly = given.byDate ? dated : weekday && week;
          if (age < given.keep || (age < given.count * 31 && monthly)) expected++;
        }
        expect(recoveryPointCount(policy)).toBe(expected);
      }),
      { numRuns: 200 },
    );
  });
});

it.each([
  ["daily", daily, 24 + 2],
  ["weekly on Sunday and Wednesday", weekly, 4 * 24 + 2],
  ["hourly, 12 of 24 hours", hourly("08:00", 4, 12), 16 + 2],
  ["hourly round the clock", hourly("08:00", 4, 24), 4 + 2],
] as const)("worst-case age of the newest point, %s", (_, policy, hours) => {
  expect(policyMeaning(policy).worstCaseAgeHours).toBe(hours);
});

it.each([
  ["Europe/Paris", true],
  ["Europe/Kyiv", true],
  ["Romance Standard Time", true],
  ["AUS Eastern Standard Time", true],
  ["Asia/Kolkata", false],
  [undefined, false],
])("%s has daylight saving time: %s", (timeZone, expected) => {
  const { changesClocks, daylightSavingNotice } = policyMeaning({ ...daily, ...(timeZone && { timeZone }) });
  expect(changesClocks).toBe(expected);
  // No source says which offset Azure uses, so the notice has no other time than the policy's own.
  expect(daylightSavingNotice?.match(/\d\d:\d\d/g) ?? ["22:30"]).toEqual(["22:30"]);
  expect(daylightSavingNotice === undefined).toBe(!expected);
});

it.each([
  [daily, "2026-11-24T22:29:00Z", "2026-11-24T22:30:00Z"],
  [daily, "2026-11-24T22:30:00Z", "2026-11-25T22:30:00Z"],
  [{ ...daily, timeZone: "Asia/Tokyo" }, "2026-11-24T12:00:00Z", "2026-11-24T13:30:00Z"],
  [{ ...daily, timeZone: "Europe/Paris" }, "2026-07-01T20:00:00Z", "2026-07-01T21:30:00Z"],
  [weekly, "2026-11-25T03:00:00Z", "2026-11-29T03:00:00Z"],
  [hourly("20:00", 8, 24), "2026-11-24T04:30:00Z", "2026-11-24T12:00:00Z"],
])("next backup of %j after %s", (policy, after, next) => {
  expect(nextBackup(policy, new Date(after)).toISOString()).toBe(new Date(next).toISOString());
});
