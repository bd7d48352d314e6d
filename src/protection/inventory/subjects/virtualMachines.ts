import { requireAll } from "../../../core/coverage";
import { type Inventory, type InventoryResource, ifKnown, unknownError } from "../../../core/inventory";
import { viewsOf } from "../../../core/lazy";
import { textOf } from "../../../core/values";
import { normalLocation } from "../../../region/location";
import { type Vault, vaultType } from "../../../vault/arm";
import { type VirtualMachine, vmType } from "../../../vm/arm";
import { managingServiceOf } from "../../../vm/managed";
import { intentType, itemType } from "../../arm";
import { itemLinksIn } from "../links";
import type { RegionWithVms } from "../vaultRules";
import type { VmProtection } from "../vmRules";
import { firstUrn, locationOf, type Subjects } from "./subjects";

/** The regions that have VMs. The first VM reports a finding. If the region of a vault is unknown, there are no subjects. */
export function regionsWithVms(inventory: Inventory): Subjects<RegionWithVms> {
  const vaults = inventory.of<Vault>(vaultType);
  const notRead = unknownError(() => requireAll(inventory, vaultType));
  if (notRead !== undefined) return { subjects: [], unknown: notRead };
  for (const vault of vaults) {
    const unknown = unknownError(() => locationOf(vault));
    if (unknown !== undefined) return { subjects: [], unknown };
  }
  const vaultRegions = [...new Set(vaults.map((vault) => textOf(locationOf(vault))))].sort();
  const byRegion = new Map<string, { urn: string; region: string; vmCount: number }>();
  let unknown: unknown;
  for (const vm of inventory.of<VirtualMachine>(vmType)) {
    unknown ??= unknownError(() => locationOf(vm));
    const region = textOf(ifKnown(() => locationOf(vm)));
    if (region === "") continue;
    const key = normalLocation(region);
    const entry = byRegion.get(key) ?? { urn: vm.urn, region, vmCount: 0 };
    byRegion.set(key, entry);
    entry.urn = firstUrn(entry.urn, vm.urn);
    entry.vmCount += 1;
  }
  const subjects = [...byRegion.values()].map(({ urn, ...of }) => ({ urn, of: { ...of, vaultRegions } }));
  return { subjects, unknown };
}

/** Each VM with what protects it. If the VM of an item is unknown, every VM counts as protected: it may be that item's. */
export function vmProtections(inventory: Inventory): Subjects<VmProtection> {
  const links = itemLinksIn(inventory);
  const unknown = links.find((link) => link.unknown.vm !== undefined)?.unknown.vm;
  const vmKeys = (type: string) =>
    new Set(links.filter(({ item }) => item.type === type).map(({ vm }) => vm?.key));
  const [withItem, withIntent] = [vmKeys(itemType), vmKeys(intentType)];
  const by = ({ urn }: InventoryResource): VmProtection["by"] => {
    if (withItem.has(urn) || unknown !== undefined) return "item";
    requireAll(inventory, itemType);
    return withIntent.has(urn) ? "intent" : "nothing";
  };
  const viewOf = viewsOf<InventoryResource, VmProtection>({ by });
  const subjects = inventory
    .of<VirtualMachine>(vmType)
    .filter((vm) => managingServiceOf(vm) === undefined)
    .map((vm) => ({ urn: vm.urn, of: viewOf(vm) }));
  return { subjects, unknown };
}
