/** What the way in which a VM is protected excuses it of; everything else holds for any VM that may be protected one day. */
import { isV2 } from "../../backupPolicy/payload/fromArm";
import { type InventoryResource, ifKnown } from "../../core/inventory";
import type { NotApplicable } from "../../core/requirement";
import { listOf } from "../../core/values";
import { type Disk, diskType, type VirtualMachine } from "../../vm/arm";
import { type ItemLinks, itemLinksIn } from "./links";

/**
 * VMs that have agentless backups alone: an Enhanced policy of crash-consistent ones asks for no agent and takes any
 * operating system. https://learn.microsoft.com/azure/backup/backup-azure-vms-agentless-multi-disk-crash-consistent-overview
 */
const agentless: NotApplicable = (inventory) => {
  const isAgentless = ({ policy }: ItemLinks) =>
    ifKnown(() => {
      const payload = policy?.resource?.inputs;
      return (
        payload && isV2(payload) && payload.properties?.snapshotConsistencyType === "OnlyCrashConsistent"
      );
    }) === true;
  return vmsWhereAll(itemLinksIn(inventory), isAgentless);
};

/** Shared disks that every item leaves out whose VM attaches them, under an Enhanced policy. */
const excludedSharedDisks: NotApplicable = (inventory) => {
  const protections = itemLinksIn(inventory);
  const leaving = vmsWhereAll(protections, leavesDataDisksOut);
  const attachedTo = new Map<string, string[]>();
  for (const { vm } of protections) {
    const disks = vm?.resource?.dependencies("storageProfile").filter(({ type }) => type === diskType) ?? [];
    for (const { urn } of disks as InventoryResource<Disk>[])
      attachedTo.set(urn, [...(attachedTo.get(urn) ?? []), vm?.resource?.urn ?? ""]);
  }
  return new Set(
    [...attachedTo].filter(([, vms]) => vms.every((vm) => leaving.has(vm))).map(([disk]) => disk),
  );
};

/** An Enhanced policy, and a choice of disks that has none of the VM's data disks. */
function leavesDataDisksOut({ item, vm, policy }: ItemLinks): boolean {
  return (
    ifKnown(() => {
      const payload = policy?.resource?.inputs;
      const chosen = item.inputs?.properties?.extendedProperties?.diskExclusionProperties;
      if (payload === undefined || !isV2(payload) || chosen === undefined) return false;
      const named = listOf(chosen.diskLunList);
      const luns = listOf(vm?.resource?.inputs?.storageProfile?.dataDisks).map((disk) => disk?.lun);
      return luns.every(
        (lun) => lun !== undefined && named.includes(lun) !== (chosen.isInclusionList === true),
      );
    }) === true
  );
}

/** The VMs of the stack of whose items each one is so. */
function vmsWhereAll(
  protections: readonly ItemLinks[],
  isSo: (protection: ItemLinks) => boolean,
): Set<string> {
  const machines = new Map<string, boolean>();
  for (const protection of protections) {
    const urn = (protection.vm?.resource as InventoryResource<VirtualMachine> | undefined)?.urn;
    if (urn !== undefined) machines.set(urn, (machines.get(urn) ?? true) && isSo(protection));
  }
  return new Set([...machines].filter(([, all]) => all).map(([urn]) => urn));
}

/** By the names of the requirements that are marked `excusable`. */
export const notApplicable: Readonly<Record<string, NotApplicable>> = {
  "vm-os-supported": agentless,
  "vm-agent-enabled": agentless,
  "disk-not-shared": excludedSharedDisks,
};
