import { type Inventory, inventoryOf } from "../core/inventory";
import type { AssessedVault, AssessedVm, RegionCoverage, SubscriptionAssessment } from "./assessment";
import { isSoftDeleted, isWithoutVm, noteOf, vmItems, vmsInSeveralVaults } from "./items";
import type { Judge } from "./judging";
import { blockingGroups } from "./securityGroups";
import { vaultsOf } from "./vaults";
import { assessVms } from "./virtualMachines";

/** Assesses the VMs of a subscription and their backup. Soft-deleted items protect nothing, so they are listed separately. */
export function assess(subscriptionId: string, all: Inventory, judge: Judge): SubscriptionAssessment {
  const items = vmItems(all);
  const activeItems = items.filter((item) => !isSoftDeleted(item));
  const deletedUrns = new Set(items.filter(isSoftDeleted).map(({ urn }) => urn));
  const inventory =
    deletedUrns.size === 0 ? all : inventoryOf(all.all().filter(({ urn }) => !deletedUrns.has(urn)));
  const findings = judge.judge(inventory);
  const active = activeItems.map(noteOf);
  const softDeleted = items.filter(isSoftDeleted).map(noteOf);
  const itemsIn = (vault: string) =>
    active.filter(({ vaultName }) => vaultName.toLowerCase() === vault.toLowerCase()).length;
  const vaults = vaultsOf(inventory, itemsIn);
  const vaultsByRegion = byRegion(vaults);
  const vms = assessVms(inventory, findings, vaultsByRegion, softDeleted);
  const vmFindings = new Set(vms.flatMap((vm) => vm.findings));
  const vmIds = new Set(vms.map(({ id }) => id.toLowerCase()));
  return {
    subscriptionId,
    vms,
    vaults,
    securityGroups: blockingGroups(inventory, vms),
    regions: regionsOf(vms, vaultsByRegion),
    inSeveralVaults: vmsInSeveralVaults(active),
    softDeleted,
    withoutVm: activeItems.filter((item) => isWithoutVm(item, vmIds)).map(noteOf),
    findings: findings.filter((finding) => !vmFindings.has(finding)),
  };
}

/** Names of the vaults of each region, the one with the most items first. */
function byRegion(vaults: readonly AssessedVault[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  const sorted = [...vaults].sort((a, b) => b.items - a.items || (a.name < b.name ? -1 : 1));
  for (const { name, location } of sorted) names.set(location, [...(names.get(location) ?? []), name]);
  return names;
}

/** The regions with VMs or vaults. */
function regionsOf(
  vms: readonly AssessedVm[],
  vaults: ReadonlyMap<string, readonly string[]>,
): RegionCoverage[] {
  const regions = [...new Set([...vms.map(({ location }) => location), ...vaults.keys()])]
    .filter(Boolean)
    .sort();
  return regions.map((region) => {
    const vmsInRegion = vms.filter(({ location }) => location === region);
    const count = (verdict: AssessedVm["verdict"]) =>
      vmsInRegion.filter((vm) => vm.verdict === verdict).length;
    return {
      region,
      vms: vmsInRegion.length,
      protected: count("protected"),
      stopped: count("stopped"),
      ready: count("ready"),
      blocked: count("blocked"),
      vaults: vaults.get(region) ?? [],
    };
  });
}
