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
  const run = (first: number) => Array.from({ length: count }, (_, i) => first + i);
  const isFree = (first: number) => run(first).every((priority) => !used.has(priority));
  const last = ("below" in where ? Math.min(where.below - 1, max) : max) - count + 1;
  const firsts = Array.from({ length: Math.max(0, last - min + 1) }, (_, i) => min + i);
  const inOrder =
    "below" in where
      ? firsts.reverse()
      : [...firsts.filter((first) => first >= where.from), ...firsts.filter((first) => first < where.from)];
  const found = inOrder.find(isFree);
  return found === undefined ? undefined : run(found);
}
