import type { Inventory } from "../core/inventory";
import { networkTypes } from "../network/inventory/resources";
import { diskType, extensionType, runCommandType, vmType } from "../vm/arm";
import { vmIdOf, vmItems } from "./items";

/** The VM to which each resource belongs: a VM itself, its items, disks, network interfaces and extensions. By URNs in lower case. */
export function ownersOf(inventory: Inventory): Map<string, string> {
  const owners = new Map<string, string>();
  for (const vm of inventory.of(vmType)) {
    const vmUrn = vm.urn.toLowerCase();
    owners.set(vmUrn, vmUrn);
    for (const property of ["storageProfile", "networkProfile"])
      for (const { urn, type } of vm.dependencies(property))
        if (type === diskType || type === networkTypes.networkInterface) owners.set(urn.toLowerCase(), vmUrn);
  }
  for (const item of vmItems(inventory)) {
    const vm = item.dependencies("properties").find(({ type }) => type === vmType);
    const vmUrn = (vm?.urn ?? vmIdOf(item)).toLowerCase();
    if (owners.has(vmUrn)) owners.set(item.urn.toLowerCase(), vmUrn);
  }
  for (const type of [extensionType, runCommandType])
    for (const { urn } of inventory.of(type)) {
      const vmUrn = urn.replace(/\/(extensions|runCommands)\/[^/]+$/i, "").toLowerCase();
      if (owners.has(vmUrn)) owners.set(urn.toLowerCase(), vmUrn);
    }
  return owners;
}
