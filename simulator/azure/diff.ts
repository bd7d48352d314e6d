import { isDeepStrictEqual } from "node:util";
import { type KnownType, pathInputs, region } from "./ids";
import { isObject, type Json, sameText } from "./json";

export type Kind = "add" | "delete" | "update";

export interface Change {
  kind: Kind;
  replace: boolean;
}

/** azure-native's Diff: old inputs against new ones, path by path. */
export function diff(type: KnownType, oldInputs: Json, news: Json, oldOutputs: Json): Map<string, Change> {
  const replaceOn = new Set([...pathInputs(type), ...(type.replaceOn ?? [])]);
  const changes = new Map<string, Change>();
  for (const [path, kind] of compare(oldInputs, news, "")) {
    const key = path.split(/[.[]/)[0] ?? path;
    if (!isRealChange(key, oldInputs[key], news[key])) continue;
    // A value that was not an input before and now says what Azure has anyway replaces nothing.
    const known = kind === "add" && path === key && isDeepStrictEqual(news[key], oldOutputs[key]);
    changes.set(path, { kind, replace: replaceOn.has(key) && !known });
  }
  return changes;
}

/** Two spellings of a region, and two letter cases of a resource group, are the same to azure-native; no others. */
function isRealChange(key: string, before: unknown, after: unknown): boolean {
  if (typeof before !== "string" || typeof after !== "string") return true;
  if (key === "location") return region(before) !== region(after);
  return key !== "resourceGroupName" || !sameText(before, after);
}

function compare(before: unknown, after: unknown, path: string): [string, Kind][] {
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
