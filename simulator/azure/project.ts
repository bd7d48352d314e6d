import { isDeepStrictEqual } from "node:util";
import type { KnownType } from "./ids";
import { isObject, type Json } from "./json";
import { unknown } from "./wire";

/**
 * What azure-native shows of a resource in preview: what was given for the outputs that are inputs too, unknown for
 * every other output. Of a type without a row it shows the inputs only; Pulumi takes the rest for unknown.
 */
export function preview(type: KnownType, inputs: Json): Json {
  if (type.generic) return pick(inputs, Object.keys(inputs));
  const outputs = [...type.inputs, ...type.outputs, "name", "type"];
  const shown = Object.fromEntries(outputs.map((key) => [key, inputs[key] ?? unknown]));
  for (const path of type.computed ?? []) fill(shown, path.split("."));
  return { ...shown, azureApiVersion: type.apiVersion };
}

/** Puts an unknown where the path leads, as far as the objects on the way were given. */
function fill(value: Json, [step = "", ...rest]: string[]): void {
  const key = step.replace("[]", "");
  if (rest.length === 0) {
    value[key] ??= unknown;
    return;
  }
  const inner = value[key];
  const targets = Array.isArray(inner) ? inner : [inner];
  const copies = targets.map((target) => (isObject(target) ? { ...target } : target));
  for (const copy of copies) if (isObject(copy)) fill(copy, rest);
  value[key] = Array.isArray(inner) ? copies : copies[0];
}

/**
 * The inputs after a refresh: what changed in Azure since the last look, among what can be an input, is carried into
 * the inputs. So a count that the service keeps in an input property, such as a policy's `protectedItemsCount`,
 * turns up as an input; real azure-native does the same.
 */
export function refreshed(type: KnownType, inputs: Json, oldOutputs: Json, outputs: Json): Json {
  return carry(inputs, asInputs(type, oldOutputs), asInputs(type, outputs)) as Json;
}

/** The inputs of a resource that is imported: what can be an input and says something. */
export function imported(type: KnownType, outputs: Json): Json {
  return (significant(asInputs(type, outputs)) ?? {}) as Json;
}

/** azure-native drops empty texts, lists and objects, and false, from what it imports. */
function significant(value: unknown): unknown {
  if (value === "" || value === false) return undefined;
  if (Array.isArray(value))
    return value.length > 0 ? value.map((item) => significant(item) ?? item) : undefined;
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, significant(inner)]);
  const left = entries.filter(([, inner]) => inner !== undefined);
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

/** The part of the outputs that can be an input. */
function asInputs(type: KnownType, outputs: Json): Json {
  const inputs = pick(
    outputs,
    type.inputs.filter((key) => key !== "id" && key !== "type"),
  );
  const never = [...(type.computed ?? []), ...(type.readOnly ?? [])];
  return never.reduce((left, path) => without(left, path.split(".")) as Json, inputs);
}

function carry(base: unknown, before: unknown, after: unknown): unknown {
  if (isDeepStrictEqual(before, after)) return base;
  if (isObject(base) && isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(base), ...Object.keys(before), ...Object.keys(after)])];
    const carried = keys.map((key) => [key, carry(base[key], before[key], after[key])]);
    return Object.fromEntries(carried.filter(([, value]) => value !== undefined));
  }
  if (Array.isArray(base) && Array.isArray(before) && Array.isArray(after)) {
    return after.map((item, i) =>
      i < base.length && i < before.length ? carry(base[i], before[i], item) : item,
    );
  }
  return after;
}

function without(value: unknown, [step = "", ...rest]: string[]): unknown {
  if (!isObject(value)) return value;
  const key = step.replace("[]", "");
  const { [key]: inner, ...left } = value;
  if (rest.length === 0 || inner === undefined) return left;
  const kept = Array.isArray(inner) ? inner.map((item) => without(item, rest)) : without(inner, rest);
  return { ...left, [key]: kept };
}

function pick(value: Json, keys: string[]): Json {
  const present = keys.filter((key) => value[key] !== undefined && !key.startsWith("__"));
  return Object.fromEntries(present.map((key) => [key, value[key]]));
}
