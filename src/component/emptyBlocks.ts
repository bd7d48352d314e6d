import * as pulumi from "@pulumi/pulumi";
import type { Argument, Fields } from "./argumentTypes";
import { isDeferred } from "./deferred";

/**
 * Arguments without the blocks that hold nothing: `adopt: {}` is no adoption, where the block has a field that it would need. A block
 * that needs none may mean its defaults and stays.
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
    return isNothing(inner, own) ? [] : [[key, visit(inner, own)]];
  });
  return Object.fromEntries(kept);
}

const visitKnown = (value: unknown, argument: Argument): unknown =>
  isNothing(value, argument) ? undefined : visit(value, argument);

/** Whether a block that may be left out holds nothing and would need something. */
function isNothing(value: unknown, argument: Argument): boolean {
  if (!isNeedyBlock(argument) || typeof value !== "object" || value === null) return false;
  if (Array.isArray(value) || isDeferred(value)) return false;
  return Object.values(value).every((field) => field === undefined || field === null);
}

const isNeedyBlock = ({ type, optional }: Argument): boolean =>
  optional === true &&
  typeof type === "object" &&
  "fields" in type &&
  Object.values(type.fields).some((field) => !field.optional);

const known = new WeakMap<Argument, boolean>();

/** Whether there may be such a block within a value, so that most late values need no look. */
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
  const has = isNeedyBlock(argument) || inner.some(hasBlocks);
  known.set(argument, has);
  return has;
}
