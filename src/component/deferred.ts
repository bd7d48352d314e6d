import * as pulumi from "@pulumi/pulumi";
import { at } from "../core/finding";
import { unknownValue } from "../core/rule";

/** A value among the arguments that is known later: an Output or a promise. */
export interface DeferredInput {
  readonly path: string;
  readonly value: unknown;
}

/** A deferred input that has resolved. In preview parts of it, or all of it, may stay unknown. */
export interface ResolvedInput {
  readonly value: unknown;
  readonly isSecret: boolean;
}

export const isDeferred = (value: unknown): boolean =>
  pulumi.Output.isInstance(value) || value instanceof Promise;

const isNested = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !pulumi.Resource.isInstance(value);

/** The deferred inputs of a structure, in its order. */
export function deferredInputs(value: unknown, path = ""): DeferredInput[] {
  if (isDeferred(value)) return [{ path, value }];
  if (!isNested(value)) return [];
  return Object.entries(value).flatMap(([key, field]) =>
    deferredInputs(field, at(path, Array.isArray(value) ? Number(key) : key)),
  );
}

/** A deferred input once it is known, or known to stay unknown in this preview. If it fails, the resource that makes it reports the error. */
export async function resolveDeferred(input: unknown): Promise<ResolvedInput> {
  const output = pulumi.output(input) as pulumi.Output<unknown> & Internals;
  try {
    const [value, isSecret] = await Promise.all([output.promise(true), output.isSecret]);
    return {
      value: (await output.isKnown) || pulumi.containsUnknowns(value) ? value : pulumi.unknown,
      isSecret,
    };
  } catch {
    return { value: pulumi.unknown, isSecret: false };
  }
}

/**
 * Members that every Output has and its public type leaves out. `apply` does not run for a value that stays unknown, so only these can
 * tell. @pulumi/pulumi 3.248, output.js.
 */
interface Internals {
  promise(withUnknowns: boolean): Promise<unknown>;
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
  allResources?(): Promise<Set<pulumi.Resource>>;
}

/**
 * Whether an input comes from a resource that the program creates or replaces: in preview the id of such a resource is not known. False
 * in a program of another language, which passes no resources.
 */
export async function isCreatedAnew(input: unknown): Promise<boolean> {
  if (!pulumi.Output.isInstance(input)) return false;
  const { allResources } = input as Partial<Internals>;
  const resources = [...((await allResources?.()) ?? [])].filter(pulumi.CustomResource.isInstance);
  const ids = await Promise.all(resources.map(({ id }) => resolveDeferred(id)));
  return ids.some(({ value }) => pulumi.containsUnknowns(value));
}

/** URNs of the resources that an input comes from, sorted. */
export async function urnsBehind(input: unknown): Promise<string[]> {
  if (!pulumi.Output.isInstance(input)) return [];
  const { allResources } = input as Partial<Internals>;
  const resources = [...((await allResources?.()) ?? [])];
  const urns = await Promise.all(resources.map(({ urn }) => resolveDeferred(urn)));
  return urns.flatMap(({ value }) => (typeof value === "string" ? [value] : [])).sort();
}

/** Marks the rejections of an Output as handled, for a caller that reports its error in another place. */
export function ignoreRejections(output: unknown): void {
  const { isKnown, isSecret } = output as Partial<Internals>;
  for (const one of [isKnown, isSecret]) if (one instanceof Promise) one.catch(() => {});
}

/**
 * The same structure with each deferred input replaced. Undefined and null, which is how YAML writes an omitted value, are left out,
 * also where a replacement is one.
 */
export function replaceDeferred(value: unknown, replace: (input: unknown) => unknown): unknown {
  if (isDeferred(value)) return replace(value);
  if (!isNested(value)) return value;
  if (Array.isArray(value)) return value.map((element) => replaceDeferred(element, replace));
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, field]) => [key, replaceDeferred(field, replace)])
      .filter(([, field]) => (field ?? undefined) !== undefined),
  );
}

/** A resolved value without its nulls; undefined if it is one. */
export const withoutNulls = (known: unknown): unknown =>
  replaceDeferred(known, (input) => input) ?? undefined;

/**
 * A view of a structure: reading what is not known yet throws `UnknownValue`, and null reads as undefined. A malformed value reads as one
 * that is not known, so that no rule takes a wrong id apart.
 */
export function resolvedView(
  value: unknown,
  path: string,
  resolved: ReadonlyMap<unknown, ResolvedInput>,
  malformed: ReadonlySet<string> = new Set(),
): unknown {
  if (malformed.has(path)) throw unknownValue(path);
  if (isDeferred(value)) {
    const known = resolved.get(value);
    if (known === undefined) throw unknownValue(path);
    return resolvedView(known.value, path, resolved, malformed);
  }
  if (pulumi.isUnknown(value)) throw unknownValue(path);
  if (value === null) return undefined;
  if (!isNested(value)) return value;
  const copy = Array.isArray(value) ? [] : {};
  for (const [key, field] of Object.entries(value)) {
    const here = at(path, Array.isArray(value) ? Number(key) : key);
    const get = () => resolvedView(field, here, resolved, malformed);
    Object.defineProperty(copy, key, { enumerable: true, get });
  }
  return copy;
}
