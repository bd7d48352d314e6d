import { at, described, type Fix } from "../core/finding";
import { formatList } from "../core/format";
import { cite, inRange } from "../core/limits";
import { pages } from "../core/pages";
import {
  all,
  attempt,
  forEachEntry,
  invalidValue,
  missing,
  noFindings,
  type Rule,
  type Verdict,
} from "../core/rule";
import { duplicatesIn, keysWithValue, listOf } from "../core/values";
import { lastName } from "../core/words";
import { type BackupPolicy, type ByDate, type ByWeekday, frequencyOf } from "./arm";
import { DayOfWeek, dayOfMonth, MonthOfYear, WeekOfMonth } from "./facts";
import { listIsValid } from "./lists";

type PolicyRule = Rule<BackupPolicy>;
type Point = { readonly byWeekday?: ByWeekday; readonly byDate?: ByDate } | undefined;

/** The verdicts on monthly and yearly points; an unknown value in one kind hides no finding of the other. */
const forEachPoint = (
  policy: Pick<BackupPolicy, "retention">,
  rule: (point: NonNullable<Point>, path: string) => Verdict,
): Verdict =>
  all(
    (["monthly", "yearly"] as const).map((kind) =>
      attempt(() => {
        const point: Point = policy.retention?.[kind];
        return point === undefined ? noFindings : rule(point ?? {}, `retention.${kind}`);
      }),
    ),
  );

/** Monthly and yearly points are chosen by weekday or by date, not by both. */
export const pointsHaveOneForm: PolicyRule = (policy, words) =>
  forEachPoint(policy, (point, path) => {
    const chosen = keysWithValue(point).filter((key) => key === "byWeekday" || key === "byDate");
    if (chosen.length === 1) return noFindings;
    const name = (field: string) => lastName(words, `${path}.${field}`);
    const [byWeekday, byDate] = [name("byWeekday"), name("byDate")];
    if (chosen.length > 1)
      return invalidValue({
        path,
        actual: described(`${byWeekday} and ${byDate}`),
        accepted: "exactly one of them",
        fix: "remove one",
        ...pages.azurerm,
      });
    return missing({
      path,
      message: `${byWeekday} or ${byDate} is required`,
      fix: `give one, e.g. ${byWeekday}: { ${name("byWeekday.days")}: ["${DayOfWeek.Sunday}"], ${name("byWeekday.weeks")}: ["${WeekOfMonth.First}"] }`,
      ...pages.azurerm,
    });
  });

/** Points by weekday have at least one day and one week, none twice. */
export const pointWeekdaysAreValid: PolicyRule = (policy) =>
  forEachPoint(policy, ({ byWeekday }, path) => {
    if (byWeekday === undefined) return noFindings;
    const here = `${path}.byWeekday`;
    return all([
      listIsValid(`${here}.days`, byWeekday?.days, Object.values(DayOfWeek), pages.powershell),
      listIsValid(`${here}.weeks`, byWeekday?.weeks, Object.values(WeekOfMonth), pages.powershell),
    ]);
  });

/** Points by date have at least one day, and only days that every month has, or the last day. */
export const pointDatesAreValid: PolicyRule = (policy, words) =>
  forEachPoint(policy, ({ byDate }, path) => {
    if (byDate === undefined) return noFindings;
    const here = `${path}.byDate`;
    const days = listOf(byDate?.days);
    const lastDay = words.phrase(`${here}.lastDay`, true);
    if (days.length === 0 && byDate?.lastDay !== true)
      return missing({
        path: here,
        message: `a day, or ${lastDay}, is required`,
        fix: "add a day",
        ...cite(dayOfMonth),
      });
    return all([
      forEachEntry(days, (day, i) =>
        inRange(at(`${here}.days`, Number(i)), day, dayOfMonth, `use ${lastDay} for the end of the month`),
      ),
      daysAreDistinct(`${here}.days`, days),
    ]);
  });

function daysAreDistinct(path: string, days: readonly unknown[]): Verdict {
  const repeated = duplicatesIn(days);
  if (repeated.length === 0) return noFindings;
  const fix: Fix = { text: `list ${formatList(repeated)} once`, value: [...new Set(days)] };
  return invalidValue({ path, actual: days, accepted: "each day once", fix, ...cite(dayOfMonth) });
}

/** A weekly schedule has no points on a date. */
export const weeklyScheduleForbidsDates: PolicyRule = (policy, words) => {
  if (frequencyOf(policy) !== "weekly") return noFindings;
  return forEachPoint(policy, ({ byDate }, path) => {
    if (byDate === undefined) return noFindings;
    return invalidValue({
      path: `${path}.byDate`,
      actual: byDate,
      requires: `${words.name("schedule.daily")} or ${words.name("schedule.hourly")}: a weekly schedule may run no backup on the date`,
      fix: `use ${lastName(words, `${path}.byWeekday`)} with one of the schedule's days`,
      ...pages.mcp2504,
    });
  });
};

/** A weekly schedule's monthly and yearly points fall on its days. */
export const pointWeekdaysAreScheduled: PolicyRule = (policy, words) => {
  if (frequencyOf(policy) !== "weekly") return noFindings;
  const scheduled = listOf(policy.schedule.weekly?.days);
  return forEachPoint(policy, ({ byWeekday }, path) => {
    const unscheduled = listOf(byWeekday?.days).filter((day) => !scheduled.includes(day));
    // Another rule reports what is not a day of the week.
    if (!unscheduled.some(isDay) || scheduled.length === 0) return noFindings;
    return invalidValue({
      path: `${path}.byWeekday.days`,
      actual: unscheduled,
      accepted: `days of the schedule: ${formatList(scheduled)}`,
      fix: `use one of them, or add the day to ${words.name("schedule.weekly.days")}`,
      ...pages.powershell,
    });
  });
};

const isDay = (day: unknown): boolean => Object.values(DayOfWeek).includes(day as DayOfWeek);

/** Yearly points have at least one month, none twice. */
export const yearlyMonthsAreValid: PolicyRule = ({ retention }) => {
  const yearly = retention?.yearly;
  if (yearly === undefined) return noFindings;
  return listIsValid("retention.yearly.months", yearly?.months, Object.values(MonthOfYear), pages.azurerm);
};

/** Which backups become monthly and yearly points. */
export const pointRules: readonly PolicyRule[] = [
  pointsHaveOneForm,
  pointWeekdaysAreValid,
  pointDatesAreValid,
  weeklyScheduleForbidsDates,
  pointWeekdaysAreScheduled,
  yearlyMonthsAreValid,
];
