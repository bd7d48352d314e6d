import { at, type Fix } from "../core/finding";
import { cite, inRange } from "../core/limits";
import { pages } from "../core/pages";
import { all, attempt, forEachEntry, invalidValue, noFindings, type Rule, type Verdict } from "../core/rule";
import { duplicatesIn, keysWithValue, listOf } from "../core/values";
import { lastName } from "../core/words";
import { type BackupPolicy, type ByDate, type ByWeekday, frequencyOf } from "./arm";
import { DayOfWeek, dayOfMonth, MonthOfYear, WeekOfMonth } from "./facts";
import { listIsValid } from "./schedule";

type PolicyRule = Rule<BackupPolicy>;
type Point = { readonly byWeekday?: ByWeekday; readonly byDate?: ByDate } | undefined;

/** The verdicts on monthly and yearly points; what is unknown of the one hides nothing of the other. */
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

/** Monthly and yearly points name their day by weekday or by date, not both. */
export const pointsHaveOneForm: PolicyRule = (policy, words) =>
  forEachPoint(policy, (point, path) => {
    const given = keysWithValue(point).filter((key) => key === "byWeekday" || key === "byDate");
    if (given.length === 1) return noFindings;
    const name = (field: string) => lastName(words, `${path}.${field}`);
    const dates = [...new Set([name("byDate.days"), name("byDate.lastDay")])].join(", ");
    return invalidValue({
      path,
      actual: given,
      accepted: `exactly one of ${name("byWeekday")}, ${name("byDate")}`,
      fix: `give ${name("byWeekday")}: { ${name("byWeekday.days")}, ${name("byWeekday.weeks")} } or ${name("byDate")}: { ${dates} }`,
      ...pages.azurerm,
    });
  });

/** Weekdays and weeks of monthly and yearly points: each list with at least one, none twice. */
export const pointWeekdaysAreValid: PolicyRule = (policy) =>
  forEachPoint(policy, ({ byWeekday }, path) => {
    if (byWeekday === undefined) return noFindings;
    const here = `${path}.byWeekday`;
    return all([
      listIsValid(`${here}.days`, byWeekday?.days, Object.values(DayOfWeek), pages.powershell),
      listIsValid(`${here}.weeks`, byWeekday?.weeks, Object.values(WeekOfMonth), pages.powershell),
    ]);
  });

/** Dates of monthly and yearly points: a day every month has, or the last one. */
export const pointDatesAreValid: PolicyRule = (policy, words) =>
  forEachPoint(policy, ({ byDate }, path) => {
    if (byDate === undefined) return noFindings;
    const here = `${path}.byDate`;
    const days = listOf(byDate?.days);
    const lastDay = words.phrase(`${here}.lastDay`, true);
    if (days.length === 0 && byDate?.lastDay !== true) {
      const allowed = `at least one day, or ${lastDay}`;
      return invalidValue({
        path: here,
        actual: byDate,
        accepted: allowed,
        fix: "give one",
        ...cite(dayOfMonth),
      });
    }
    return all([
      forEachEntry(days, (day, i) =>
        inRange(at(`${here}.days`, Number(i)), day, dayOfMonth, `use ${lastDay} for the end of the month`),
      ),
      daysAreDistinct(`${here}.days`, days),
    ]);
  });

function daysAreDistinct(path: string, days: readonly unknown[]): Verdict {
  const twice = duplicatesIn(days);
  if (twice.length === 0) return noFindings;
  const fix: Fix = { text: `name ${twice.join(", ")} once`, value: [...new Set(days)] };
  return invalidValue({ path, actual: days, accepted: "each day once", fix, ...cite(dayOfMonth) });
}

/** A weekly schedule has no point on a given date. */
export const weeklyScheduleForbidsDates: PolicyRule = (policy, words) => {
  if (frequencyOf(policy) !== "weekly") return noFindings;
  return forEachPoint(policy, ({ byDate }, path) => {
    if (byDate === undefined) return noFindings;
    const byWeekday = lastName(words, `${path}.byWeekday`);
    return invalidValue({
      path: `${path}.byDate`,
      actual: byDate,
      accepted: `${byWeekday} with ${words.name("schedule.weekly")}: no backup may fall on a given date`,
      fix: `use ${byWeekday} with one of the schedule's days`,
      ...pages.mcp2504,
    });
  });
};

/** A weekly schedule's monthly and yearly points fall on its days. */
export const pointWeekdaysAreScheduled: PolicyRule = (policy, words) => {
  if (frequencyOf(policy) !== "weekly") return noFindings;
  const scheduled = listOf(policy.schedule.weekly?.days);
  return forEachPoint(policy, ({ byWeekday }, path) => {
    const stray = listOf(byWeekday?.days).filter((day) => !scheduled.includes(day));
    // A day that is none is another rule's finding.
    if (!stray.some(isDay) || scheduled.length === 0) return noFindings;
    return invalidValue({
      path: `${path}.byWeekday.days`,
      actual: stray,
      accepted: `scheduled days, ${scheduled.join(", ")}`,
      fix: `use one of them, or add the day to ${words.name("schedule.weekly.days")}`,
      ...pages.powershell,
    });
  });
};

const isDay = (day: unknown): boolean => Object.values(DayOfWeek).includes(day as DayOfWeek);

/** Months of yearly points: at least one, none twice. */
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
