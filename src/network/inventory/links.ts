import { type Inventory, type InventoryResource, ifKnown, unknownError } from "../../core/inventory";
import { textOf } from "../../core/values";
import { networkTypes } from "./resources";

/** What a property names: a resource of the inventory, or one that is not in it. */
export interface LinkedByName<T> {
  readonly name: string;
  readonly resource?: InventoryResource<T>;
}

/** How the resources of a inventory name each other. */
export interface NetworkLinks {
  readonly inventory: Inventory;
  /**
   * What a property of a resource names, by id or by name. In preview neither may be known, and then what the
   * property depends on says it.
   *
   * @param read reads the id or name; undefined where the property is not set.
   * @throws the error of reading it where it is not known and its dependencies leave it open.
   */
  readonly named: <T>(
    owner: InventoryResource,
    property: string,
    type: string,
    read: () => unknown,
  ) => LinkedByName<T> | undefined;
  /** Resources of a type by what a property of theirs names, e.g. rules by their group. */
  readonly groupedBy: <C>(type: string, property: string, ownerType: string) => GroupedChildren<C>;
}

export interface GroupedChildren<C> {
  /** @throws the error of a property that is not known yet: its resource may belong here. */
  readonly of: (owner: InventoryResource) => readonly InventoryResource<C>[];
}

export function networkLinksIn(inventory: Inventory): NetworkLinks {
  const byName = new Map<string, Map<string, InventoryResource[]>>();
  const withName = (type: string, name: string): readonly InventoryResource[] => {
    const ofType = byName.get(type) ?? indexByName(inventory.of(type));
    byName.set(type, ofType);
    return ofType.get(name.toLowerCase()) ?? [];
  };

  const named: NetworkLinks["named"] = <T>(
    owner: InventoryResource,
    property: string,
    type: string,
    read: () => unknown,
  ) => {
    const needed = owner.dependencies(property).filter((resource) => resource.type === type);
    const id = ifKnown(() => ({ text: read() }));
    if (id === undefined && needed.length !== 1) read();
    if (id !== undefined && typeof id.text !== "string") return undefined;
    const name = textOf(id?.text).split("/").pop() ?? "";
    const inStack = needed.length === 1 ? needed : withName(type, name);
    const [resource] = inStack as InventoryResource<T>[];
    if (inStack.length !== 1 || resource === undefined) return { name };
    return { name: name || (azureName(resource) ?? resource.name), resource };
  };

  const groupedBy: NetworkLinks["groupedBy"] = <C>(type: string, property: string, ownerType: string) => {
    const byOwner = new Map<string, InventoryResource<C>[]>();
    let unknown: unknown;
    for (const resource of inventory.of<C>(type)) {
      const owner = () =>
        named(resource, property, ownerType, () => (resource.inputs as Fields | undefined)?.[property]);
      unknown ??= unknownError(owner);
      const urn = ifKnown(owner)?.resource?.urn;
      if (urn !== undefined) append(byOwner, urn, resource);
    }
    const of = (owner: InventoryResource) => {
      if (unknown !== undefined) throw unknown;
      return byOwner.get(owner.urn) ?? [];
    };
    return { of };
  };

  return { inventory, named, groupedBy };
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

/** Inputs that hold Azure's name of a resource, by its type. */
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

/** Azure's name of a resource, where it is known. */
export function azureName({ type, inputs, outputs }: InventoryResource): string | undefined {
  const field = nameInputOf[type];
  const given = inputs as Readonly<Record<string, unknown>> | undefined;
  const answered = outputs as { readonly name?: unknown } | undefined;
  const name =
    ifKnown(() => field && given?.[field]) ?? ifKnown(() => given?.name) ?? ifKnown(() => answered?.name);
  return typeof name === "string" ? name : undefined;
}
