import { securityRulePriority } from "../facts";

/** The highest free priorities below a limit, highest first. It returns fewer than `count` if fewer are free. */
export function freePriorities(below: number, taken: readonly unknown[], count: number): number[] {
  const used = new Set(taken);
  const free: number[] = [];
  const { min, max } = securityRulePriority;
  for (let priority = Math.min(below - 1, max); priority >= min && free.length < count; priority--) {
    if (!used.has(priority)) free.push(priority);
  }
  return free;
}

/** The highest free priority below a limit; undefined if none is free. */
export const highestFreePriority = (below: number, taken: readonly unknown[]): number | undefined =>
  freePriorities(below, taken, 1)[0];
