import { backupPolicyType, type ProtectionPolicy } from "../../backupPolicy/payload/fromArm";
import { type Inventory, type InventoryResource, ifKnown, unknownError } from "../../core/inventory";
import { sameText } from "../../core/values";
import { type Vault, vaultType } from "../../vault/arm";
import { type VirtualMachine, vmType } from "../../vm/arm";
import { parseVmId } from "../../vm/id";
import { intentType, isVmItem, itemType, type ProtectedItem, parsePolicyId } from "../arm";

/** One end of a protected item: a resource of the stack, or a name alone. */
export interface LinkedResource<T> {
  /** The same for all items with the same end. */
  readonly key: string;
  /** Azure's name for it. */
  readonly name: string;
  readonly resource?: InventoryResource<T>;
}

/** A protected VM of the stack; an end is undefined where preview does not know it yet. */
export interface ItemLinks {
  readonly item: InventoryResource<ProtectedItem>;
  readonly vm: LinkedResource<VirtualMachine> | undefined;
  readonly vault: LinkedResource<Vault> | undefined;
  readonly policy: LinkedResource<ProtectionPolicy> | undefined;
  /** Why an end is undefined: the value that is not known yet. */
  readonly unknown: Readonly<Record<"vm" | "vault" | "policy", unknown>>;
}

/** The stack's protected VMs, joined to their ends: by what their properties depend on, since ids are unknown in preview. */
export function itemLinksIn(inventory: Inventory): ItemLinks[] {
  const vmOf = linkTo<VirtualMachine>(inventory, vmType, ["properties", "sourceVmId"]);
  const vaultOf = linkTo<Vault>(inventory, vaultType, ["vaultName", "recoveryVaultName"]);
  const policyOf = linkTo<ProtectionPolicy>(inventory, backupPolicyType, ["properties", "backupPolicyId"]);
  const items = inventory
    .of<ProtectedItem>(itemType)
    .filter((item) => ifKnown(() => isVmItem(item.inputs)) !== false);
  return [...items, ...inventory.of<ProtectedItem>(intentType)].map((item) => {
    const { inputs } = item;
    const vm = vmOf(item, () => vmPlace(parseVmId(inputs?.properties?.sourceResourceId)));
    const vault = vaultOf(item, () => ownPlace(item, "vaultName"));
    const policy = policyOf(item, () => policyPlace(parsePolicyId(inputs?.properties?.policyId)));
    const unknown = { vm: vm.unknown, vault: vault.unknown, policy: policy.unknown };
    return { item, vm: vm.end, vault: vault.end, policy: policy.end, unknown };
  });
}

/** Where Azure has a resource: its name, and its group or whatever else it is within. */
interface Place {
  readonly name: string;
  /** Undefined where nothing at all is known of it. */
  readonly group?: Group;
  /** Where the name was read off an id: two VMs of one group and name may be of different subscriptions. */
  readonly subscription?: string;
}

/** A group by its name or, while that is not known, by what the name comes from. */
interface Group {
  readonly by: "name" | "origin";
  readonly text: string;
}

const vmPlace = (id: ReturnType<typeof parseVmId>): Place | undefined =>
  id && {
    name: id.vmName,
    group: { by: "name", text: id.resourceGroupName },
    subscription: id.subscriptionId,
  };

const policyPlace = (id: ReturnType<typeof parsePolicyId>): Place | undefined =>
  id && { name: id.policyName, group: { by: "name", text: `${id.resourceGroupName}/${id.vaultName}` } };

/** The place that a resource names with two properties of its own. */
function ownPlace(resource: InventoryResource, property: "vaultName"): Place | undefined {
  const name = (resource.inputs as Named | undefined)?.[property];
  return typeof name === "string" ? { name, ...groupOf(resource, "resourceGroupName") } : undefined;
}

/** The value of a property that says where a resource is; while it is not known, what it comes from. */
function groupOf(resource: InventoryResource, property: keyof Named): Pick<Place, "group"> {
  const text = ifKnown(() => (resource.inputs as Named | undefined)?.[property]);
  if (typeof text === "string") return { group: { by: "name", text } };
  const [origin, ...more] = resource.dependencies(property);
  return origin !== undefined && more.length === 0 ? { group: { by: "origin", text: origin.urn } } : {};
}

interface Link<T> {
  readonly end?: LinkedResource<T>;
  readonly unknown?: unknown;
}

/** How an item is joined to the resources of a type on which some of its properties depend. */
function linkTo<T>(inventory: Inventory, type: string, properties: readonly string[]) {
  const places = new Map<string, { resource: InventoryResource<T>; group?: Group }[]>();
  for (const resource of inventory.of<T>(type)) {
    const name = azureName(resource)?.toLowerCase() ?? nameless;
    places.set(name, [...(places.get(name) ?? []), { resource, ...groupOfOwn(resource) }]);
  }
  return (item: InventoryResource, read: () => Place | undefined): Link<T> => {
    const place = ifKnown(read);
    const dependedOn = properties
      .flatMap((property) => item.dependencies(property))
      .filter(
        (resource): resource is InventoryResource<T> => resource.type === type && mayBe(resource, place),
      );
    const joined = only(dependedOn);
    if (joined !== undefined) return { end: endAt(joined) };
    if (place === undefined) return { unknown: unknownError(read) };
    const [named, unnamed] = [places.get(place.name.toLowerCase()) ?? [], places.get(nameless) ?? []];
    const same = only(named.filter(({ group }) => compare(group, place.group) === true));
    if (same !== undefined) return { end: endAt(same.resource) };
    // A resource that may be it, for all that is known, is neither joined nor counted as another one.
    const maybe = [...named, ...unnamed].find(({ group }) => compare(group, place.group) !== false);
    const unknown = maybe && (unknownPlace(maybe.resource) ?? unknownPlace(item));
    if (unknown !== undefined) return { unknown };
    const key = [place.subscription ?? "", place.group?.text ?? "", place.name].join("/").toLowerCase();
    return { end: { key, name: place.name } };
  };
}

const nameless = "";

const endAt = <T>(resource: InventoryResource<T>): LinkedResource<T> => ({
  key: resource.urn,
  name: azureName(resource) ?? resource.name,
  resource,
});

/** Whether two groups are one; undefined where that is not known yet. Azure compares names without case. */
function compare(a: Group | undefined, b: Group | undefined): boolean | undefined {
  if (a === undefined || b === undefined || a.by !== b.by) return undefined;
  return sameText(a.text, b.text);
}

/** Whether a resource can be the one that a place names. */
function mayBe(resource: InventoryResource, place: Place | undefined): boolean {
  const name = azureName(resource);
  return place === undefined || name === undefined || sameText(name, place.name);
}

const only = <V>(list: readonly V[] | undefined): V | undefined => (list?.length === 1 ? list[0] : undefined);

type Named = Readonly<
  Record<"vmName" | "vaultName" | "policyName" | "name" | "resourceGroupName", string | undefined>
>;

/** Azure's name of a VM, vault or policy, where it is known. A policy has its vault's name too. */
function azureName({ inputs, outputs }: InventoryResource): string | undefined {
  const given = inputs as Named | undefined;
  const name =
    ifKnown(() => given?.vmName ?? given?.policyName ?? given?.vaultName) ??
    ifKnown(() => (outputs as Named | undefined)?.name);
  return typeof name === "string" ? name : undefined;
}

/** What a VM or vault is within, its group; a policy, its vault in its group. */
function groupOfOwn(resource: InventoryResource): Pick<Place, "group"> {
  const { group } = groupOf(resource, "resourceGroupName");
  if (resource.type !== backupPolicyType) return group === undefined ? {} : { group };
  const { group: vault } = groupOf(resource, "vaultName");
  if (group === undefined || vault === undefined || group.by !== vault.by) return {};
  return { group: { by: group.by, text: `${group.text}/${vault.text}` } };
}

const unknownPlace = ({ inputs }: InventoryResource): unknown =>
  unknownError(() => {
    const given = inputs as Named | undefined;
    return [given?.resourceGroupName, given?.vmName, given?.policyName, given?.vaultName];
  });
