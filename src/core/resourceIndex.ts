import { groupBy } from "./groupBy";
import { type InventoryResource, ifKnown } from "./inventory";
import { idKey, isResourceId, nameIn, resourceGroupIn } from "./resourceId";
import { sameText, textOf } from "./values";

/** Finds resources of one type by an id or, where there is no id, by a name. */
export interface ResourceIndex<T> {
  /** The resources that an id or a name can mean: one, none, or several with that name. */
  find(idOrName: string): readonly InventoryResource<T>[];
}

/**
 * An index of resources. In a preview, a resource has no id yet: then its name and, as far as it is known, its resource group stand for it.
 *
 * @param nameOf A resource's name in Azure. Anything but a text: it is not known.
 */
export function indexOf<T>(
  resources: readonly InventoryResource<T>[],
  nameOf: (resource: InventoryResource<T>) => unknown,
): ResourceIndex<T> {
  const byId = new Map<string, InventoryResource<T>>();
  for (const resource of resources) {
    const id = azureIdOf(resource);
    if (id !== undefined) byId.set(idKey(id), resource);
  }
  let byName: ReadonlyMap<string, readonly InventoryResource<T>[]> | undefined;
  // Azure's own rows refer to each other by id, so names are read only if one is asked for.
  const withName = (name: string) => {
    byName ??= groupBy(resources, (resource) => idKey(textOf(nameOf(resource))));
    return byName.get(idKey(name)) ?? [];
  };
  return {
    find(idOrName) {
      if (!isResourceId(idOrName)) return withName(idOrName);
      const known = byId.get(idKey(idOrName));
      if (known !== undefined) return [known];
      if (byId.size === resources.length) return [];
      return withName(nameIn(idOrName)).filter((resource) => mayHaveId(resource, idOrName));
    },
  };
}

/** A resource's id in Azure. Undefined: it is not known yet. */
export function azureIdOf({ urn, inputs, outputs }: InventoryResource): string | undefined {
  if (isResourceId(urn)) return urn;
  const idOf = (values: unknown) =>
    textOf(ifKnown(() => (values as { readonly id?: unknown } | undefined)?.id));
  const id = [idOf(outputs), idOf(inputs)].find(isResourceId);
  return id;
}

/** Whether a resource without a known id can be the one of an id, whose name it has. */
function mayHaveId(resource: InventoryResource, id: string): boolean {
  if (azureIdOf(resource) !== undefined) return false;
  const group = ifKnown(
    () => (resource.inputs as { readonly resourceGroupName?: unknown } | undefined)?.resourceGroupName,
  );
  return typeof group !== "string" || sameText(group, resourceGroupIn(id));
}
