import { backupPolicyType, type ProtectionPolicy } from "../../backupPolicy/payload/fromArm";
import { type Inventory, type InventoryResource, ifKnown, unknownError } from "../../core/inventory";
import { perInventory } from "../../core/perInventory";
import { idKey } from "../../core/resourceId";
import { azureIdOf } from "../../core/resourceIndex";
import { sameText } from "../../core/values";
import { type Vault, vaultType } from "../../vault/arm";
import { type VirtualMachine, vmType } from "../../vm/arm";
import { parseVmId } from "../../vm/id";
import { intentType, isVmItem, itemType, type ProtectedItem, parsePolicyId } from "../arm";

/** What a protected item refers to: a resource of the inventory, or only a name. */
export interface LinkedResource<T> {
  /** Equal for all items that refer to the same resource. */
  readonly key: string;
  /** Its name in Azure. */
  readonly name: string;
  /** Undefined: it is not in the inventory. */
  readonly resource?: InventoryResource<T>;
}

/** A protected item with its VM, vault and policy. Undefined: preview does not know it yet. */
export interface ItemLinks {
  readonly item: InventoryResource<ProtectedItem>;
  readonly vm: LinkedResource<VirtualMachine> | undefined;
  readonly vault: LinkedResource<Vault> | undefined;
  readonly policy: LinkedResource<ProtectionPolicy> | undefined;
  /** The error of the unknown value because of which a link is undefined. */
  readonly unknown: Readonly<Record<"vm" | "vault" | "policy", unknown>>;
}

/** The links of an item of which some lead to a resource of the inventory. */
export type LinkedItem<K extends "vm" | "vault" | "policy"> = ItemLinks & {
  readonly [N in K]: Required<NonNullable<ItemLinks[N]>>;
};

/** The items whose links of some kinds lead to a resource of the inventory. */
export const linkedItems = <K extends "vm" | "vault" | "policy">(
  items: readonly ItemLinks[],
  ...kinds: readonly K[]
): LinkedItem<K>[] =>
  items.filter((item): item is LinkedItem<K> => kinds.every((kind) => item[kind]?.resource !== undefined));

/**
 * The protected VMs of an inventory. Each item is linked to the resources on which its properties depend, because preview does not
 * know their ids; if there is none, to the resource that it names.
 */
export const itemLinksIn = perInventory((inventory): readonly ItemLinks[] => {
  const vmOf = linkTo<VirtualMachine>(inventory, vmType, ["properties", "sourceVmId"]);
  const vaultOf = linkTo<Vault>(inventory, vaultType, ["vaultName", "recoveryVaultName"]);
  const policyOf = linkTo<ProtectionPolicy>(inventory, backupPolicyType, ["properties", "backupPolicyId"]);
  const items = inventory
    .of<ProtectedItem>(itemType)
    .filter((item) => ifKnown(() => isVmItem(item.inputs)) !== false);
  return [...items, ...inventory.of<ProtectedItem>(intentType)].map((item) => {
    const { inputs } = item;
    const vm = vmOf(item, () => vmPlace(inputs?.properties?.sourceResourceId));
    const vault = vaultOf(item, () => vaultPlace(item));
    const policy = policyOf(item, () => policyPlace(inputs?.properties?.policyId));
    const unknown = { vm: vm.unknown, vault: vault.unknown, policy: policy.unknown };
    return { item, vm: vm.linked, vault: vault.linked, policy: policy.linked, unknown };
  });
});

/** Where a resource is in Azure. */
interface Place {
  readonly name: string;
  /** Undefined: nothing is known about it. */
  readonly group?: Group;
  /** Only if the place was read from an id: equal groups and names may be in different subscriptions. */
  readonly id?: string;
}

/**
 * What contains a resource: for a VM or vault its resource group, for a policy its vault, as `group/vault`. By name or, while
 * preview does not know the name, by the resource that the name comes from.
 */
interface Group {
  readonly by: "name" | "origin";
  readonly text: string;
}

function vmPlace(id: unknown): Place | undefined {
  const parts = parseVmId(id);
  return (
    parts && { name: parts.vmName, group: { by: "name", text: parts.resourceGroupName }, id: id as string }
  );
}

function policyPlace(id: unknown): Place | undefined {
  const parts = parsePolicyId(id);
  return (
    parts && {
      name: parts.policyName,
      group: { by: "name", text: `${parts.resourceGroupName}/${parts.vaultName}` },
      id: id as string,
    }
  );
}

/** The place of an item's vault. */
function vaultPlace(item: InventoryResource): Place | undefined {
  const name = (item.inputs as Names | undefined)?.vaultName;
  if (typeof name !== "string") return undefined;
  const [id] = /^.*\/vaults\/[^/]+/i.exec(azureIdOf(item) ?? "") ?? [];
  return { name, ...groupFrom(item, "resourceGroupName"), ...(id !== undefined && { id }) };
}

/** The group that a property names or, while its value is not known, that it depends on. */
function groupFrom(resource: InventoryResource, property: keyof Names): Pick<Place, "group"> {
  const text = ifKnown(() => (resource.inputs as Names | undefined)?.[property]);
  if (typeof text === "string") return { group: { by: "name", text } };
  const [origin, ...more] = resource.dependencies(property);
  return origin !== undefined && more.length === 0 ? { group: { by: "origin", text: origin.urn } } : {};
}

interface Link<T> {
  readonly linked?: LinkedResource<T>;
  readonly unknown?: unknown;
}

/** A function that links an item to a resource of a type: one on which some of its properties depend, or one at the place that it names. */
function linkTo<T>(inventory: Inventory, type: string, properties: readonly string[]) {
  let index: PlaceIndex<T> | undefined;
  return (item: InventoryResource, readPlace: () => Place | undefined): Link<T> => {
    const place = ifKnown(readPlace);
    const dependencies: InventoryResource<T>[] = [];
    for (const property of properties)
      for (const resource of item.dependencies(property))
        if (resource.type === type && mayBeAt(resource, place))
          dependencies.push(resource as InventoryResource<T>);
    const dependency = onlyOne(dependencies);
    if (dependency !== undefined) return { linked: linkedTo(dependency) };
    if (place === undefined) return { unknown: unknownError(readPlace) };
    index ??= indexPlaces(inventory.of<T>(type));
    const { byId, byName } = index;
    const withId = place.id && byId.get(idKey(place.id));
    if (withId) return { linked: linkedTo(withId) };
    // A resource with another id is another resource, whatever its name is.
    const mayBe = ({ id }: { id?: string }) => id === undefined || place.id === undefined;
    const named = (byName.get(place.name.toLowerCase()) ?? []).filter(mayBe);
    const unnamed = byName.get(unknownName) ?? [];
    const match = onlyOne(named.filter(({ group }) => isSameGroup(group, place.group) === true));
    if (match !== undefined) return { linked: linkedTo(match.resource) };
    // A resource that may be the one is not linked, and the item is not counted as one of another resource.
    const possible = [...named, ...unnamed].find(({ group }) => isSameGroup(group, place.group) !== false);
    const unknown = possible && (unknownPlace(possible.resource) ?? unknownPlace(item));
    if (unknown !== undefined) return { unknown };
    const key = idKey(place.id ?? [place.group?.text ?? "", place.name].join("/"));
    return { linked: { key, name: place.name } };
  };
}

/** Resources by their ids and by their names, in lower case. */
interface PlaceIndex<T> {
  readonly byId: ReadonlyMap<string, InventoryResource<T>>;
  readonly byName: ReadonlyMap<string, readonly NamedResource<T>[]>;
}

interface NamedResource<T> {
  readonly resource: InventoryResource<T>;
  readonly group?: Group;
  readonly id?: string;
}

function indexPlaces<T>(resources: readonly InventoryResource<T>[]): PlaceIndex<T> {
  const byId = new Map<string, InventoryResource<T>>();
  const byName = new Map<string, NamedResource<T>[]>();
  for (const resource of resources) {
    const name = azureName(resource)?.toLowerCase() ?? unknownName;
    const id = azureIdOf(resource);
    if (id !== undefined) byId.set(idKey(id), resource);
    const entry = { resource, ...groupOf(resource), ...(id !== undefined && { id }) };
    const ofName = byName.get(name);
    if (ofName === undefined) byName.set(name, [entry]);
    else ofName.push(entry);
  }
  return { byId, byName };
}

/** The key of resources whose name preview does not know. */
const unknownName = "";

const linkedTo = <T>(resource: InventoryResource<T>): LinkedResource<T> => ({
  key: resource.urn,
  name: azureName(resource) ?? resource.name,
  resource,
});

/** Whether two groups are the same; undefined: not known yet. Azure compares names without case. */
function isSameGroup(a: Group | undefined, b: Group | undefined): boolean | undefined {
  if (a === undefined || b === undefined || a.by !== b.by) return undefined;
  return sameText(a.text, b.text);
}

/** Whether a resource can be the one at a place. */
function mayBeAt(resource: InventoryResource, place: Place | undefined): boolean {
  const name = azureName(resource);
  return place === undefined || name === undefined || sameText(name, place.name);
}

const onlyOne = <V>(list: readonly V[]): V | undefined => (list.length === 1 ? list[0] : undefined);

type Names = Readonly<
  Record<"vmName" | "vaultName" | "policyName" | "name" | "resourceGroupName", string | undefined>
>;

/** Azure's name of a VM, vault or policy. A policy also has its vault's name. Undefined: not known. */
function azureName({ inputs, outputs }: InventoryResource): string | undefined {
  const names = inputs as Names | undefined;
  const name =
    ifKnown(() => names?.vmName ?? names?.policyName ?? names?.vaultName) ??
    ifKnown(() => (outputs as Names | undefined)?.name);
  return typeof name === "string" ? name : undefined;
}

function groupOf(resource: InventoryResource): Pick<Place, "group"> {
  const { group } = groupFrom(resource, "resourceGroupName");
  if (resource.type !== backupPolicyType) return group === undefined ? {} : { group };
  const { group: vault } = groupFrom(resource, "vaultName");
  if (group === undefined || vault === undefined || group.by !== vault.by) return {};
  return { group: { by: group.by, text: `${group.text}/${vault.text}` } };
}

/** The error of a name that is not known yet; undefined: all names are known. */
const unknownPlace = ({ inputs }: InventoryResource): unknown =>
  unknownError(() => {
    const names = inputs as Names | undefined;
    return [names?.resourceGroupName, names?.vmName, names?.policyName, names?.vaultName];
  });
