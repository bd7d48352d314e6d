import { type Inventory, type InventoryResource, ifKnown, inventoryOf } from "../core/inventory";
import { textOf } from "../core/values";
import { itemType } from "../protection/arm";
import { parseVmId } from "../vm/id";
import type { AssessedVm, ItemNote, RegionCoverage, SeenVault, SubscriptionAssessment } from "./assessment";
import type { Judge } from "./judging";
import { azureIdOf, blockingGroups, vaultsOf } from "./surroundings";
import { isSoftDeleted, machinesOf, vmItems } from "./virtualMachines";

/** What is known of one subscription's VMs and their backup. Soft-deleted items protect nothing and are told apart. */
export function assess(subscriptionId: string, all: Inventory, judge: Judge): SubscriptionAssessment {
  const deleted = new Set(
    vmItems(all)
      .filter(isSoftDeleted)
      .map(({ urn }) => urn),
  );
  const inventory = deleted.size === 0 ? all : inventoryOf(all.all().filter(({ urn }) => !deleted.has(urn)));
  const found = judge.judge(inventory);
  const notes = vmItems(all).map((item) => ({ item, note: noteOf(item) }));
  const softDeleted = notes.filter(({ item }) => isSoftDeleted(item)).map(({ note }) => note);
  const active = notes.filter(({ item }) => !isSoftDeleted(item)).map(({ note }) => note);
  const itemsIn = (vault: string) =>
    active.filter(({ vaultName }) => vaultName.toLowerCase() === vault.toLowerCase()).length;
  const vaults = vaultsOf(inventory, itemsIn);
  const vaultsByRegion = byRegion(vaults);
  const vms = machinesOf(inventory, found, vaultsByRegion, softDeleted);
  const ofVms = new Set(vms.flatMap(({ findings }) => findings));
  const ids = new Set(vms.map(({ id }) => id.toLowerCase()));
  return {
    subscriptionId,
    vms,
    vaults,
    securityGroups: blockingGroups(inventory, vms),
    regions: regionsOf(vms, vaultsByRegion),
    inSeveralVaults: severalVaults(active),
    softDeleted,
    withoutVm: notes.filter(({ item }) => !isSoftDeleted(item) && isLost(item, ids)).map(({ note }) => note),
    findings: found.filter((judged) => !ofVms.has(judged)),
  };
}

/** Names of the vaults of each region, the one with the most items first. */
function byRegion(vaults: readonly SeenVault[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { name, location } of [...vaults].sort(
    (a, b) => b.items - a.items || (a.name < b.name ? -1 : 1),
  ))
    names.set(location, [...(names.get(location) ?? []), name]);
  return names;
}

/** Every region with VMs or vaults. */
function regionsOf(
  vms: readonly AssessedVm[],
  vaults: ReadonlyMap<string, readonly string[]>,
): RegionCoverage[] {
  const regions = [...new Set([...vms.map(({ location }) => location), ...vaults.keys()])]
    .filter(Boolean)
    .sort();
  return regions.map((region) => {
    const own = vms.filter(({ location }) => location === region);
    const count = (verdict: AssessedVm["verdict"]) => own.filter((vm) => vm.verdict === verdict).length;
    return {
      region,
      vms: own.length,
      protected: count("protected"),
      stopped: count("stopped"),
      ready: count("ready"),
      blocked: count("blocked"),
      vaults: vaults.get(region) ?? [],
    };
  });
}

function noteOf(item: InventoryResource): ItemNote {
  const properties = ifKnown(
    () => (item.inputs as { properties?: { sourceResourceId?: string } })?.properties,
  );
  const itemId = azureIdOf(item as never);
  const vmId = textOf(ifKnown(() => properties?.sourceResourceId));
  return {
    itemId,
    vmId,
    vmName: vmId.split("/").pop() || item.name,
    vaultName:
      /\/vaults\/([^/]+)/i.exec(itemId)?.[1] ??
      textOf(ifKnown(() => (item.inputs as { vaultName?: string })?.vaultName)),
  };
}

/** Whether an item's VM would have been seen, and was not. */
function isLost(item: InventoryResource, vmIds: ReadonlySet<string>): boolean {
  const id = textOf(
    ifKnown(
      () => (item.inputs as { properties?: { sourceResourceId?: string } })?.properties?.sourceResourceId,
    ),
  );
  return item.type === itemType && parseVmId(id) !== undefined && !vmIds.has(id.toLowerCase());
}

/** VMs that stand in more than one vault. */
function severalVaults(notes: readonly ItemNote[]): string[] {
  const vaults = new Map<string, Set<string>>();
  for (const { itemId, vmName, vaultName } of notes) {
    const key = `${vmName.toLowerCase()}\n${itemId.split(/\/protectedItems\//i)[1]?.toLowerCase() ?? ""}`;
    vaults.set(key, (vaults.get(key) ?? new Set()).add(vaultName.toLowerCase()));
  }
  return [...vaults]
    .filter(([, of]) => of.size > 1)
    .map(([key]) => key.split("\n")[0] ?? "")
    .sort();
}
