import { type InventoryResource, ifKnown } from "../core/inventory";
import { resourceGroupIn } from "../core/resourceId";
import { azureIdOf } from "../core/resourceIndex";
import { textOf } from "../core/values";
import { normalLocation } from "../region/location";

/** The fields of a resource that tell what and where it is. */
export interface Identified {
  readonly id?: string;
  readonly location?: string;
  readonly resourceGroupName?: string;
}

/** A resource's id in Azure, or its URN if the id is not known. */
export const idOrUrnOf = (resource: InventoryResource): string => azureIdOf(resource) ?? resource.urn;

/** A resource's id, name, resource group and region. `nameIn` reads the name from its inputs. */
export function identityOf<T extends Identified>(
  resource: InventoryResource<T>,
  nameIn: (inputs: T) => unknown,
) {
  const { name, inputs, outputs } = resource;
  const id = idOrUrnOf(resource);
  const location = ifKnown(() => inputs?.location) ?? ifKnown(() => outputs?.location);
  return {
    id,
    name: textOf(ifKnown(() => nameIn(inputs))) || name,
    resourceGroup: resourceGroupIn(id) || textOf(ifKnown(() => inputs?.resourceGroupName)),
    location: normalLocation(textOf(location)),
  };
}
