import { type InventoryResource, ifKnown } from "../core/inventory";
import { textOf } from "../core/values";
import { normalLocation } from "../region/location";

/** The fields of a resource that tell what and where it is. */
export interface Identified {
  readonly id?: string;
  readonly location?: string;
  readonly resourceGroupName?: string;
}

/** A resource's id in Azure, or its URN if the id is not known. */
export const azureIdOf = ({ urn, inputs, outputs }: InventoryResource<{ readonly id?: string }>): string =>
  textOf(ifKnown(() => outputs?.id ?? inputs?.id)) || urn;

/** A resource's id, name, resource group and region. `nameIn` reads the name from its inputs. */
export function identityOf<T extends Identified>(
  resource: InventoryResource<T>,
  nameIn: (inputs: T) => unknown,
) {
  const { name, inputs, outputs } = resource;
  const id = azureIdOf(resource);
  const location = ifKnown(() => inputs?.location) ?? ifKnown(() => outputs?.location);
  return {
    id,
    name: textOf(ifKnown(() => nameIn(inputs))) || name,
    resourceGroup:
      /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? textOf(ifKnown(() => inputs?.resourceGroupName)),
    location: normalLocation(textOf(location)),
  };
}
