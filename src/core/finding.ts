import type { Sourced } from "./fact";

/** What every finding has, whatever its kind. */
interface Located {
  /** Name of the rule that found it, e.g. `vaultNameIsValid`. */
  readonly rule: string;
  /** Property path, e.g. `retention.daily.days` or `vms.web.vmId`; empty for the whole subject. */
  readonly path: string;
  /** What another source says, where the sources disagree. A component refuses the value; the pack only advises. */
  readonly conflict?: string;
  /** Omitted: there is nothing to do. */
  readonly fix?: Fix;
  /** Page that states the limit, and the day on which it was read (YYYY-MM-DD). */
  readonly source?: string;
  readonly asOf?: string;
}

/** A value outside of what is accepted: "retention.daily.days is 5; Azure accepts 7 to 9999 days." */
export interface InvalidValue extends Located {
  readonly kind: "invalidValue";
  readonly actual: Actual;
  readonly expected: Expected;
}

/**
 * Something missing ("No protected item exists for this VM."), an unknown name ("Unknown argument crossRegionRestor."), or a
 * note, which is no error ("Restore needs …").
 */
export interface Statement extends Located {
  readonly kind: "missing" | "unknownName" | "note";
  /** A whole sentence. The formatter adds the full stop. */
  readonly message: string;
}

/** What one rule found in one place. */
export type Finding = InvalidValue | Statement;

/** An error must be corrected; a note is only for your information. */
export const isError = ({ kind }: Finding): boolean => kind !== "note";

/** What would be right in place of an invalid value. */
export type Expected =
  /** `accepted: "7 to 9999 days"`: "Azure accepts 7 to 9999 days". `by` names who accepts it. Omitted: Azure. */
  | { readonly accepted: string; readonly by?: string }
  /** `requires: "acknowledgesLock: true"`: "this requires acknowledgesLock: true". */
  | { readonly requires: string };

/** The value found, to be quoted, or words about it. */
export type Actual = { readonly value: unknown } | Described;

/** Words about a value that is better not quoted: a count, a structure, a secret. */
export class Described {
  constructor(readonly words: string) {}
}

/** `17 data disks` in place of the seventeen. */
export const described = (words: string): Described => new Described(words);

/** How to correct it. */
export interface Fix {
  /** An instruction, e.g. `set it to 7`. A text that ends in a question mark is a guess: `Did you mean "westeurope"?` */
  readonly text: string;
  /** What to write at the finding's path, where one value corrects it. */
  readonly value?: unknown;
}

interface Draft extends Partial<Pick<Sourced, "source" | "asOf">> {
  readonly path: string;
  readonly fix?: string | Fix;
  /** Omitted: no source disagrees. */
  readonly conflict?: string;
}

/** An invalid value as a rule writes it: the value as it is, or described. */
export type InvalidValueDraft = Draft & { readonly actual: unknown } & Expected;

/** Any other finding as a rule writes it. */
export type StatementDraft = Draft & { readonly message: string };

/** The finding of a draft, still without its rule's name. */
export function invalidValueOf(draft: InvalidValueDraft): InvalidValue {
  const { actual, ...rest } = draft;
  const expected: Expected =
    "requires" in rest
      ? { requires: rest.requires }
      : { accepted: rest.accepted, ...(rest.by !== undefined && { by: rest.by }) };
  return {
    kind: "invalidValue",
    ...located(draft),
    actual: actual instanceof Described ? actual : { value: actual },
    expected,
  };
}

/** The finding of a draft, still without its rule's name. */
export const statementOf = (kind: Statement["kind"], draft: StatementDraft): Statement => ({
  kind,
  ...located(draft),
  message: draft.message,
});

const located = ({ path, fix, conflict, source, asOf }: Draft): Located => ({
  rule: "",
  path,
  ...(fix !== undefined && { fix: typeof fix === "string" ? { text: fix } : fix }),
  ...(conflict !== undefined && { conflict }),
  ...(source !== undefined && { source }),
  ...(asOf !== undefined && { asOf }),
});

/** `base.key`, or `base["key"]` where the key is no plain word. */
export function at(base: string, key: string | number): string {
  if (typeof key === "number") return `${base}[${key}]`;
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(key)) return `${base}["${key}"]`;
  return base === "" ? key : `${base}.${key}`;
}
