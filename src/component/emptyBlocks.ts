import * as pulumi from "@pulumi/pulumi";
import type { Argument, Fields } from "./argumentTypes";
import { isDeferred } from "./deferred";

/**
 * Arguments without empty blocks that would need a field: `adopt: {}` counts as omitted. An empty block without required fields may mean
 * its defaults, so it is kept.
 */
export function withoutEmptyBlocks<T>(args: T, fields: Fields): T {
  return visit(args, { type: { fields } }) as T;
}

function visit(value: unknown, argument: Argument): unknown {
  const { type, plain } = argument;
  if (typeof type !== "object" || typeof value !== "object" || value === null || !hasBlocks(argument))
    return value;
  if (isDeferred(value))
    return plain ? value : pulumi.output(value).apply((known) => visitKnown(known, argument));
  if ("list" in type) return Array.isArray(value) ? value.map((element) => visit(element, type.list)) : value;
  if (Array.isArray(value) || "oneOf" in type || pulumi.Resource.isInstance(value)) return value;
  const of = (key: string): Argument | undefined =>
    "map" in type ? type.map : Object.hasOwn(type.fields, key) ? type.fields[key] : undefined;
  const kept = Object.entries(value).flatMap(([key, inner]) => {
    const own = of(key);
    if (own === undefined) return [[key, inner]];
    return isOmitted(inner, own) ? [] : [[key, visit(inner, own)]];
  });
  return Object.fromEntries(kept);
}

const visitKnown = (value: unknown, argument: Argument): unknown =>
  isOmitted(value, argument) ? undefined : visit(value, argument);

/** Whether an optional block is empty and has a required field. */
function isOmitted(value: unknown, argument: Argument): boolean {
  if (!isOptionalBlock(argument) || typeof value !== "object" || value === null) return false;
  if (Array.isArray(value) || isDeferred(value)) return false;
  return Object.values(value).every((field) => field === undefined || field === null);
}

const isOptionalBlock = ({ type, optional }: Argument): boolean =>
  optional === true &&
  typeof type === "object" &&
  "fields" in type &&
  Object.values(type.fields).some((field) => !field.optional);

const known = new WeakMap<Argument, boolean>();

/** Whether a value may contain such a block, so that most deferred inputs need no `apply`. */
function hasBlocks(argument: Argument): boolean {
  const before = known.get(argument);
  if (before !== undefined) return before;
  const { type } = argument;
  const inner: Argument[] =
    typeof type !== "object" || "oneOf" in type
      ? []
      : "list" in type
        ? [type.list]
        : "map" in type
          ? [type.map]
          : Object.values(type.fields);
  const has = isOptionalBlock(argument) || inner.some(hasBlocks);
  known.set(argument, has);
  return has;
}
