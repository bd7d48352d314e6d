/** Which requirements do not apply to a resource because of how its VM is backed up. All other requirements apply to every VM that could be protected. */
import { isV2, policyFromArm } from "../../backupPolicy/payload/fromArm";
import { type InventoryResource, ifKnown } from "../../core/inventory";
import { perInventory } from "../../core/perInventory";
import { asBoolean, asNumber } from "../../core/reading";
import type { NotApplicable } from "../../core/requirement";
import { listOf } from "../../core/values";
import { type Disk, diskType, type VirtualMachine } from "../../vm/arm";
import { type ItemLinks, itemLinksIn } from "./links";

/**
 * VMs with only agentless backups: an Enhanced policy of crash-consistent backups needs no agent and supports any operating system.
 * https://learn.microsoft.com/azure/backup/backup-azure-vms-agentless-multi-disk-crash-consistent-overview
 */
const agentlessVms: NotApplicable = perInventory((inventory) => {
  const known = new Map<Policy, boolean>();
  const isAgentless = ({ policy }: ItemLinks) => {
    const answer = known.get(policy?.resource) ?? onlyCrashConsistent(policy?.resource);
    known.set(policy?.resource, answer);
    return answer;
  };
  return vmsWithOnly(itemLinksIn(inventory), isAgentless);
});

type Policy = NonNullable<ItemLinks["policy"]>["resource"];

const onlyCrashConsistent = (policy: Policy): boolean =>
  ifKnown(() => {
    const payload = policy?.inputs;
    return payload && isV2(payload) && policyFromArm(payload).crashConsistentOnly === true;
  }) === true;

/** Shared disks that are excluded from the backup, under an Enhanced policy, by every item of the VMs that attach them. */
const excludedSharedDisks: NotApplicable = (inventory) => {
  const items = itemLinksIn(inventory);
  const excluding = vmsWithOnly(items, excludesDataDisks);
  if (excluding.size === 0) return excluding;
  const vmsByDisk = new Map<string, string[]>();
  for (const { vm } of items) {
    const disks = vm?.resource?.dependencies("storageProfile").filter(({ type }) => type === diskType) ?? [];
    for (const { urn } of disks as InventoryResource<Disk>[])
      vmsByDisk.set(urn, [...(vmsByDisk.get(urn) ?? []), vm?.resource?.urn ?? ""]);
  }
  return new Set(
    [...vmsByDisk].filter(([, vms]) => vms.every((vm) => excluding.has(vm))).map(([disk]) => disk),
  );
};

/** Whether an item has an Enhanced policy, and a selection with none of its VM's data disks. */
function excludesDataDisks({ item, vm, policy }: ItemLinks): boolean {
  return (
    ifKnown(() => {
      const payload = policy?.resource?.inputs;
      const selection = item.inputs?.properties?.extendedProperties?.diskExclusionProperties;
      if (payload === undefined || !isV2(payload) || selection === undefined) return false;
      const listed = listOf(selection.diskLunList).map(asNumber);
      const isInclusionList = asBoolean(selection.isInclusionList) === true;
      const luns = listOf(vm?.resource?.inputs?.storageProfile?.dataDisks).map((disk) => asNumber(disk?.lun));
      return luns.every((lun) => lun !== undefined && listed.includes(lun) !== isInclusionList);
    }) === true
  );
}

/** VMs of the inventory with only items for which a condition holds. */
function vmsWithOnly(items: readonly ItemLinks[], holds: (item: ItemLinks) => boolean): Set<string> {
  const holdsForAll = new Map<string, boolean>();
  for (const item of items) {
    const urn = (item.vm?.resource as InventoryResource<VirtualMachine> | undefined)?.urn;
    if (urn !== undefined) holdsForAll.set(urn, (holdsForAll.get(urn) ?? true) && holds(item));
  }
  return new Set([...holdsForAll].filter(([, all]) => all).map(([urn]) => urn));
}

/** By the names of the requirements with `dependsOnBackupKind`: the resources to which each does not apply. */
export const notApplicable: Readonly<Record<string, NotApplicable>> = {
  "vm-os-supported": agentlessVms,
  "vm-agent-enabled": agentlessVms,
  "disk-not-shared": excludedSharedDisks,
};
