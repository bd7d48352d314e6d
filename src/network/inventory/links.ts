import { type Inventory, type InventoryResource, ifKnown, unknownError } from "../../core/inventory";
import { perInventory } from "../../core/perInventory";
import { isResourceId, nameIn } from "../../core/resourceId";
import { azureIdOf, indexOf, type ResourceIndex } from "../../core/resourceIndex";
import { unknownValue } from "../../core/rule";
import { sameText, textOf } from "../../core/values";
import { networkTypes } from "./resources";

/** The resource that a property refers to. `resource` is undefined if it is not in the inventory, or if several have its name. */
export interface LinkedByName<T> {
  readonly name: string;
  readonly resource?: InventoryResource<T>;
  /** Whether several resources of the inventory have the name. */
  readonly isAmbiguous?: boolean;
}

/** How the resources of an inventory refer to each other. */
export interface NetworkLinks {
  readonly inventory: Inventory;
  /**
   * The resource that a property refers to, by id or by name. In preview both can be unknown. Then the resource on which
   * the property depends is the answer.
   *
   * @param read reads the id or name; undefined if the property is not set.
   * @throws the error of `read`, if the value is unknown and the property does not depend on exactly one such resource.
   */
  readonly linkedResource: <T>(
    owner: InventoryResource,
    property: string,
    type: string,
    read: () => unknown,
  ) => LinkedByName<T> | undefined;
  /** Resources of a type, grouped by the owner that one of their properties refers to, e.g. rules by their group. */
  readonly groupedBy: <C>(type: string, property: string, ownerType: string) => GroupedChildren<C>;
}

/** Resources, grouped by their owner. */
export interface GroupedChildren<C> {
  /** @throws the error of a reference that is not known yet, because it may refer to this owner. */
  readonly of: (owner: InventoryResource) => readonly InventoryResource<C>[];
}

export const networkLinksIn = perInventory((inventory): NetworkLinks => {
  const indexes = new Map<string, ResourceIndex<unknown>>();
  const resourcesWith = (type: string, idOrName: string): readonly InventoryResource[] => {
    const index = indexes.get(type) ?? indexOf(inventory.of(type), azureName);
    indexes.set(type, index);
    return index.find(idOrName);
  };

  /** The resources that a text can mean. A bare name means one in the owner's resource group. */
  const meantBy = (owner: InventoryResource, type: string, text: string) => {
    const found = resourcesWith(type, text);
    if (isResourceId(text) || found.length < 2) return found;
    const group = groupNameOf(owner);
    return group === undefined ? found : found.filter((one) => sameText(groupNameOf(one) ?? group, group));
  };

  const linkedResource: NetworkLinks["linkedResource"] = <T>(
    owner: InventoryResource,
    property: string,
    type: string,
    read: () => unknown,
  ) => {
    const dependencies = () => owner.dependencies(property).filter((resource) => resource.type === type);
    const id = ifKnown(() => ({ text: read() }));
    if (id === undefined && dependencies().length !== 1) read();
    if (id !== undefined && typeof id.text !== "string") return undefined;
    const text = textOf(id?.text);
    const meant = text === "" ? [] : meantBy(owner, type, text);
    // A dependency whose id is known and was not meant is another resource.
    const others = () =>
      text === "" ? dependencies() : dependencies().filter((one) => azureIdOf(one) === undefined);
    const candidates = meant.length > 0 ? meant : others();
    const [resource] = candidates as InventoryResource<T>[];
    const name = nameIn(text);
    if (candidates.length !== 1 || resource === undefined)
      return { name, isAmbiguous: candidates.length > 1 };
    return { name: name || (azureName(resource) ?? resource.name), resource };
  };

  const groupedBy: NetworkLinks["groupedBy"] = <C>(type: string, property: string, ownerType: string) => {
    const byOwner = new Map<string, InventoryResource<C>[]>();
    let unknown: unknown;
    for (const resource of inventory.of<C>(type)) {
      const findOwner = () =>
        linkedResource(
          resource,
          property,
          ownerType,
          () => (resource.inputs as Fields | undefined)?.[property],
        );
      unknown ??= unknownError(findOwner);
      const link = ifKnown(findOwner);
      if (link?.isAmbiguous) unknown ??= unknownValue(`${property} of ${resource.name}`);
      const ownerUrn = link?.resource?.urn;
      if (ownerUrn !== undefined) append(byOwner, ownerUrn, resource);
    }
    const of = (owner: InventoryResource) => {
      if (unknown !== undefined) throw unknown;
      return byOwner.get(owner.urn) ?? [];
    };
    return { of };
  };

  return { inventory, linkedResource, groupedBy };
});

type Fields = Readonly<Record<string, unknown>>;

/** The resource group of a resource. Undefined: it is not known. */
function groupNameOf({ inputs }: InventoryResource): string | undefined {
  const group = ifKnown(() => (inputs as Fields | undefined)?.resourceGroupName);
  return typeof group === "string" ? group : undefined;
}

function append<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The input that contains Azure's name of a resource, by its type. */
const nameInputOf: Readonly<Record<string, string>> = {
  [networkTypes.securityGroup]: "networkSecurityGroupName",
  [networkTypes.networkInterface]: "networkInterfaceName",
  [networkTypes.subnet]: "subnetName",
  [networkTypes.routeTable]: "routeTableName",
  [networkTypes.firewallPolicy]: "firewallPolicyName",
  [networkTypes.firewall]: "azureFirewallName",
  [networkTypes.virtualNetwork]: "virtualNetworkName",
  [networkTypes.vm]: "vmName",
};

/** Azure's name of a resource; undefined if it is not known. */
export function azureName({ type, inputs, outputs }: InventoryResource): string | undefined {
  const nameInput = nameInputOf[type];
  const inputFields = inputs as Readonly<Record<string, unknown>> | undefined;
  const outputFields = outputs as { readonly name?: unknown } | undefined;
  const name =
    ifKnown(() => nameInput && inputFields?.[nameInput]) ??
    ifKnown(() => inputFields?.name) ??
    ifKnown(() => outputFields?.name);
  return typeof name === "string" ? name : undefined;
}
