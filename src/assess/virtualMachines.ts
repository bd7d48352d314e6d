import { type Inventory, type InventoryResource, ifKnown } from "../core/inventory";
import { listOf, textOf } from "../core/values";
import { networkTypes } from "../network/inventory/resources";
import { isVmItem, itemType, type ProtectedItem } from "../protection/arm";
import { stoppedStates } from "../protection/facts";
import { normalLocation } from "../region/location";
import { type Disk, diskType, extensionType, runCommandType, type VirtualMachine, vmType } from "../vm/arm";
import { vmAgent } from "../vm/facts";
import { parseVmId } from "../vm/id";
import {
  type AssessedVm,
  type ItemNote,
  isBlocking,
  type NetworkPath,
  type VmProtectedBy,
  type VmVerdict,
} from "./assessment";
import type { Judged } from "./judging";
import { azureIdOf, securityGroupsOf } from "./surroundings";

/** What Azure tells of a machine beside what was asked of it. */
interface SeenVm extends VirtualMachine {
  readonly id?: string;
  readonly instanceView?: InstanceView;
  readonly extended?: { readonly instanceView?: InstanceView };
}
interface InstanceView {
  readonly powerState?: { readonly code?: string };
  readonly statuses?: readonly { readonly code?: string }[];
  readonly vmAgent?: { readonly vmAgentVersion?: string };
}
interface SeenItem extends ProtectedItem {
  readonly properties?: ProtectedItem["properties"] & {
    readonly policyName?: string;
    readonly lastBackupStatus?: string;
    readonly lastRecoveryPoint?: string;
    readonly isScheduledForDeferredDelete?: boolean;
  };
}

/** Requirements on what the network lets out, and on whether a VM is protected at all: neither says that it cannot be. */
const networkRequirement = "backup-egress-open";
const saysNothingOfReadiness: readonly string[] = [
  networkRequirement,
  "vm-is-protected",
  "one-vault-per-region",
];

/** A VM's id as the inventory has it, in one spelling. */
const keyOf = (id: string): string => id.toLowerCase();

/** The items of virtual machines. */
export const vmItems = (inventory: Inventory): InventoryResource<SeenItem>[] =>
  inventory.of<SeenItem>(itemType).filter(({ inputs }) => ifKnown(() => isVmItem(inputs)) !== false);

export const isSoftDeleted = ({ inputs, outputs }: InventoryResource<SeenItem>): boolean =>
  ifKnown(() => (outputs ?? inputs)?.properties?.isScheduledForDeferredDelete) === true;

/** Every VM of an inventory with what was found of it, in order of its id. */
export function machinesOf(
  inventory: Inventory,
  found: readonly Judged[],
  vaultsByRegion: ReadonlyMap<string, readonly string[]>,
  softDeleted: readonly ItemNote[],
): AssessedVm[] {
  const protections = protectionsByVm(inventory);
  const owners = ownersOf(inventory);
  const byVm = new Map<string, Judged[]>();
  for (const judged of found) {
    const owner = owners.get(keyOf(judged.resource.id));
    if (owner === undefined) continue;
    const own = byVm.get(owner);
    if (own === undefined) byVm.set(owner, [judged]);
    else own.push(judged);
  }
  const networkSeen = inventory.of(networkTypes.networkInterface).length > 0;
  const deletedIn = new Map(softDeleted.map(({ vmId, vaultName }) => [keyOf(vmId), vaultName]));
  return inventory
    .of<SeenVm>(vmType)
    .map((vm) =>
      machineOf(vm, byVm.get(keyOf(vm.urn)) ?? [], { protections, vaultsByRegion, deletedIn, networkSeen }),
    )
    .sort((a, b) => (keyOf(a.id) < keyOf(b.id) ? -1 : 1));
}

/** What is known around a VM. */
interface Around {
  readonly protections: ReadonlyMap<string, VmProtectedBy>;
  readonly vaultsByRegion: ReadonlyMap<string, readonly string[]>;
  /** Vaults of soft-deleted items by their VM. */
  readonly deletedIn: ReadonlyMap<string, string>;
  readonly networkSeen: boolean;
}

function machineOf(
  vm: InventoryResource<SeenVm>,
  findings: readonly Judged[],
  { protections, vaultsByRegion, deletedIn, networkSeen }: Around,
): AssessedVm {
  const id = azureIdOf(vm);
  const seen = (vm.outputs ?? vm.inputs) as SeenVm | undefined;
  const read = <T>(of: (given: SeenVm | undefined) => T): T | undefined =>
    ifKnown(() => of(vm.inputs)) ?? ifKnown(() => of(seen));
  const location = normalLocation(textOf(read((given) => given?.location)));
  const place = parseVmId(id);
  const protection = protections.get(keyOf(vm.urn)) ?? protections.get(keyOf(id));
  const view = read((given) => given?.extended?.instanceView ?? given?.instanceView);
  const agent = agentOf(view, read((given) => given?.osProfile?.windowsConfiguration !== undefined) === true);
  const vaultInRegion = vaultsByRegion.get(location)?.[0];
  const [size, os, powerState] = [read((given) => given?.hardwareProfile?.vmSize), osOf(read), powerOf(view)];
  const tags = read((given) => given?.tags);
  const network = networkOf(findings, networkSeen);
  const softDeletedIn = deletedIn.get(keyOf(id));
  return {
    id,
    name: place?.vmName ?? vm.name,
    subscriptionId: place?.subscriptionId ?? "",
    resourceGroup: place?.resourceGroupName ?? "",
    location,
    ...(size && { size }),
    ...(os && { os }),
    diskGB: diskGBOf(vm),
    ...(tags && { tags: { ...tags } }),
    ...(powerState && { powerState }),
    ...(agent && { agent }),
    verdict: verdictOf(protection, findings),
    network,
    ...(network === "blocked" && { securityGroupIds: securityGroupsOf(vm) }),
    ...(softDeletedIn !== undefined && { softDeletedIn }),
    ...(protection && { protection }),
    ...(vaultInRegion && { vaultInRegion }),
    findings,
  };
}

function verdictOf(protection: VmProtectedBy | undefined, findings: readonly Judged[]): VmVerdict {
  if (protection !== undefined)
    return stoppedStates.includes(protection.state ?? "") ? "stopped" : "protected";
  const saysSo = (judged: Judged) =>
    isBlocking(judged) && !saysNothingOfReadiness.includes(judged.requirement);
  return findings.some(saysSo) ? "blocked" : "ready";
}

function networkOf(findings: readonly Judged[], networkSeen: boolean): NetworkPath {
  const of = findings.filter(({ requirement }) => requirement === networkRequirement);
  if (of.length > 0) return "blocked";
  return networkSeen ? "open" : "unknown";
}

function osOf(read: <T>(of: (given: SeenVm | undefined) => T) => T | undefined): string | undefined {
  const image = read((given) => given?.storageProfile?.imageReference);
  const named = [image?.publisher, image?.offer, image?.sku].map(textOf).filter(Boolean).join(" ");
  if (named !== "") return named;
  const isWindows = read((given) => given?.osProfile?.windowsConfiguration) !== undefined;
  const isLinux = read((given) => given?.osProfile?.linuxConfiguration) !== undefined;
  return isWindows ? "Windows" : isLinux ? "Linux" : undefined;
}

const powerOf = (view: InstanceView | undefined): string | undefined => {
  const codes = [view?.powerState?.code, ...listOf(view?.statuses).map((status) => status?.code)].map(textOf);
  return codes.find((code) => code.startsWith("PowerState/"))?.slice("PowerState/".length);
};

function agentOf(view: InstanceView | undefined, isWindows: boolean): AssessedVm["agent"] {
  const version = textOf(view?.vmAgent?.vmAgentVersion);
  if (version === "" || /unknown/i.test(version)) return undefined;
  return { version, isTooOld: isWindows && isOlder(version, vmAgent.windowsVersion) };
}

/** Whether a dotted version is below another. */
export function isOlder(version: string, least: string): boolean {
  const [own, other] = [version, least].map((text) => text.split(".").map(Number));
  for (let i = 0; i < (other?.length ?? 0); i++) {
    const [a = 0, b = 0] = [own?.[i], other?.[i]];
    if (a !== b) return a < b;
  }
  return false;
}

function diskGBOf(vm: InventoryResource<SeenVm>): number {
  const { osDisk, dataDisks } = ifKnown(() => vm.inputs?.storageProfile) ?? {};
  const own = [osDisk, ...listOf(dataDisks)];
  const attached = new Map(
    (vm.dependencies("storageProfile") as InventoryResource<Disk & { diskSizeGB?: number }>[])
      .filter(({ type }) => type === diskType)
      .map((disk) => [keyOf(azureIdOf(disk as never)), disk]),
  );
  return own.reduce((sum, disk) => {
    const id = keyOf(textOf(ifKnown(() => disk?.managedDisk?.id)));
    const size = ifKnown(() => disk?.diskSizeGB) ?? ifKnown(() => attached.get(id)?.inputs?.diskSizeGB);
    return sum + (typeof size === "number" ? size : 0);
  }, 0);
}

/** Active items by their VM. */
function protectionsByVm(inventory: Inventory): Map<string, VmProtectedBy> {
  const byVm = new Map<string, VmProtectedBy>();
  for (const item of vmItems(inventory)) {
    if (isSoftDeleted(item)) continue;
    const own = item.dependencies("properties").find(({ type }) => type === vmType);
    const id = textOf(ifKnown(() => item.inputs?.properties?.sourceResourceId)) || own?.urn;
    if (id === undefined) continue;
    const protection = protectionOf(item);
    for (const key of new Set([keyOf(id), ...(own ? [keyOf(own.urn)] : [])])) byVm.set(key, protection);
  }
  return byVm;
}

function protectionOf(item: InventoryResource<SeenItem>): VmProtectedBy {
  const itemId = azureIdOf(item as never);
  const properties = ifKnown(() => (item.outputs ?? item.inputs)?.properties);
  const [vaultId = ""] = /^.*\/vaults\/[^/]+/i.exec(itemId) ?? [];
  const read = (name: keyof NonNullable<SeenItem["properties"]>) => textOf(ifKnown(() => properties?.[name]));
  const policyName = read("policyName") || read("policyId").split("/").pop();
  const [state, lastBackupStatus, lastRecoveryPoint] = [
    read("protectionState"),
    read("lastBackupStatus"),
    read("lastRecoveryPoint"),
  ];
  return {
    itemId,
    vaultId,
    vaultName: vaultId.split("/").pop() || textOf(ifKnown(() => item.inputs?.vaultName)),
    ...(policyName && { policyName }),
    ...(state && { state }),
    ...(lastBackupStatus && { lastBackupStatus }),
    ...(lastRecoveryPoint && { lastRecoveryPoint }),
  };
}

/** The VM to which each resource belongs: itself, its item, its disks, its network interfaces, its extensions. */
function ownersOf(inventory: Inventory): Map<string, string> {
  const owners = new Map<string, string>();
  for (const vm of inventory.of<SeenVm>(vmType)) {
    const key = keyOf(vm.urn);
    owners.set(key, key);
    for (const property of ["storageProfile", "networkProfile"])
      for (const { urn, type } of vm.dependencies(property))
        if (type === diskType || type === networkTypes.networkInterface) owners.set(keyOf(urn), key);
  }
  for (const item of vmItems(inventory)) {
    const own = item.dependencies("properties").find(({ type }) => type === vmType);
    const id = own?.urn ?? textOf(ifKnown(() => item.inputs?.properties?.sourceResourceId));
    if (owners.has(keyOf(id))) owners.set(keyOf(item.urn), keyOf(id));
  }
  for (const type of [extensionType, runCommandType])
    for (const { urn } of inventory.of(type)) {
      const vm = keyOf(urn.replace(/\/(extensions|runCommands)\/[^/]+$/i, ""));
      if (owners.has(vm)) owners.set(keyOf(urn), vm);
    }
  return owners;
}
