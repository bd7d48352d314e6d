import { securityRulePriority } from "../facts";

/** The highest priorities below a limit that no rule has, the highest first; fewer where not so many are free. */
export function freePriorities(below: number, taken: readonly unknown[], count: number): number[] {
  const used = new Set(taken);
  const free: number[] = [];
  const { min, max } = securityRulePriority;
  for (let priority = Math.min(below - 1, max); priority >= min && free.length < count; priority--) {
    if (!used.has(priority)) free.push(priority);
  }
  return free;
}

/** The highest priority below a limit that no rule has; undefined where none is free. */
export const highestFree = (below: number, taken: readonly unknown[]): number | undefined =>
  freePriorities(below, taken, 1)[0];
