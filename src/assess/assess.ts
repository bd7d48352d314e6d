import { type Inventory, type InventoryResource, inventoryOf, known } from "../core/inventory";
import { textOf } from "../core/values";
import { itemType } from "../protection/arm";
import { normalLocation } from "../region/location";
import { vaultType } from "../vault/arm";
import { parseVmId } from "../vm/id";
import type { AssessedVm, ItemNote, RegionCoverage, SubscriptionAssessment } from "./assessment";
import type { Judge } from "./judging";
import { azureIdOf, isSoftDeleted, machinesOf, vmItems } from "./machines";
import { blockingGroups, vaultsOf } from "./surroundings";

type Located = InventoryResource<{ readonly location?: string; readonly vaultName?: string }>;

/** What is known of one subscription's VMs and their backup. Soft-deleted items protect nothing and are told apart. */
export function assess(subscriptionId: string, all: Inventory, judge: Judge): SubscriptionAssessment {
  const deleted = new Set(
    vmItems(all)
      .filter(isSoftDeleted)
      .map(({ urn }) => urn),
  );
  const inventory = deleted.size === 0 ? all : inventoryOf(all.all().filter(({ urn }) => !deleted.has(urn)));
  const found = judge.judge(inventory);
  const vaults = vaultsByRegion(inventory);
  const notes = vmItems(all).map((item) => ({ item, note: noteOf(item) }));
  const softDeleted = notes.filter(({ item }) => isSoftDeleted(item)).map(({ note }) => note);
  const vms = machinesOf(inventory, found, vaults, softDeleted);
  const ofVms = new Set(vms.flatMap(({ findings }) => findings));
  const ids = new Set(vms.map(({ id }) => id.toLowerCase()));
  const active = notes.filter(({ item }) => !isSoftDeleted(item)).map(({ note }) => note);
  const itemsIn = (vault: string) =>
    active.filter(({ vaultName }) => vaultName.toLowerCase() === vault.toLowerCase()).length;
  return {
    subscriptionId,
    vms,
    vaults: vaultsOf(inventory, itemsIn),
    securityGroups: blockingGroups(inventory, vms),
    regions: regionsOf(vms, vaults),
    inSeveralVaults: severalVaults(active),
    softDeleted,
    withoutVm: notes.filter(({ item }) => !isSoftDeleted(item) && isLost(item, ids)).map(({ note }) => note),
    findings: found.filter((judged) => !ofVms.has(judged)),
  };
}

/** Names of the vaults of each region, the one with the most items first. */
function vaultsByRegion(inventory: Inventory): Map<string, string[]> {
  const items = new Map<string, number>();
  for (const item of vmItems(inventory)) {
    const vault = textOf(known(() => item.inputs?.vaultName)).toLowerCase();
    items.set(vault, (items.get(vault) ?? 0) + 1);
  }
  const byRegion = new Map<string, string[]>();
  for (const vault of inventory.of(vaultType) as readonly Located[]) {
    const region = normalLocation(
      textOf(known(() => vault.inputs?.location) ?? known(() => vault.outputs?.location)),
    );
    byRegion.set(region, [
      ...(byRegion.get(region) ?? []),
      textOf(known(() => vault.inputs?.vaultName)) || vault.name,
    ]);
  }
  const load = (name: string) => items.get(name.toLowerCase()) ?? 0;
  for (const names of byRegion.values()) names.sort((a, b) => load(b) - load(a) || (a < b ? -1 : 1));
  return byRegion;
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
  const properties = known(() => (item.inputs as { properties?: { sourceResourceId?: string } })?.properties);
  const itemId = azureIdOf(item as never);
  const vmId = textOf(known(() => properties?.sourceResourceId));
  return {
    itemId,
    vmId,
    vmName: vmId.split("/").pop() || item.name,
    vaultName:
      /\/vaults\/([^/]+)/i.exec(itemId)?.[1] ??
      textOf(known(() => (item.inputs as { vaultName?: string })?.vaultName)),
  };
}

/** Whether an item's VM would have been seen, and was not. */
function isLost(item: InventoryResource, vmIds: ReadonlySet<string>): boolean {
  const id = textOf(
    known(
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
