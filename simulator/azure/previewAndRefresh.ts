import { isDeepStrictEqual } from "node:util";
import type { ResolvedType } from "./ids";
import { isObject, type Json } from "./json";
import { UNKNOWN } from "./protobufValues";

/**
 * The outputs that azure-native shows in preview: an output that is also an input has the input's value, every other output is
 * unknown. An unmodelled type shows only its inputs; Pulumi treats all its other outputs as unknown.
 */
export function previewOutputs(type: ResolvedType, inputs: Json): Json {
  if (type.unmodelled) return pick(inputs, Object.keys(inputs));
  const keys = [...type.inputs, ...type.outputs, "name", "type"];
  const outputs = Object.fromEntries(keys.map((key) => [key, inputs[key] ?? UNKNOWN]));
  for (const path of type.computed ?? []) setUnknown(outputs, path.split("."));
  return { ...outputs, azureApiVersion: type.apiVersion };
}

/** Sets the value at a path to unknown, if the objects along the path exist and the value does not. */
function setUnknown(value: Json, [step = "", ...rest]: string[]): void {
  const key = step.replace("[]", "");
  if (rest.length === 0) {
    value[key] ??= UNKNOWN;
    return;
  }
  const inner = value[key];
  const targets = Array.isArray(inner) ? inner : [inner];
  const copies = targets.map((target) => (isObject(target) ? { ...target } : target));
  for (const copy of copies) if (isObject(copy)) setUnknown(copy, rest);
  value[key] = Array.isArray(inner) ? copies : copies[0];
}

/**
 * The inputs after a refresh: if an output that can be an input changed in Azure, the input changes with it. A count that Azure keeps
 * in an input property, such as a policy's `protectedItemsCount`, therefore becomes an input; real azure-native does the same.
 */
export function refreshedInputs(type: ResolvedType, inputs: Json, oldOutputs: Json, outputs: Json): Json {
  return applyChanges(inputs, asInputs(type, oldOutputs), asInputs(type, outputs)) as Json;
}

/** The inputs of an imported resource: the outputs that can be inputs and are not empty. */
export function importedInputs(type: ResolvedType, outputs: Json): Json {
  return (withoutInsignificant(asInputs(type, outputs)) ?? {}) as Json;
}

/** On import azure-native drops false, and empty strings, lists and objects. */
function withoutInsignificant(value: unknown): unknown {
  if (value === "" || value === false) return undefined;
  if (Array.isArray(value))
    return value.length > 0 ? value.map((item) => withoutInsignificant(item) ?? item) : undefined;
  if (!isObject(value)) return value;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, withoutInsignificant(inner)])
    .filter(([, inner]) => inner !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** The outputs that can be inputs. */
function asInputs(type: ResolvedType, outputs: Json): Json {
  const inputs = pick(
    outputs,
    type.inputs.filter((key) => key !== "id" && key !== "type"),
  );
  const outputPaths = [...(type.computed ?? []), ...(type.readOnly ?? [])];
  const withoutOutputs = outputPaths.reduce((rest, path) => omitPath(rest, path.split(".")) as Json, inputs);
  return withListedIdentities(withoutOutputs);
}

/** azure-native's input is the list of the user-assigned identities' ids; Azure answers a map with more of each. */
function withListedIdentities(inputs: Json): Json {
  const { identity } = inputs;
  if (!isObject(identity) || !isObject(identity.userAssignedIdentities)) return inputs;
  return {
    ...inputs,
    identity: { ...identity, userAssignedIdentities: Object.keys(identity.userAssignedIdentities) },
  };
}

/** `base` with the differences between `before` and `after`. */
function applyChanges(base: unknown, before: unknown, after: unknown): unknown {
  if (isDeepStrictEqual(before, after)) return base;
  if (isObject(base) && isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(base), ...Object.keys(before), ...Object.keys(after)])];
    const entries = keys.map((key) => [key, applyChanges(base[key], before[key], after[key])]);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }
  if (Array.isArray(base) && Array.isArray(before) && Array.isArray(after)) {
    return after.map((item, i) =>
      i < base.length && i < before.length ? applyChanges(base[i], before[i], item) : item,
    );
  }
  return after;
}

function omitPath(value: unknown, [step = "", ...rest]: string[]): unknown {
  if (!isObject(value)) return value;
  const key = step.replace("[]", "");
  const { [key]: inner, ...others } = value;
  if (rest.length === 0 || inner === undefined) return others;
  const remaining = Array.isArray(inner) ? inner.map((item) => omitPath(item, rest)) : omitPath(inner, rest);
  return { ...others, [key]: remaining };
}

function pick(value: Json, keys: string[]): Json {
  const defined = keys.filter((key) => value[key] !== undefined && !key.startsWith("__"));
  return Object.fromEntries(defined.map((key) => [key, value[key]]));
}
