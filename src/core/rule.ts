import {
  Described,
  type Finding,
  type InvalidValueDraft,
  invalidValueOf,
  type StatementDraft,
  statementOf,
} from "./finding";
import { withStackFrames } from "./stackTraces";
import { chain, ownWords, type Words } from "./words";

/** What rules found, and the first unknown value that stopped one of them. */
export interface Verdict {
  readonly findings: readonly Finding[];
  readonly unknown?: unknown;
}

/**
 * A rule: a pure function from a subject to its verdict. It may read any field. Reading a field that is not known yet throws
 * {@link UnknownValue}, and the rule is judged again later. `words` gives the names and values of fields as the reader of the finding
 * writes them.
 */
export type Rule<T> = (subject: T, words: Words) => Verdict;

/** Names a rule that a function made. */
export const named = <T>(name: string, rule: Rule<T>): Rule<T> =>
  Object.defineProperty(rule, "name", { value: name });

/** Nothing is wrong. */
export const noFindings: Verdict = { findings: [] };

/** A value is not accepted. */
export const invalidValue = (draft: InvalidValueDraft): Verdict => ({ findings: [invalidValueOf(draft)] });

/** Something is missing. */
export const missing = (draft: StatementDraft): Verdict => ({ findings: [statementOf("missing", draft)] });

/** A name that nothing has: a misspelt argument, setting or key. */
export const unknownName = (draft: StatementDraft): Verdict => ({
  findings: [statementOf("unknownName", draft)],
});

/** Something that the reader should know; nothing is wrong. */
export const note = (draft: StatementDraft): Verdict => ({ findings: [statementOf("note", draft)] });

/** Thrown on reading a value that is not known yet (an Output in preview). */
export class UnknownValue extends Error {
  /**
   * The error of one value.
   *
   * @param path Where the value is, as a finding names it.
   */
  constructor(readonly path: string) {
    super(`the value of ${path} is not known yet`);
    this.name = "UnknownValueError";
  }
}

/** An {@link UnknownValue} without a stack: a preview throws thousands of them and prints none. */
export const unknownValue = (path: string): UnknownValue => withStackFrames(0, () => new UnknownValue(path));

/** The policy SDK throws an error of the same name. Rules must not import its module, so the name decides. */
export const isUnknownValue = (error: unknown): boolean =>
  error instanceof Error && [error.name, error.constructor.name].includes("UnknownValueError");

/** Several verdicts as one. */
export function all(verdicts: readonly Verdict[]): Verdict {
  // Most of a large estate has no finding, so nothing is made for it.
  if (verdicts.every(isEmpty)) return noFindings;
  const unknown = verdicts.find((verdict) => verdict.unknown !== undefined)?.unknown;
  const findings = verdicts.flatMap((verdict) => verdict.findings);
  return unknown === undefined ? { findings } : { findings, unknown };
}

const isEmpty = (verdict: Verdict): boolean =>
  verdict === noFindings || (verdict.findings.length === 0 && verdict.unknown === undefined);

/** The verdict of a part. An unknown value becomes part of the verdict, so it does not hide the findings of other parts. */
export function attempt(part: () => Verdict): Verdict {
  try {
    return part();
  } catch (unknown) {
    if (!isUnknownValue(unknown)) throw unknown;
    return { findings: [], unknown };
  }
}

/** The verdicts on the elements of a list. An unknown element does not hide the findings of others. */
export function forEachElement<V>(list: readonly V[], rule: (value: V, index: number) => Verdict): Verdict {
  let found: Verdict[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const verdict = attempt(() => rule(list[i] as V, i));
    if (isEmpty(verdict)) continue;
    found ??= [];
    found.push(verdict);
  }
  return found === undefined ? noFindings : all(found);
}

/** The verdicts on the entries of a map or list. An unknown entry does not hide the findings of others. */
export const forEachEntry = <V>(
  entries: Readonly<Record<string, V>> | readonly V[] | undefined | null,
  rule: (value: V, key: string) => Verdict,
): Verdict =>
  forEachElement(Object.keys(entries ?? {}), (key) => rule((entries as Record<string, V>)[key] as V, key));

/** A verdict on a part of a subject, with paths from the whole subject. */
export const within = (part: string, { findings, ...rest }: Verdict): Verdict => ({
  ...rest,
  findings: findings.map((finding) => ({
    ...finding,
    path: [part, finding.path].filter(Boolean).join("."),
  })),
});

/** Runs every rule on its own, so that one unknown value does not hide the findings of other rules, and translates them for the reader. */
export function judge<T>(rules: readonly Rule<T>[], subject: T, words: Words = ownWords): Verdict {
  let findings: Finding[] | undefined;
  let unknown: unknown;
  // Most of a large estate has no finding, so nothing is made for it here.
  for (const rule of rules) {
    const verdict = verdictOf(rule, subject, words);
    if (verdict === noFindings) continue;
    unknown ??= verdict.unknown;
    if (verdict.findings.length === 0) continue;
    findings ??= [];
    findings.push(...translate(verdict, words, rule.name).findings);
  }
  if (unknown !== undefined) return { findings: findings ?? [], unknown };
  return findings === undefined ? noFindings : { findings };
}

function verdictOf<T>(rule: Rule<T>, subject: T, words: Words): Verdict {
  try {
    return rule(subject, words);
  } catch (unknown) {
    if (!isUnknownValue(unknown)) throw unknown;
    return { findings: [], unknown };
  }
}

/** Another shape of a subject: how to read a payload as the subject, and how the payload's readers write its fields. */
export interface Shape<P, T> {
  readonly view: (payload: P) => T;
  readonly words: (payload: P) => Words;
}

/** Rules on a subject, applied to payloads of another shape. They share one view of a payload. */
export function onShape<P extends object, T>(
  { view, words: wordsFor }: Shape<P, T>,
  rules: readonly Rule<T>[],
): readonly Rule<P>[] {
  const seen = new WeakMap<P, { readonly subject: T; readonly words: Words }>();
  const see = (payload: P) => {
    const known = seen.get(payload);
    if (known !== undefined) return known;
    const shown = { subject: view(payload), words: wordsFor(payload) };
    seen.set(payload, shown);
    return shown;
  };
  return rules.map((rule) =>
    named<P>(rule.name, (payload, readers) => {
      const { subject, words } = see(payload);
      return translate(rule(subject, chain(words, readers)), words, rule.name);
    }),
  );
}

/** Rules whose findings are only advice, with the reason. */
export const asAdvice = <T>(reason: string, rules: readonly Rule<T>[]): readonly Rule<T>[] =>
  rules.map((rule) =>
    named<T>(rule.name, (subject, words) => {
      const verdict = rule(subject, words);
      if (verdict.findings.length === 0) return verdict;
      return { ...verdict, findings: verdict.findings.map((finding) => ({ conflict: reason, ...finding })) };
    }),
  );

/** Rules that apply only to the subjects for which a condition holds. */
export const onlyWhere = <T>(holds: (subject: T) => boolean, rules: readonly Rule<T>[]): readonly Rule<T>[] =>
  rules.map((rule) =>
    named<T>(rule.name, (subject, words) => (holds(subject) ? rule(subject, words) : noFindings)),
  );

function translate(verdict: Verdict, words: Words, rule: string): Verdict {
  const { findings, unknown } = verdict;
  if (findings.length === 0) return verdict;
  const translated = findings.map((finding): Finding => {
    const { path, fix } = finding;
    const common = {
      rule: finding.rule || rule,
      path: words.path(path),
      ...(fix !== undefined && {
        fix: "value" in fix ? { ...fix, value: words.value(path, fix.value) } : fix,
      }),
    };
    if (finding.kind !== "invalidValue") return { ...finding, ...common };
    const { actual } = finding;
    return {
      ...finding,
      ...common,
      actual: actual instanceof Described ? actual : { value: words.actual(path, actual.value) },
    };
  });
  return unknown === undefined ? { findings: translated } : { findings: translated, unknown };
}
