import type { Sourced } from "./fact";

/** What one rule found in one place. */
export interface Finding {
  /** Name of the rule that found it, e.g. `vaultNameIsValid`. */
  readonly rule: string;
  /** A fault must be mended; a notice is something to know. */
  readonly kind: "fault" | "notice";
  /** What another source says, where the sources disagree: refused in what is made here, advised of what exists. */
  readonly conflict?: string;
  /** Property path, e.g. `retention.daily.days` or `vms.web.vmId`; empty for the whole subject. */
  readonly path: string;
  readonly got: Got;
  /** What Azure takes there. */
  readonly allowed: string;
  readonly fix: Fix;
  /** Page that states the limit, and the day on which it did (YYYY-MM-DD). */
  readonly source?: string;
  readonly asOf?: string;
}

/** The value found, to be quoted, or words about it. */
export type Got = { readonly value: unknown } | Described;

/** Words about a value that is better not quoted: a count, a structure, a secret. */
export class Described {
  constructor(readonly words: string) {}
}

/** `17 data disks` in place of the seventeen. */
export const described = (words: string): Described => new Described(words);

/** How to mend it. */
export interface Fix {
  /** What to do, e.g. `set it to 7, the nearest that Azure takes`. */
  readonly text: string;
  /** What to write at the finding's path, where one value mends it. */
  readonly value?: unknown;
}

/** A finding as a rule writes it: the value as it is, the fix as a text or with its value; `judge` adds the rule's name. */
export interface Draft extends Partial<Pick<Sourced, "source" | "asOf">> {
  readonly path: string;
  readonly got: unknown;
  readonly allowed: string;
  readonly fix: string | Fix;
  /** Omitted: no source disagrees. */
  readonly conflict?: string;
}

/** The finding of a draft, still without its rule's name. */
export function findingOf(kind: Finding["kind"], draft: Draft): Finding {
  const { path, got, allowed, fix, conflict, source, asOf } = draft;
  return {
    rule: "",
    kind,
    path,
    got: got instanceof Described ? got : { value: got },
    allowed,
    fix: typeof fix === "string" ? { text: fix } : fix,
    ...(conflict !== undefined && { conflict }),
    ...(source !== undefined && { source }),
    ...(asOf !== undefined && { asOf }),
  };
}

/** `base.key`, or `base["key"]` where the key is no plain word. */
export function at(base: string, key: string | number): string {
  if (typeof key === "number") return `${base}[${key}]`;
  if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(key)) return `${base}["${key}"]`;
  return base === "" ? key : `${base}.${key}`;
}
