import { isDeepStrictEqual } from "node:util";
import { normalizeRegion, pathParameters, type ResolvedType } from "./ids";
import { equalIgnoringCase, isObject, type Json } from "./json";

export type ChangeKind = "add" | "delete" | "update";

export interface Change {
  kind: ChangeKind;
  replace: boolean;
}

/** azure-native's Diff: compares the old inputs with the new ones. The keys of the answer are property paths. */
export function diff(
  type: ResolvedType,
  oldInputs: Json,
  newInputs: Json,
  oldOutputs: Json,
): Map<string, Change> {
  const replaceOn = new Set([...pathParameters(type), ...(type.replaceOn ?? [])]);
  const changes = new Map<string, Change>();
  for (const [path, kind] of compare(oldInputs, newInputs, "")) {
    const key = path.split(/[.[]/)[0] ?? path;
    if (!isRealChange(key, oldInputs[key], newInputs[key])) continue;
    // A new input with the value that Azure has already replaces nothing.
    const equalsOutput = kind === "add" && path === key && isDeepStrictEqual(newInputs[key], oldOutputs[key]);
    changes.set(path, { kind, replace: replaceOn.has(key) && !equalsOutput });
  }
  return changes;
}

/** azure-native ignores another spelling of a region and another letter case of a resource group, and no other difference. */
function isRealChange(key: string, before: unknown, after: unknown): boolean {
  if (typeof before !== "string" || typeof after !== "string") return true;
  if (key === "location") return normalizeRegion(before) !== normalizeRegion(after);
  return key !== "resourceGroupName" || !equalIgnoringCase(before, after);
}

function compare(before: unknown, after: unknown, path: string): [string, ChangeKind][] {
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys]
      .filter((key) => !key.startsWith("__"))
      .flatMap((key) => {
        const inner = path === "" ? key : `${path}.${key}`;
        return compare(before[key], after[key], inner);
      });
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const indexes = Array.from({ length: Math.max(before.length, after.length) }, (_, i) => i);
    return indexes.flatMap((i) => compare(before[i], after[i], `${path}[${i}]`));
  }
  if (before === undefined && after !== undefined) return [[path, "add"]];
  if (before !== undefined && after === undefined) return [[path, "delete"]];
  return isDeepStrictEqual(before, after) ? [] : [[path, "update"]];
}
