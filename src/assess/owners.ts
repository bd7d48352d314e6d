import type { Inventory } from "../core/inventory";
import { idKey } from "../core/resourceId";
import { networkTypes } from "../network/inventory/resources";
import { diskType, extensionType, runCommandType, vmType } from "../vm/arm";
import { vmIdOf, vmItems } from "./items";

/** The VM to which each resource belongs: a VM itself, its items, disks, network interfaces and extensions. By URNs. */
export function ownersOf(inventory: Inventory): Map<string, string> {
  const owners = new Map<string, string>();
  const vms = new Map<string, string>();
  for (const vm of inventory.of(vmType)) {
    owners.set(vm.urn, vm.urn);
    vms.set(idKey(vm.urn), vm.urn);
    for (const property of ["storageProfile", "networkProfile"])
      for (const { urn, type } of vm.dependencies(property))
        if (type === diskType || type === networkTypes.networkInterface) owners.set(urn, vm.urn);
  }
  for (const item of vmItems(inventory)) {
    const vm = item.dependencies("properties").find(({ type }) => type === vmType);
    const vmUrn = vm?.urn ?? vms.get(idKey(vmIdOf(item)));
    if (vmUrn !== undefined) owners.set(item.urn, vmUrn);
  }
  for (const type of [extensionType, runCommandType])
    for (const { urn } of inventory.of(type)) {
      const vmUrn = vms.get(idKey(urn.replace(/\/(extensions|runCommands)\/[^/]+$/i, "")));
      if (vmUrn !== undefined) owners.set(urn, vmUrn);
    }
  return owners;
}
