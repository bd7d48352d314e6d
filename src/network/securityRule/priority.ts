import { securityRulePriority } from "../facts";

const { min, max } = securityRulePriority;

/** Whether a value is a priority that Azure accepts. */
export const isPriority = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;

/** The highest free priorities below a limit, highest first. It returns fewer than `count` if fewer are free. */
export function freePriorities(below: number, taken: readonly unknown[], count: number): number[] {
  const used = new Set(taken);
  const free: number[] = [];
  for (let priority = Math.min(below - 1, max); priority >= min && free.length < count; priority--) {
    if (!used.has(priority)) free.push(priority);
  }
  return free;
}

/** The highest free priority below a limit; undefined if none is free. */
export const highestFreePriority = (below: number, taken: readonly unknown[]): number | undefined =>
  freePriorities(below, taken, 1)[0];

/** Free priorities in a row: the first ones from a priority on (or else the first of all), or the highest ones below a limit. */
export function freeRun(
  taken: readonly unknown[],
  count: number,
  where: { readonly from: number } | { readonly below: number },
): number[] | undefined {
  const used = new Set(taken);
  const isFree = (first: number): boolean => {
    for (let priority = first; priority < first + count; priority++) if (used.has(priority)) return false;
    return true;
  };
  const last = Math.floor("below" in where ? Math.min(where.below - 1, max) : max) - count + 1;
  const found =
    "below" in where ? highestWhere(isFree, last) : firstWhere(isFree, Math.ceil(where.from), last);
  return found === undefined ? undefined : Array.from({ length: count }, (_, i) => found + i);
}

/** The highest priority up to `last` for which a condition holds. */
function highestWhere(holds: (priority: number) => boolean, last: number): number | undefined {
  for (let priority = last; priority >= min; priority--) if (holds(priority)) return priority;
  return undefined;
}

/** The first priority from `from` to `last` for which a condition holds, or else the first of all. */
function firstWhere(holds: (priority: number) => boolean, from: number, last: number): number | undefined {
  for (let priority = Math.max(min, from); priority <= last; priority++) if (holds(priority)) return priority;
  for (let priority = min; priority < from && priority <= last; priority++)
    if (holds(priority)) return priority;
  return undefined;
}
