import { isUnknown, Resource } from "@pulumi/pulumi";
import { at, type Finding } from "../core/finding";
import { judge, type Rule, within } from "../core/rule";
import { didYouMeanName } from "../core/values";
import { isMalformed, isOfForm, shapeOf } from "./argumentShape";
import type { Argument, Fields } from "./argumentTypes";
import { isDeferred, type ResolvedInput, replaceDeferred, resolvedView, withoutNulls } from "./deferred";

/** What a component's arguments must satisfy. */
export interface Checks<T, E = never> {
  /** The arguments' names and types, see argumentsOf. */
  readonly fields: Fields;
  /** Rules on the arguments. The entries of the map below are judged on their own. */
  readonly rules: readonly Rule<T>[];
  /** A map among the arguments, and the rules on each of its entries. */
  readonly entries?: { readonly map: keyof T & string; readonly rules: readonly Rule<E>[] };
  /** Rules across entries: judged once, when all are known. */
  readonly across?: readonly Rule<T>[];
}

/** A part of the arguments that is judged on its own, as soon as its deferred inputs are known. */
export interface Part {
  readonly path: string;
  /** Its key in the map of entries. Omitted: the arguments themselves. */
  readonly key?: string;
  readonly value: unknown;
  readonly argument: Argument;
  readonly rules: readonly Rule<never>[];
}

/** The arguments with only the keys of their entries, and each entry on its own. */
export function partsOf<T, E>(args: object, { fields, rules, entries }: Checks<T, E>): [Part, ...Part[]] {
  const whole: Part = { path: "", value: args, argument: { type: { fields } }, rules };
  if (entries === undefined) return [whole];
  const map = (args as Record<string, unknown> | undefined)?.[entries.map];
  const type = fields[entries.map]?.type;
  if (typeof map !== "object" || map === null || isDeferred(map) || Array.isArray(map)) return [whole];
  if (Resource.isInstance(map)) return [whole];
  if (typeof type !== "object" || !("map" in type)) return [whole];
  const keys: Argument = { type: { map: { type: "any" } } };
  return [
    {
      ...whole,
      value: { ...args, [entries.map]: Object.fromEntries(Object.keys(map).map((key) => [key, true])) },
      argument: { type: { fields: { ...fields, [entries.map]: keys } } },
    },
    ...Object.entries(map).map(([key, value]) => ({
      path: at(entries.map, key),
      key,
      value,
      argument: type.map,
      rules: entries.rules,
    })),
  ];
}

/** The arguments, put together again from the values of their parts. */
export function assemble(
  parts: readonly Part[],
  values: readonly unknown[],
  map: string | undefined,
): unknown {
  if (map === undefined || parts.length === 1) return values[0];
  const entries = parts.flatMap(({ key }, i) => (key === undefined ? [] : [[key, values[i]] as const]));
  return { ...(values[0] as object), [map]: Object.fromEntries(entries) };
}

/**
 * A part's findings. Where its shape and a rule both report a path, the rule's finding is the more precise, except on the form of a name
 * or an id.
 *
 * @param malformed Gets the paths of the names and ids that no rule can judge.
 */
export function judgePart(
  part: Part,
  resolved: ReadonlyMap<unknown, ResolvedInput>,
  malformed: Set<string> = new Set(),
): Finding[] {
  const { path, value, argument, rules } = part;
  const known = replaceDeferred(value, (input) =>
    resolved.has(input) ? withoutNulls(resolved.get(input)?.value) : input,
  );
  const shape = shapeOf(known, argument, path).findings;
  if (isDeferred(known) || isUnknown(known) || shape.some((finding) => finding.path === path))
    return [...shape];
  for (const finding of shape) if (isMalformed(finding)) malformed.add(finding.path);
  const formPaths = shape.filter(isOfForm).map((finding) => finding.path);
  const view = resolvedView(value, path, resolved, malformed);
  const found = within(path, judge(rules, view as never)).findings.filter(
    (finding) =>
      !formPaths.includes(finding.path) && !shape.some((unknown) => repeatsUnknownName(finding, unknown)),
  );
  const isReported = (finding: Finding) => found.some((other) => other.path === finding.path);
  return [...shape.filter((finding) => !isReported(finding)), ...found];
}

/**
 * Whether a rule finds only what an unknown name in a block leads to: the block as a whole is wrong, or the argument that the
 * name is a misspelling of is missing. The unknown name alone is the error then.
 */
function repeatsUnknownName({ kind, path }: Finding, unknown: Finding): boolean {
  if (unknown.kind !== "unknownName") return false;
  const { block } = splitPath(unknown.path);
  if (path === block) return true;
  const { block: own, name } = splitPath(path);
  return kind === "missing" && own === block && unknown.fix?.text === didYouMeanName(name);
}

/** `schedule.daily` and `time` of `schedule.daily.time`. */
function splitPath(path: string): { readonly block: string; readonly name: string } {
  const { index = 0, 0: end = path } = /(^|\.)[\w-]+$|\["(?:(?!\[")[^\]])*"\]$/.exec(path) ?? {};
  return { block: path.slice(0, index), name: end.replace(/^\./, "") };
}
