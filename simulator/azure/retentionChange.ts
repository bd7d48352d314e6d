import { type Json, valueAt } from "./json";

/** The first kind of retention that becomes shorter, or is removed. Its unit is the same in all policies. Undefined: none. */
export function shorterRetention(
  before: Json | undefined,
  after: Json | undefined,
): { readonly kind: string; readonly before: number; readonly after: number } | undefined {
  const countOf = (policy: Json | undefined, kind: string) =>
    Number(valueAt(policy, `properties.retentionPolicy.${kind}.retentionDuration.count`) ?? 0);
  return ["dailySchedule", "weeklySchedule", "monthlySchedule", "yearlySchedule"]
    .map((kind) => ({ kind, before: countOf(before, kind), after: countOf(after, kind) }))
    .find((change) => change.after < change.before);
}
