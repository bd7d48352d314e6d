import { backupPolicyType, type ProtectionPolicy } from "../backupPolicy/fromArm";
import { type Inventory, type InventoryResource, known, unknownOf } from "../core/inventory";
import { sameText, textOf } from "../core/values";
import { type Vault, vaultType } from "../vault/arm";
import { type VirtualMachine, vmType } from "../vm/arm";
import { parseVmId } from "../vm/id";
import { intentType, isVmItem, itemType, type ProtectedItem, parsePolicyId } from "./arm";

/** One end of a protected item: a resource of the stack, or a name alone. */
export interface End<T> {
  /** The same for all items with the same end. */
  readonly key: string;
  /** Azure's name for it. */
  readonly name: string;
  readonly resource?: InventoryResource<T>;
}

/** A protected VM of the stack; an end is undefined where preview does not know it yet. */
export interface Protection {
  readonly item: InventoryResource<ProtectedItem>;
  readonly vm: End<VirtualMachine> | undefined;
  readonly vault: End<Vault> | undefined;
  readonly policy: End<ProtectionPolicy> | undefined;
  /** Why an end is undefined: the value that is not known yet. */
  readonly unknown: Readonly<Record<"vm" | "vault" | "policy", unknown>>;
}

/** The stack's protected VMs, joined to their ends: by what their properties depend on, since ids are unknown in preview. */
export function protectionsOf(inventory: Inventory): Protection[] {
  const vmOf = joinTo<VirtualMachine>(inventory, vmType, ["properties", "sourceVmId"]);
  const vaultOf = joinTo<Vault>(inventory, vaultType, ["vaultName", "recoveryVaultName"]);
  const policyOf = joinTo<ProtectionPolicy>(inventory, backupPolicyType, ["properties", "backupPolicyId"]);
  const items = inventory
    .of<ProtectedItem>(itemType)
    .filter((item) => known(() => isVmItem(item.inputs)) !== false);
  return [...items, ...inventory.of<ProtectedItem>(intentType)].map((item) => {
    const { inputs } = item;
    const read = {
      vm: () => inputs.properties?.sourceResourceId,
      vault: () => inputs.vaultName,
      policy: () => inputs.properties?.policyId,
    };
    const vmId = parseVmId(known(read.vm));
    const policyId = parsePolicyId(known(read.policy));
    const vaultName = known(read.vault);
    const vm = vmOf(item, vmId && { name: vmId.vmName, group: vmId.resourceGroupName });
    const vault = vaultOf(
      item,
      typeof vaultName === "string"
        ? { name: vaultName, group: textOf(known(() => inputs.resourceGroupName)) }
        : undefined,
    );
    const policy = policyOf(
      item,
      policyId && { name: policyId.policyName, group: `${policyId.resourceGroupName}/${policyId.vaultName}` },
    );
    const unknown = {
      vm: vm ? undefined : unknownOf(read.vm),
      vault: vault ? undefined : unknownOf(read.vault),
      policy: policy ? undefined : unknownOf(read.policy),
    };
    return { item, vm, vault, policy, unknown };
  });
}

interface Place {
  readonly name: string;
  readonly group: string;
}

/** How an item is joined to the resources of a type on which some of its properties depend. */
function joinTo<T>(inventory: Inventory, type: string, properties: readonly string[]) {
  const inStack = new Map<string, InventoryResource<T>[]>();
  for (const resource of inventory.of<T>(type)) {
    const place = placeOf(resource);
    if (place === undefined) continue;
    inStack.set(keyOf(place), [...(inStack.get(keyOf(place)) ?? []), resource]);
  }
  return (item: InventoryResource, place: Place | undefined): End<T> | undefined => {
    const candidates = properties
      .flatMap((property) => item.dependencies(property))
      .filter(
        (resource): resource is InventoryResource<T> => resource.type === type && mayBe(resource, place),
      );
    const resource = only(candidates) ?? (place && only(inStack.get(keyOf(place))));
    if (resource !== undefined)
      return { key: resource.urn, name: azureName(resource) ?? resource.name, resource };
    return place && { key: keyOf(place), name: place.name };
  };
}

/** Whether a resource can be the one that a place names. Azure compares names without case. */
function mayBe(resource: InventoryResource, place: Place | undefined): boolean {
  const name = azureName(resource);
  return place === undefined || name === undefined || sameText(name, place.name);
}

const only = <V>(list: readonly V[] | undefined): V | undefined => (list?.length === 1 ? list[0] : undefined);
const keyOf = ({ name, group }: Place): string => `${group}/${name}`.toLowerCase();

type Named = Readonly<
  Record<"vmName" | "vaultName" | "policyName" | "name" | "resourceGroupName", string | undefined>
>;

/** Azure's name of a VM, vault or policy, where it is known. A policy has its vault's name too. */
function azureName({ inputs, outputs }: InventoryResource): string | undefined {
  const given = inputs as Named | undefined;
  const name =
    known(() => given?.vmName ?? given?.policyName ?? given?.vaultName) ??
    known(() => (outputs as Named | undefined)?.name);
  return typeof name === "string" ? name : undefined;
}

function placeOf(resource: InventoryResource): Place | undefined {
  const given = resource.inputs as Named | undefined;
  const name = azureName(resource);
  const group = textOf(known(() => given?.resourceGroupName));
  const vault = resource.type === backupPolicyType ? `/${textOf(known(() => given?.vaultName))}` : "";
  return name === undefined ? undefined : { name, group: `${group}${vault}` };
}
