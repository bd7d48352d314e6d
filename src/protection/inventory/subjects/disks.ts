import { isV2, isVmPolicy } from "../../../backupPolicy/payload/fromArm";
import { requireAll } from "../../../core/coverage";
import { existsInAzure } from "../../../core/existing";
import { type Inventory, type InventoryResource, ifKnown, type Subject } from "../../../core/inventory";
import { perInventory } from "../../../core/perInventory";
import { asBoolean, asNumber } from "../../../core/reading";
import { subscriptionIn } from "../../../core/resourceId";
import { indexOf, type ResourceIndex } from "../../../core/resourceIndex";
import { listOf, textOf } from "../../../core/values";
import { vaultShape } from "../../../vault/arm";
import { type Disk, diskType, type VirtualMachine } from "../../../vm/arm";
import { isAccepted } from "../../accepted";
import { itemLinksIn } from "../links";
import type { DisksAndVault } from "../vaultRules";
import type { SelectedDisks, VmAndPolicy } from "../vmRules";

/** The protected VMs whose vault is in the inventory too, with the types of their disks. */
export function disksAndVaults(inventory: Inventory): Subject<DisksAndVault>[] {
  const disks = disksIn(inventory);
  return itemLinksIn(inventory).flatMap(({ item, vm, vault }) => {
    if (vm?.resource === undefined || vault?.resource === undefined) return [];
    const [vmResource, vaultResource] = [vm.resource, vault.resource];
    const of: DisksAndVault = {
      vmName: vm.name,
      vaultName: vault.name,
      get redundancy() {
        const { inputs, outputs } = vaultResource;
        const of = (vault: typeof inputs) => vaultShape.view(vault ?? {}).storageRedundancy;
        return of(inputs) ?? ifKnown(() => of(outputs));
      },
      get vaultExists() {
        return existsInAzure(vaultResource);
      },
      accepted: isAccepted(item),
      get diskTypes() {
        return diskTypesOf(vmResource, inventory, disks);
      },
    };
    return [{ urn: item.urn, of }];
  });
}

/** The protected VMs whose policy is in the inventory too. */
export function vmsAndPolicies(inventory: Inventory): Subject<VmAndPolicy>[] {
  const disks = disksIn(inventory);
  return itemLinksIn(inventory).flatMap(({ item, vm, policy }) => {
    if (vm?.resource === undefined || policy?.resource === undefined) return [];
    const [vmResource, policyResource] = [vm.resource, policy.resource];
    // Another rule reports a policy of another workload.
    if (ifKnown(() => isVmPolicy(policyResource.inputs)) === false) return [];
    const of: VmAndPolicy = {
      vmName: vm.name,
      policyName: policy.name,
      get isEnhanced() {
        return isV2(policyResource.inputs);
      },
      get securityType() {
        return vmResource.inputs?.securityProfile?.securityType;
      },
      get diskTypes() {
        return diskTypesOf(vmResource, inventory, disks);
      },
      ...(item.apiVersion && { apiVersion: item.apiVersion }),
      accepted: isAccepted(item),
    };
    return [{ urn: item.urn, of }];
  });
}

/** The selections of disks of protected items whose VM is in the inventory too. */
export function diskSelections(inventory: Inventory): Subject<SelectedDisks>[] {
  return itemLinksIn(inventory).flatMap(({ item, vm }) => {
    if (vm?.resource === undefined) return [];
    const { resource, name } = vm;
    const selection = () => item.inputs?.properties?.extendedProperties?.diskExclusionProperties;
    const of: SelectedDisks = {
      vmName: name,
      get isInclusionList() {
        return asBoolean(selection()?.isInclusionList);
      },
      get luns() {
        return listOf(selection()?.diskLunList).map(asNumber);
      },
      get vmLuns() {
        return listOf(resource.inputs?.storageProfile?.dataDisks).map((disk) => asNumber(disk?.lun));
      },
    };
    return [{ urn: item.urn, of }];
  });
}

type Disks = ResourceIndex<Disk>;

const disksIn = perInventory(
  (inventory): Disks => indexOf(inventory.of<Disk>(diskType), (disk) => ifKnown(() => disk.inputs?.diskName)),
);

/** Types of a VM's own disks and of the disk resources that it attaches: those it depends on, and those whose id it has. */
function diskTypesOf(vm: InventoryResource<VirtualMachine>, inventory: Inventory, disks: Disks): string[] {
  const { osDisk, dataDisks } = vm.inputs?.storageProfile ?? {};
  const own = [osDisk, ...listOf(dataDisks)];
  const attached = new Set(
    vm.dependencies("storageProfile").filter(({ type }) => type === diskType) as InventoryResource<Disk>[],
  );
  for (const disk of own) {
    const id = textOf(ifKnown(() => disk?.managedDisk?.id));
    if (id === "") continue;
    const [found, ...others] = disks.find(id);
    if (found === undefined) requireAll(inventory, diskType, subscriptionIn(id));
    else if (others.length === 0) attached.add(found);
  }
  return [
    ...own.map((disk) => textOf(disk?.managedDisk?.storageAccountType)),
    ...[...attached].map(({ inputs }) => textOf(inputs?.sku?.name)),
  ];
}
