import { type Inventory, inventoryOf } from "../core/inventory";
import { idKey, subscriptionIn } from "../core/resourceId";
import { isSoftDeleted } from "../protection/inventory/subjects/backups";
import { type VirtualMachine, vmType } from "../vm/arm";
import { managingServiceOf } from "../vm/managed";
import { answersIn } from "./answers";
import {
  type AssessedVm,
  countVerdicts,
  type RegionCoverage,
  type SubscriptionAssessment,
} from "./assessment";
import { idOrUrnOf } from "./identity";
import { itemsWithoutVm, noteOf, vaultIdOf, vmIdOf, vmItems, vmsInSeveralVaults } from "./items";
import type { Judge, Judged } from "./judging";
import { blockingGroups } from "./securityGroups";
import type { Source } from "./source";
import { vaultNamesByRegion, vaultsOf } from "./vaults";
import { assessVms } from "./virtualMachines";

/**
 * Assesses the VMs of a subscription and their backup. Soft-deleted items protect nothing, so they are listed separately.
 *
 * @param answered Names of the requirements that are answered for each VM. Omitted: none.
 */
export function assess(
  source: Source,
  judge: Judge,
  answered: readonly string[] = [],
): SubscriptionAssessment {
  const { subscriptionId, inventory: all, foreign = new Set(), isOfAzure } = source;
  const isOwn = ({ urn }: { readonly urn: string }) => !foreign.has(idKey(urn));
  const items = vmItems(all);
  const active = items.filter((item) => !isSoftDeleted(item));
  const softDeleted = items.filter(isSoftDeleted);
  const inventory = without(all, new Set(softDeleted.map(({ urn }) => urn)));
  const judgement = judge.judge(inventory);
  const itemCounts = countBy(active, (item) => idKey(vaultIdOf(item)));
  const vaults = vaultsOf(inventory, (id) => itemCounts.get(idKey(id)) ?? 0).filter(({ id }) =>
    isOwn({ urn: id }),
  );
  const vaultsByRegion = vaultNamesByRegion(vaults);
  const managed = managedIn(inventory);
  const answersOf = answered.length > 0 ? answersIn(inventory, judgement, judge, answered) : undefined;
  const vms = assessVms(
    inventory,
    { ...judgement, ...(answersOf && { answersOf }) },
    vaultsByRegion,
    softDeleted.map(noteOf),
  ).filter(({ id }) => !managed.some((one) => one.id === id));
  const vmsNotRead = all.coverage.gapIn(vmType, subscriptionId || undefined);
  const vmFindings = new Set(vms.flatMap((vm) => vm.findings));
  const vmIds = new Set(inventory.of(vmType).map((vm) => idKey(idOrUrnOf(vm))));
  const isRead = (id: string) =>
    isOfAzure && id === subscriptionId.toLowerCase() && all.coverage.gapIn(vmType, id) === undefined;
  return {
    subscriptionId,
    vms,
    vaults,
    securityGroups: blockingGroups(inventory, vms),
    regions: regionsOf(vms, vaultsByRegion),
    inSeveralVaults: vmsInSeveralVaults(active),
    softDeleted: softDeleted.filter(isOwn).map(noteOf),
    withoutVm: itemsWithoutVm(active, isRead, vmIds).map(noteOf),
    managed,
    ...(vmsNotRead && { vmsNotRead }),
    findings: judgement.findings.filter(
      (finding) => !vmFindings.has(finding) && isReportedHere(finding, source, active),
    ),
  };
}

/** Whether a finding that belongs to no VM of this source belongs here, and not to another subscription. */
function isReportedHere(
  { resource }: Judged,
  { foreign, isAssessed = () => false, subscriptionId }: Source,
  items: ReturnType<typeof vmItems>,
): boolean {
  if (foreign?.has(idKey(resource.id))) return false;
  const item = items.find(({ urn }) => urn === resource.id);
  const vmSubscription = item && subscriptionIn(vmIdOf(item));
  return !vmSubscription || vmSubscription === subscriptionId.toLowerCase() || !isAssessed(vmSubscription);
}

const without = (inventory: Inventory, urns: ReadonlySet<string>): Inventory =>
  urns.size === 0
    ? inventory
    : inventoryOf(
        inventory.all().filter(({ urn }) => !urns.has(urn)),
        inventory.coverage,
      );

const managedIn = (inventory: Inventory) =>
  inventory.of<VirtualMachine>(vmType).flatMap((vm) => {
    const service = managingServiceOf(vm);
    return service === undefined ? [] : [{ id: idOrUrnOf(vm), service }];
  });

function countBy<T>(list: readonly T[], keyOf: (element: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const element of list) {
    const key = keyOf(element);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
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
    return {
      ...{ region, vms: vmsInRegion.length, vaults: vaults.get(region) ?? [] },
      ...countVerdicts(vmsInRegion),
    };
  });
}
