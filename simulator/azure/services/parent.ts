import type { Azure } from "../service";
import type { Resource } from "../store";

/** The resource above this id: what comes before the named segment. */
export function parentOf(azure: Azure, id: string, segment: string): Resource | undefined {
  return azure.store.find(id.slice(0, id.toLowerCase().indexOf(`/${segment.toLowerCase()}/`)));
}
