import { pages } from "../core/fact";
import { at } from "../core/finding";
import { inRange } from "../core/limits";
import { forEachEntry, type Rule } from "../core/rule";
import { listOf, presentKeys, repeated } from "../core/values";
import { type BackupPolicy, type ByDate, type ByWeekday, frequencyOf } from "./arm";
import { DayOfWeek, dayOfMonth, MonthOfYear, WeekOfMonth } from "./facts";
import { listIsValid } from "./schedule";

type PolicyRule = Rule<BackupPolicy>;
type Point = { readonly byWeekday?: ByWeekday; readonly byDate?: ByDate } | undefined;

/** Monthly and yearly points name their day by weekday or by date, not both. */
export const pointsHaveOneForm: PolicyRule = ({ retention }) =>
  points(retention).flatMap(([path, point]) => {
    const given = presentKeys(point).filter((key) => key === "byWeekday" || key === "byDate");
    if (given.length === 1) return [];
    return [
      {
        path,
        got: given,
        allowed: "exactly one of byWeekday, byDate",
        fix: "give byWeekday: { days, weeks } or byDate: { days, lastDay }",
        source: pages.azurerm,
      },
    ];
  });

/** Weekdays and weeks of monthly and yearly points: each list with at least one, none twice. */
export const pointWeekdaysAreValid: PolicyRule = ({ retention }) =>
  points(retention).flatMap(([path, point]) =>
    point?.byWeekday === undefined
      ? []
      : [
          ...listIsValid(
            `${path}.byWeekday.days`,
            point.byWeekday?.days,
            Object.values(DayOfWeek),
            pages.powershell,
          ),
          ...listIsValid(
            `${path}.byWeekday.weeks`,
            point.byWeekday?.weeks,
            Object.values(WeekOfMonth),
            pages.powershell,
          ),
        ],
  );

/** Dates of monthly and yearly points: a day every month has, or the last one. */
export const pointDatesAreValid: PolicyRule = ({ retention }) =>
  points(retention).flatMap(([path, point]) => {
    if (point?.byDate === undefined) return [];
    const days = listOf(point.byDate?.days);
    const here = `${path}.byDate`;
    if (days.length === 0 && point.byDate?.lastDay !== true) {
      return [
        {
          path: here,
          got: point.byDate,
          allowed: "at least one day, or lastDay: true",
          fix: "give one",
          source: dayOfMonth.source,
        },
      ];
    }
    const twice = repeated(days);
    return [
      ...forEachEntry(days, (day, i) =>
        inRange(at(`${here}.days`, Number(i)), day, dayOfMonth, "use lastDay: true for the end of the month"),
      ),
      ...(twice.length === 0
        ? []
        : [
            {
              path: `${here}.days`,
              got: days,
              allowed: "each day once",
              fix: `name ${twice.join(", ")} once`,
              source: dayOfMonth.source,
            },
          ]),
    ];
  });

/** A weekly schedule has no point on a given date. */
export const weeklyScheduleForbidsDates: PolicyRule = (policy) =>
  frequencyOf(policy) !== "weekly"
    ? []
    : points(policy.retention).flatMap(([path, point]) =>
        point?.byDate === undefined
          ? []
          : [
              {
                path: `${path}.byDate`,
                got: point.byDate,
                allowed: "byWeekday with schedule.weekly: no backup may fall on a given date",
                fix: "use byWeekday with one of the schedule's days",
                source: "https://github.com/microsoft/mcp/pull/2504",
              },
            ],
      );

/** A weekly schedule's monthly and yearly points fall on its days. */
export const pointWeekdaysAreScheduled: PolicyRule = (policy) => {
  if (frequencyOf(policy) !== "weekly") return [];
  const scheduled = listOf(policy.schedule.weekly?.days);
  return points(policy.retention).flatMap(([path, point]) => {
    const stray = listOf(point?.byWeekday?.days).filter((day) => !scheduled.includes(day));
    if (stray.length === 0) return [];
    return [
      {
        path: `${path}.byWeekday.days`,
        got: stray,
        allowed: `days of schedule.weekly, ${scheduled.join(", ")}`,
        fix: "use one of them, or add the day to schedule.weekly.days",
        source: pages.powershell,
      },
    ];
  });
};

/** Months of yearly points: at least one, none twice. */
export const yearlyMonthsAreValid: PolicyRule = ({ retention }) =>
  retention?.yearly === undefined
    ? []
    : listIsValid(
        "retention.yearly.months",
        retention.yearly?.months,
        Object.values(MonthOfYear),
        pages.azurerm,
      );

const points = (retention: BackupPolicy["retention"]): [path: string, point: Point][] =>
  (["monthly", "yearly"] as const)
    .filter((kind) => retention?.[kind] !== undefined)
    .map((kind) => [`retention.${kind}`, retention[kind]]);

/** Which backups become monthly and yearly points. */
export const pointRules: readonly PolicyRule[] = [
  pointsHaveOneForm,
  pointWeekdaysAreValid,
  pointDatesAreValid,
  weeklyScheduleForbidsDates,
  pointWeekdaysAreScheduled,
  yearlyMonthsAreValid,
];
