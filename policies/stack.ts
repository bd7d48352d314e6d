import type { PolicyResource } from "@pulumi/policy";
import { isUnknownValue, judge, type Rule } from "../src/rules/rule";
import type { StackFinding } from "./adapt";

/** The value, or undefined where it is not known yet: for a join that has another way. */
export function known<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isUnknownValue(error)) return undefined;
    throw error;
  }
}

/** Judges what `subjectOf` makes of each resource; undefined is passed over, an unknown value hides no other resource. */
export function judgeEach<T>(
  resources: readonly PolicyResource[],
  rules: readonly Rule<T>[],
  subjectOf: (resource: PolicyResource) => T | undefined,
): { findings: StackFinding[]; unknown?: unknown } {
  const findings: StackFinding[] = [];
  let unknown: unknown;
  for (const resource of resources) {
    const subject = subjectOf(resource);
    if (subject === undefined) continue;
    const verdict = judge(rules, subject);
    findings.push(...verdict.findings.map((finding) => ({ ...finding, urn: resource.urn })));
    unknown ??= verdict.unknown;
  }
  return { findings, unknown };
}
