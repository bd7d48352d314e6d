import type { Azure } from "../service";
import type { Resource } from "../store";

/** The parent of a child's id. `segment`: the child's segment in the id, e.g. "subnets" for the network of a subnet. */
export function parentOf(azure: Azure, id: string, segment: string): Resource | undefined {
  return azure.store.find(id.slice(0, id.toLowerCase().indexOf(`/${segment.toLowerCase()}/`)));
}
