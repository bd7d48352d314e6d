import { armType, type KnownType } from "./ids";
import type { Azure } from "./service";
import type { Resource } from "./store";
import { resourceTypes } from "./types";

/** The resources of a type right below this one. */
export function childrenOf(azure: Azure, parent: Resource, token: string): Resource[] {
  const prefix = `${parent.id.toLowerCase()}/`;
  return [...azure.store.ofType(armType(rowOf(token).path))].filter((found) =>
    found.id.toLowerCase().startsWith(prefix),
  );
}

export function rowOf(token: string): KnownType {
  const row = resourceTypes[token];
  if (!row) throw new Error(`No such type: ${token}`);
  return { ...row, token };
}
