import { isV2, isVmPolicy } from "../../../backupPolicy/payload/fromArm";
import { requireAll } from "../../../core/coverage";
import { existsInAzure } from "../../../core/existing";
import { type Inventory, type InventoryResource, ifKnown, type Subject } from "../../../core/inventory";
import { viewsOf } from "../../../core/lazy";
import { perInventory } from "../../../core/perInventory";
import { asBoolean, asNumber } from "../../../core/reading";
import { subscriptionIn } from "../../../core/resourceId";
import { indexOf, type ResourceIndex } from "../../../core/resourceIndex";
import { listOf, textOf } from "../../../core/values";
import { type Vault, vaultShape } from "../../../vault/arm";
import { type Disk, diskType, type VirtualMachine } from "../../../vm/arm";
import { isAccepted } from "../../accepted";
import { type ItemLinks, itemLinksIn, type LinkedItem, linkedItems } from "../links";
import type { DisksAndVault } from "../vaultRules";
import type { SelectedDisks, VmAndPolicy } from "../vmRules";

/** A linked item, and the inventory in which its VM's disks are found. */
interface InInventory<K extends "vm" | "vault" | "policy"> {
  readonly link: LinkedItem<K>;
  readonly inventory: Inventory;
}

/** The protected VMs whose vault is in the inventory too, with the types of their disks. */
export const disksAndVaults = (inventory: Inventory): Subject<DisksAndVault>[] =>
  linkedItems(itemLinksIn(inventory), "vm", "vault").map((link) => ({
    urn: link.item.urn,
    of: disksAndVault({ link, inventory }),
  }));

const redundancyOf = (vault: Vault | undefined): unknown => vaultShape.view(vault ?? {}).storageRedundancy;

const disksAndVault = viewsOf<InInventory<"vm" | "vault">, DisksAndVault>({
  vmName: ({ link }) => link.vm.name,
  vaultName: ({ link }) => link.vault.name,
  redundancy: ({ link }) => {
    const { inputs, outputs } = link.vault.resource;
    return redundancyOf(inputs) ?? ifKnown(() => redundancyOf(outputs));
  },
  vaultExists: ({ link }) => existsInAzure(link.vault.resource),
  accepted: ({ link }) => isAccepted(link.item),
  diskTypes: ({ link, inventory }) => diskTypesOf(link.vm.resource, inventory),
});

/** The protected VMs whose policy is in the inventory too. */
export const vmsAndPolicies = (inventory: Inventory): Subject<VmAndPolicy>[] =>
  linkedItems(itemLinksIn(inventory), "vm", "policy")
    // Another rule reports a policy of another workload.
    .filter(({ policy }) => ifKnown(() => isVmPolicy(policy.resource.inputs)) !== false)
    .map((link) => ({ urn: link.item.urn, of: vmAndPolicy({ link, inventory }) }));

const vmAndPolicy = viewsOf<InInventory<"vm" | "policy">, VmAndPolicy>({
  vmName: ({ link }) => link.vm.name,
  policyName: ({ link }) => link.policy.name,
  isEnhanced: ({ link }) => isV2(link.policy.resource.inputs),
  securityType: ({ link }) => link.vm.resource.inputs?.securityProfile?.securityType,
  diskTypes: ({ link, inventory }) => diskTypesOf(link.vm.resource, inventory),
  apiVersion: ({ link }) => link.item.apiVersion || undefined,
  accepted: ({ link }) => isAccepted(link.item),
});

/** The selections of disks of protected items whose VM is in the inventory too. */
export const diskSelections = (inventory: Inventory): Subject<SelectedDisks>[] =>
  linkedItems(itemLinksIn(inventory), "vm").map((link) => ({ urn: link.item.urn, of: selectedDisks(link) }));

const selectionOf = ({ inputs }: ItemLinks["item"]) =>
  inputs?.properties?.extendedProperties?.diskExclusionProperties;

const selectedDisks = viewsOf<LinkedItem<"vm">, SelectedDisks>({
  vmName: ({ vm }) => vm.name,
  isInclusionList: ({ item }) => asBoolean(selectionOf(item)?.isInclusionList),
  luns: ({ item }) => listOf(selectionOf(item)?.diskLunList).map(asNumber),
  vmLuns: ({ vm }) =>
    listOf(vm.resource.inputs?.storageProfile?.dataDisks).map((disk) => asNumber(disk?.lun)),
});

type Disks = ResourceIndex<Disk>;

const disksIn = perInventory(
  (inventory): Disks => indexOf(inventory.of<Disk>(diskType), (disk) => ifKnown(() => disk.inputs?.diskName)),
);

/** Types of a VM's own disks and of the disk resources that it attaches: those it depends on, and those whose id it has. */
function diskTypesOf(vm: InventoryResource<VirtualMachine>, inventory: Inventory): string[] {
  const { osDisk, dataDisks } = vm.inputs?.storageProfile ?? {};
  const own = [osDisk, ...listOf(dataDisks)];
  const attached = new Set(
    vm.dependencies("storageProfile").filter(({ type }) => type === diskType) as InventoryResource<Disk>[],
  );
  for (const disk of own) {
    const id = textOf(ifKnown(() => disk?.managedDisk?.id));
    if (id === "") continue;
    const [found, ...others] = disksIn(inventory).find(id);
    if (found === undefined) requireAll(inventory, diskType, subscriptionIn(id));
    else if (others.length === 0) attached.add(found);
  }
  return [
    ...own.map((disk) => textOf(disk?.managedDisk?.storageAccountType)),
    ...[...attached].map(({ inputs }) => textOf(inputs?.sku?.name)),
  ];
}
