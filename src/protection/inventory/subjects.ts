import { isV2 } from "../../backupPolicy/payload/fromArm";
import {
  type Inventory,
  type InventoryResource,
  ifKnown,
  type Subject,
  unknownError,
} from "../../core/inventory";
import { listOf, textOf } from "../../core/values";
import { normalLocation } from "../../region/location";
import { type Vault, vaultShape, vaultType } from "../../vault/arm";
import { type Disk, diskType, type VirtualMachine, vmType } from "../../vm/arm";
import { parseVmId } from "../../vm/id";
import { intentType, itemType } from "../arm";
import { type ItemLinks, itemLinksIn } from "./links";
import type {
  DisksAndVault,
  ProtectedPair,
  RegionWithVms,
  SelectedDisks,
  VmAndPolicy,
  VmCount,
  VmProtection,
  VmsOfSameName,
  VmVaults,
} from "./rules";

interface Subjects<T> {
  readonly subjects: Subject<T>[];
  /** A value that is not known yet and without which subjects may be missing. */
  readonly unknown?: unknown;
}

const locationOf = ({
  inputs,
  outputs,
}: InventoryResource<{ readonly location?: string }>): string | undefined =>
  inputs?.location ?? outputs?.location;

/** Protected items whose two ends are resources of the stack. */
export const itemsWithVmAndVault = (protections: readonly ItemLinks[]): Subject<ProtectedPair>[] =>
  protections.flatMap(({ item, vm, vault }) => {
    if (vm?.resource === undefined || vault?.resource === undefined) return [];
    const [machine, store] = [vm.resource, vault.resource];
    const of = {
      vmName: vm.name,
      get vmLocation() {
        return locationOf(machine);
      },
      vaultName: vault.name,
      get vaultLocation() {
        return locationOf(store);
      },
    } as ProtectedPair;
    return [{ urn: item.urn, of }];
  });

/** The resources of a run come in any order; a finding about several is told at the same one every time. */
const firstUrn = (a: string, b: string): string => (a < b ? a : b);

/** The vaults of each VM, told at the first of its items. */
export function vaultsOfVms(protections: readonly ItemLinks[]): Subjects<VmVaults> {
  const byVm = new Map<string, { urn: string; vmName: string; vaults: Map<string, string> }>();
  let unknown: unknown;
  for (const { item, vm, vault, unknown: missing } of protections) {
    unknown ??= missing.vm ?? missing.vault;
    if (vm === undefined || vault === undefined) continue;
    const entry = byVm.get(vm.key) ?? { urn: item.urn, vmName: vm.name, vaults: new Map() };
    byVm.set(vm.key, entry);
    entry.urn = firstUrn(entry.urn, item.urn);
    entry.vaults.set(vault.key, vault.name);
  }
  const subjects = [...byVm.values()].map(({ urn, vmName, vaults }) => ({
    urn,
    of: { vmName, vaultNames: [...vaults.values()].sort() },
  }));
  return { subjects, unknown };
}

/** How many VMs each vault, or each policy, has in this stack. */
export function vmCounts(protections: readonly ItemLinks[], end: "vault" | "policy"): Subject<VmCount>[] {
  const counts = new Map<string, { urn: string; what: string; count: number }>();
  for (const { item, [end]: of } of protections) {
    if (of === undefined) continue;
    const urn = of.resource?.urn ?? item.urn;
    const entry = counts.get(of.key) ?? { urn, what: `${end} ${of.name}`, count: 0 };
    counts.set(of.key, entry);
    entry.urn = firstUrn(entry.urn, urn);
    entry.count += 1;
  }
  return [...counts.values()].map(({ urn, ...of }) => ({ urn, of }));
}

/** Each region that has VMs, by its first one. Of a stack whose vaults' regions are not all known, nothing is said. */
export function regionsWithVms(inventory: Inventory): Subjects<RegionWithVms> {
  const vaults = inventory.of<Vault>(vaultType);
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
    const entry = byRegion.get(normalLocation(region)) ?? { urn: vm.urn, region, vmCount: 0 };
    byRegion.set(normalLocation(region), entry);
    entry.urn = firstUrn(entry.urn, vm.urn);
    entry.vmCount += 1;
  }
  const subjects = [...byRegion.values()].map(({ urn, ...of }) => ({ urn, of: { ...of, vaultRegions } }));
  return { subjects, unknown };
}

/** Publishers whose VMs other services run and back up. */
const managed = ["azureopenshift", "azuredatabricks"];

/** Each VM, protected or not. While an item's VM is not known yet, any VM without one may be its. */
export function protectedOrNot(inventory: Inventory): Subjects<VmProtection> {
  const protections = itemLinksIn(inventory);
  const unknown = protections.find((protection) => protection.unknown.vm !== undefined)?.unknown.vm;
  const keysOf = (type: string) =>
    new Set(protections.filter(({ item }) => item.type === type).map(({ vm }) => vm?.key));
  const [items, intents] = [keysOf(itemType), keysOf(intentType)];
  const by = ({ urn }: InventoryResource): VmProtection["by"] =>
    items.has(urn) || unknown !== undefined ? "item" : intents.has(urn) ? "intent" : "nothing";
  const subjects = inventory
    .of<VirtualMachine>(vmType)
    .filter((vm) => !isManaged(vm))
    .map((vm) => ({ urn: vm.urn, of: { by: by(vm) } }));
  return { subjects, unknown };
}

/** VMs of one vault by their resource group and name, with their subscriptions, told at the first of their items. */
export function vmsOfSameName(protections: readonly ItemLinks[]): Subject<VmsOfSameName>[] {
  const byName = new Map<string, { urn: string; of: VmsOfSameName }>();
  for (const { item, vault } of protections) {
    const id = parseVmId(ifKnown(() => item.inputs?.properties?.sourceResourceId));
    if (id === undefined || vault === undefined) continue;
    const key = `${vault.key}/${id.resourceGroupName}/${id.vmName}`.toLowerCase();
    const { urn, of } = byName.get(key) ?? {
      urn: item.urn,
      of: { vmName: id.vmName, vaultName: vault.name, subscriptions: [] },
    };
    const subscriptions = [...new Set([...of.subscriptions, id.subscriptionId.toLowerCase()])].sort();
    byName.set(key, { urn: firstUrn(urn, item.urn), of: { ...of, subscriptions } });
  }
  return [...byName.values()];
}

/** Protected VMs whose vault is a resource of the stack, with the types of their disks. */
export function disksAndVaults(inventory: Inventory): Subject<DisksAndVault>[] {
  const disks = disksByName(inventory);
  return itemLinksIn(inventory).flatMap(({ item, vm, vault }) => {
    if (vm?.resource === undefined || vault?.resource === undefined) return [];
    const [machine, store] = [vm.resource, vault.resource];
    const of: DisksAndVault = {
      vmName: vm.name,
      vaultName: vault.name,
      get redundancy() {
        return vaultShape.view(store.inputs).storageRedundancy;
      },
      get diskTypes() {
        return diskTypesOf(machine, disks);
      },
    };
    return [{ urn: item.urn, of }];
  });
}

function isManaged({ inputs }: InventoryResource<VirtualMachine>): boolean {
  const publisher = () => textOf(inputs?.storageProfile?.imageReference?.publisher).toLowerCase();
  return unknownError(publisher) === undefined && managed.includes(publisher());
}

/** Protected VMs whose policy is a resource of the stack. */
export function vmsAndPolicies(inventory: Inventory): Subject<VmAndPolicy>[] {
  const disks = disksByName(inventory);
  return itemLinksIn(inventory).flatMap(({ item, vm, policy }) => {
    if (vm?.resource === undefined || policy?.resource === undefined) return [];
    const [machine, rules] = [vm.resource, policy.resource];
    const of: VmAndPolicy = {
      vmName: vm.name,
      policyName: policy.name,
      get isEnhanced() {
        return isV2(rules.inputs);
      },
      get securityType() {
        return machine.inputs?.securityProfile?.securityType;
      },
      get diskTypes() {
        return diskTypesOf(machine, disks);
      },
      ...(item.apiVersion && { apiVersion: item.apiVersion }),
    };
    return [{ urn: item.urn, of }];
  });
}

/** Protected VMs of the stack whose items choose among their disks. */
export function diskSelections(inventory: Inventory): Subject<SelectedDisks>[] {
  return itemLinksIn(inventory).flatMap(({ item, vm }) => {
    if (vm?.resource === undefined) return [];
    const { resource, name } = vm;
    const chosen = () => item.inputs?.properties?.extendedProperties?.diskExclusionProperties;
    const of: SelectedDisks = {
      vmName: name,
      get isInclusionList() {
        return chosen()?.isInclusionList;
      },
      get luns() {
        return listOf(chosen()?.diskLunList);
      },
      get vmLuns() {
        return listOf(resource.inputs?.storageProfile?.dataDisks).map((disk) => disk?.lun);
      },
    };
    return [{ urn: item.urn, of }];
  });
}

type Disks = ReadonlyMap<string, InventoryResource<Disk>>;

const disksByName = (inventory: Inventory): Disks =>
  new Map(
    inventory
      .of<Disk>(diskType)
      .map((disk) => [textOf(ifKnown(() => disk.inputs?.diskName)).toLowerCase(), disk]),
  );

/** Types of a VM's own disks and of the disk resources it attaches: those it depends on, and those it names by id. */
function diskTypesOf(vm: InventoryResource<VirtualMachine>, disks: Disks): string[] {
  const { osDisk, dataDisks } = vm.inputs?.storageProfile ?? {};
  const own = [osDisk, ...listOf(dataDisks)];
  const named = own.flatMap((disk) => {
    const name = textOf(ifKnown(() => disk?.managedDisk?.id))
      .split("/")
      .pop();
    return name ? (disks.get(name.toLowerCase()) ?? []) : [];
  });
  const dependedOn = vm.dependencies("storageProfile").filter(({ type }) => type === diskType);
  const attached = new Set([...dependedOn, ...named] as InventoryResource<Disk>[]);
  return [
    ...own.map((disk) => textOf(disk?.managedDisk?.storageAccountType)),
    ...[...attached].map(({ inputs }) => textOf(inputs?.sku?.name)),
  ];
}
