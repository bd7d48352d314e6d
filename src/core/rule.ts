import type { Finding } from "./finding";

/** What a rule found; `unknown` is the first value that kept a part of it from finishing. */
export type Findings = readonly Finding[] & { readonly unknown?: unknown };

/**
 * A rule: a pure function from a subject to its faults. It may read any field: a field that is not known
 * yet throws {@link UnknownValue} on reading, and the runner leaves the rest of that rule for later.
 */
export type Rule<T> = (subject: T) => Findings;

/** Thrown on reading a value that is not known yet (an Output in preview). */
export class UnknownValue extends Error {
  constructor(readonly path: string) {
    super(`the value of ${path} is not known yet`);
    this.name = "UnknownValueError";
  }
}

/** The policy SDK throws an error whose class has the same name, from a module that rules must not import. */
export const isUnknownValue = (error: unknown): boolean =>
  error instanceof Error && [error.name, error.constructor.name].includes("UnknownValueError");

/** What the rules found, and the first unknown value that kept a rule from finishing. */
export interface Verdict {
  readonly findings: readonly Finding[];
  readonly unknown?: unknown;
}

/** Runs every rule on its own, so that one unknown value hides no other rule's findings. */
export function judge<T>(rules: readonly Rule<T>[], subject: T): Verdict {
  const findings: Finding[] = [];
  let unknown: unknown;
  for (const rule of rules) {
    try {
      const found = rule(subject);
      findings.push(...found);
      unknown ??= found.unknown;
    } catch (error) {
      if (!isUnknownValue(error)) throw error;
      unknown ??= error;
    }
  }
  return unknown === undefined ? { findings } : { findings, unknown };
}

/** The findings for each entry of a map or list; an unknown entry hides no other entry's findings. */
export function forEachEntry<V>(
  entries: Readonly<Record<string, V>> | readonly V[] | undefined,
  rule: (value: V, key: string) => readonly Finding[],
): Findings {
  const findings: Finding[] = [];
  let unknown: unknown;
  for (const key of Object.keys(entries ?? {})) {
    try {
      findings.push(...rule((entries as Record<string, V>)[key] as V, key));
    } catch (error) {
      if (!isUnknownValue(error)) throw error;
      unknown ??= error;
    }
  }
  if (unknown !== undefined && findings.length === 0) throw unknown;
  return Object.assign(findings, unknown === undefined ? {} : { unknown });
}
