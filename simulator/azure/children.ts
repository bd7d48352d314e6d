import { armType, modelledType } from "./ids";
import type { Azure } from "./service";
import type { Resource } from "./store";

/** The resources of a type below a resource. `token`: the type, e.g. `network:Subnet`. */
export function childrenOf(azure: Azure, parentId: string, token: string): Resource[] {
  const prefix = `${parentId.toLowerCase()}/`;
  return [...azure.store.ofType(armType(modelledType(token).path))].filter(({ id }) =>
    id.toLowerCase().startsWith(prefix),
  );
}
