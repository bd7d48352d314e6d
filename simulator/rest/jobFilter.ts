import { AzureError } from "../azure/azureError";
import { type Json, textAt } from "../azure/json";

/**
 * A predicate for the `$filter` of a list of jobs: equalities joined by `and`. `startTime` and `endTime` are the ends of the range in
 * which a job started. @throws AzureError for any other filter.
 */
export function jobFilter(filter: string): (job: Json) => boolean {
  const parts = filter === "" ? [] : filter.split(" and ");
  const conditions = parts.map((part) => {
    const [, field = "", value = ""] = /^(\w+) eq '([^']*)'$/.exec(part.trim()) ?? [];
    if (field === "")
      throw new AzureError(400, "BMSUserErrorInvalidFilter", `The filter ${part} is not supported.`);
    return [field, value] as const;
  });
  const timeOf = (name: string) => Date.parse(`${conditions.find(([field]) => field === name)?.[1]} UTC`);
  const [from, until] = [timeOf("startTime"), timeOf("endTime")];
  return (job) => {
    const started = Date.parse(textAt(job.startTime) ?? "");
    // Without a condition the time is NaN, and both comparisons are false.
    const isInRange = !(started < from) && !(started > until);
    return isInRange && conditions.every(([field, value]) => /Time$/.test(field) || job[field] === value);
  };
}
