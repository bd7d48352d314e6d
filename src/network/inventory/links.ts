import { type Inventory, type InventoryResource, ifKnown, unknownError } from "../../core/inventory";
import { textOf } from "../../core/values";
import { networkTypes } from "./resources";

/** The resource that a property refers to. `resource` is undefined if it is not in the inventory. */
export interface LinkedByName<T> {
  readonly name: string;
  readonly resource?: InventoryResource<T>;
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

export function networkLinksIn(inventory: Inventory): NetworkLinks {
  const namesByType = new Map<string, Map<string, InventoryResource[]>>();
  const withName = (type: string, name: string): readonly InventoryResource[] => {
    const byName = namesByType.get(type) ?? indexByName(inventory.of(type));
    namesByType.set(type, byName);
    return byName.get(name.toLowerCase()) ?? [];
  };

  const linkedResource: NetworkLinks["linkedResource"] = <T>(
    owner: InventoryResource,
    property: string,
    type: string,
    read: () => unknown,
  ) => {
    const dependencies = owner.dependencies(property).filter((resource) => resource.type === type);
    const id = ifKnown(() => ({ text: read() }));
    if (id === undefined && dependencies.length !== 1) read();
    if (id !== undefined && typeof id.text !== "string") return undefined;
    const name = textOf(id?.text).split("/").pop() ?? "";
    const candidates = dependencies.length === 1 ? dependencies : withName(type, name);
    const [resource] = candidates as InventoryResource<T>[];
    if (candidates.length !== 1 || resource === undefined) return { name };
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
      const ownerUrn = ifKnown(findOwner)?.resource?.urn;
      if (ownerUrn !== undefined) append(byOwner, ownerUrn, resource);
    }
    const of = (owner: InventoryResource) => {
      if (unknown !== undefined) throw unknown;
      return byOwner.get(owner.urn) ?? [];
    };
    return { of };
  };

  return { inventory, linkedResource, groupedBy };
}

type Fields = Readonly<Record<string, unknown>>;

function indexByName(resources: readonly InventoryResource[]): Map<string, InventoryResource[]> {
  const index = new Map<string, InventoryResource[]>();
  for (const resource of resources) append(index, (azureName(resource) ?? "").toLowerCase(), resource);
  return index;
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
