import * as pulumi from "@pulumi/pulumi";
import { at } from "../core/finding";
import { unknownValue } from "../core/rule";

/** A value among the arguments that is known later: an Output or a promise. */
export interface DeferredInput {
  readonly path: string;
  readonly value: unknown;
}

/** A late value that has settled: in preview parts of it, or all, may stay unknown. */
export interface ResolvedInput {
  readonly value: unknown;
  readonly isSecret: boolean;
}

export const isDeferred = (value: unknown): boolean =>
  pulumi.Output.isInstance(value) || value instanceof Promise;

const isNested = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !pulumi.Resource.isInstance(value);

/** The late values of a structure, in its order. */
export function deferredInputs(value: unknown, path = ""): DeferredInput[] {
  if (isDeferred(value)) return [{ path, value }];
  if (!isNested(value)) return [];
  return Object.entries(value).flatMap(([key, field]) =>
    deferredInputs(field, at(path, Array.isArray(value) ? Number(key) : key)),
  );
}

/** A late value when it is known, or known to stay unknown in this preview. The error of one that failed is its owner's. */
export async function resolveDeferred(late: unknown): Promise<ResolvedInput> {
  const output = pulumi.output(late) as pulumi.Output<unknown> & Internals;
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

/** What every Output has and its public type leaves out; `apply` alone does not say that a value stays unknown. */
interface Internals {
  promise(withUnknowns: boolean): Promise<unknown>;
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
}

/** The same structure with each late value in it replaced; nothing, for which YAML writes null, is left out, also where a replacement is it. */
export function replaceDeferred(value: unknown, replace: (late: unknown) => unknown): unknown {
  if (isDeferred(value)) return replace(value);
  if (!isNested(value)) return value;
  if (Array.isArray(value)) return value.map((element) => replaceDeferred(element, replace));
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, field]) => [key, replaceDeferred(field, replace)])
      .filter(([, field]) => (field ?? undefined) !== undefined),
  );
}

/** What is known of a late value, without what is null. */
export const withoutNulls = (known: unknown): unknown => replaceDeferred(known, (late) => late);

/** A view of a structure on which reading what is not known throws {@link UnknownValue}; null reads as nothing. */
export function resolvedView(
  value: unknown,
  path: string,
  settled: ReadonlyMap<unknown, ResolvedInput>,
): unknown {
  if (isDeferred(value)) {
    const known = settled.get(value);
    if (known === undefined) throw unknownValue(path);
    return resolvedView(known.value, path, settled);
  }
  if (pulumi.isUnknown(value)) throw unknownValue(path);
  if (value === null) return undefined;
  if (!isNested(value)) return value;
  const copy = Array.isArray(value) ? [] : {};
  for (const [key, field] of Object.entries(value)) {
    const here = at(path, Array.isArray(value) ? Number(key) : key);
    Object.defineProperty(copy, key, { enumerable: true, get: () => resolvedView(field, here, settled) });
  }
  return copy;
}
