import { workloadOf } from "../../../backupPolicy/payload/fromArm";
import { existsInAzure } from "../../../core/existing";
import { ifKnown, type Subject } from "../../../core/inventory";
import { viewsOf } from "../../../core/lazy";
import { sameText } from "../../../core/values";
import type { Vault } from "../../../vault/arm";
import { defaultImmutability } from "../../../vault/facts";
import { parseVmId } from "../../../vm/id";
import { isAccepted } from "../../accepted";
import type { ProtectedItem } from "../../arm";
import { ProtectionState } from "../../facts";
import { type ItemLinks, type LinkedItem, linkedItems } from "../links";
import type { SuspendedItem, VmAndVault, VmCount, VmsOfSameName, VmVaults } from "../vaultRules";
import type { PolicyOfItem } from "../vmRules";
import { isStopped } from "./backups";
import { firstUrn, locationOf, type Subjects } from "./subjects";

/** The protected VMs whose vault is in the inventory too. */
export const vmsAndVaults = (items: readonly ItemLinks[]): Subject<VmAndVault>[] =>
  linkedItems(items, "vm", "vault").map((link) => ({ urn: link.item.urn, of: vmAndVault(link) }));

const regionOfChoiceOf = (vault: Vault | undefined): unknown =>
  vault?.properties?.regionOfChoiceSettings?.status;

const vmAndVault = viewsOf<LinkedItem<"vm" | "vault">, VmAndVault>({
  vmName: ({ vm }) => vm.name,
  vmLocation: ({ vm }) => locationOf(vm.resource),
  vaultName: ({ vault }) => vault.name,
  vaultLocation: ({ vault }) => locationOf(vault.resource),
  regionOfChoice: ({ vault: { resource } }) =>
    regionOfChoiceOf(resource.inputs) ?? ifKnown(() => regionOfChoiceOf(resource.outputs)),
  vaultExists: ({ vault }) => existsInAzure(vault.resource),
  accepted: ({ item }) => isAccepted(item),
});

/** The items that the inventory suspends and Azure has not accepted so, whose vault is in the inventory too. */
export const suspendedItems = (items: readonly ItemLinks[]): Subject<SuspendedItem>[] =>
  items.flatMap(({ item, vm, vault }) => {
    if (vault?.resource === undefined) return [];
    const isSuspended = (properties: () => ProtectedItem | undefined) =>
      sameText(
        ifKnown(() => properties()?.properties?.protectionState),
        ProtectionState.BackupsSuspended,
      );
    if (!isSuspended(() => item.inputs) || (isAccepted(item) && isSuspended(() => item.outputs))) return [];
    const { inputs, outputs } = vault.resource;
    const of = {
      vmName: vm?.name ?? item.urn,
      vaultName: vault.name,
      get immutability() {
        return immutabilityOf(inputs) ?? ifKnown(() => immutabilityOf(outputs) ?? defaultImmutability);
      },
    };
    return [{ urn: item.urn, of }];
  });

const immutabilityOf = (vault: Vault | undefined): unknown =>
  vault?.properties?.securitySettings?.immutabilitySettings?.state;

/** The vaults of each VM. The first of its items reports a finding. */
export function vaultsOfVms(items: readonly ItemLinks[]): Subjects<VmVaults> {
  const byVm = new Map<
    string,
    { urn: string; vmName: string; active: Vaults; stopped: Vaults; accepted: boolean }
  >();
  let unknownLink: unknown;
  for (const { item, vm, vault, unknown } of items) {
    unknownLink ??= unknown.vm ?? unknown.vault;
    if (vm === undefined || vault === undefined) continue;
    const entry = byVm.get(vm.key) ?? {
      ...{ urn: item.urn, vmName: vm.name, active: new Map(), stopped: new Map(), accepted: true },
    };
    byVm.set(vm.key, entry);
    entry.accepted &&= isAccepted(item);
    entry.urn = firstUrn(entry.urn, item.urn);
    entry[isStopped(item) ? "stopped" : "active"].set(vault.key, vault.name);
  }
  const subjects = [...byVm.values()].map(({ urn, vmName, active, stopped, accepted }) => ({
    urn,
    of: {
      vmName,
      vaultNames: [...active.values()].sort(),
      stoppedIn: [...stopped.values()].sort(),
      accepted,
    },
  }));
  return { subjects, unknown: unknownLink };
}

/** Names of vaults by their keys. */
type Vaults = Map<string, string>;

/** The number of VMs of each vault, or of each policy. */
export function vmCounts(items: readonly ItemLinks[], of: "vault" | "policy"): Subject<VmCount>[] {
  const counts = new Map<string, { urn: string; name: string; count: number; accepted: boolean }>();
  for (const { item, [of]: linked } of items) {
    if (linked === undefined) continue;
    const urn = linked.resource?.urn ?? item.urn;
    const entry = counts.get(linked.key) ?? { urn, name: linked.name, count: 0, accepted: true };
    counts.set(linked.key, entry);
    entry.urn = firstUrn(entry.urn, urn);
    entry.count += 1;
    entry.accepted &&= isAccepted(item);
  }
  return [...counts.values()].map(({ urn, ...counted }) => ({ urn, of: { of, ...counted } }));
}

/** The items whose policy is in the inventory too. */
export const policiesOfItems = (items: readonly ItemLinks[]): Subject<PolicyOfItem>[] =>
  linkedItems(items, "policy").map((link) => ({ urn: link.item.urn, of: policyOfItem(link) }));

const policyOfItem = viewsOf<LinkedItem<"policy">, PolicyOfItem>({
  policyName: ({ policy }) => policy.name,
  workload: ({ policy }) => workloadOf(policy.resource.inputs),
  accepted: ({ item }) => isAccepted(item),
});

/** The VMs of each vault by resource group and name, with their subscriptions. The first of their items reports a finding. */
export function vmsOfSameName(items: readonly ItemLinks[]): Subject<VmsOfSameName>[] {
  const byName = new Map<string, { urn: string; of: VmsOfSameName }>();
  for (const { item, vault } of items) {
    const id = parseVmId(ifKnown(() => item.inputs?.properties?.sourceResourceId));
    if (id === undefined || vault === undefined) continue;
    const key = `${vault.key}/${id.resourceGroupName}/${id.vmName}`.toLowerCase();
    const { urn, of } = byName.get(key) ?? {
      urn: item.urn,
      of: { vmName: id.vmName, vaultName: vault.name, subscriptions: [], accepted: true },
    };
    const subscription = id.subscriptionId.toLowerCase();
    const subscriptions = of.subscriptions.includes(subscription)
      ? of.subscriptions
      : [...of.subscriptions, subscription].sort();
    byName.set(key, {
      urn: firstUrn(urn, item.urn),
      of: { ...of, subscriptions, accepted: of.accepted === true && isAccepted(item) },
    });
  }
  return [...byName.values()];
}
