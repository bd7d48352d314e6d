import type { AssessedVm } from "../assess/assessment";
import { globMatchesName } from "../core/glob";
import { sameText } from "../core/values";
import { vaultNameIn } from "../regional/placement";

/** Which VMs to choose. */
export interface VmFilter {
  readonly vaultNamePrefix: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly exclude?: readonly string[];
}

/** A VM for RegionalBackup. */
export interface FoundVm {
  readonly vmId: string;
  readonly location: string;
  readonly vmName: string;
  readonly resourceGroupName: string;
  readonly tags: { [key: string]: string };
  readonly vault?: number;
}

/** A VM that is left out, with the reason. */
export interface LeftOut {
  readonly key: string;
  readonly why: string;
}

export interface ChosenVms {
  readonly vms: Readonly<Record<string, FoundVm>>;
  readonly leftOut: readonly LeftOut[];
  /** Keys of VMs whose items are soft-deleted in a vault of the RegionalBackup. */
  readonly softDeleted: readonly string[];
}

/** The key of a VM: its resource group and name in lower case. They are unique in a subscription and never change. */
export const keyOf = ({ resourceGroup, name }: Pick<AssessedVm, "resourceGroup" | "name">): string =>
  `${resourceGroup}/${name}`.toLowerCase();

/**
 * The VMs for a RegionalBackup: those that Azure Backup can protect and that no other vault protects. They are sorted by key, so that
 * the same VMs always give the same program.
 */
export function choose(all: readonly AssessedVm[], filter: VmFilter): ChosenVms {
  const { vaultNamePrefix } = filter;
  const leftOut: LeftOut[] = [];
  const chosen: [string, FoundVm][] = [];
  const softDeleted: string[] = [];
  const firstByKey = new Map<string, AssessedVm>();
  for (const vm of all.filter((one) => passesFilter(one, filter))) {
    const key = keyOf(vm);
    const why = reasonToLeaveOut(vm, vaultNamePrefix) ?? reasonOfSameName(vm, firstByKey.get(key));
    firstByKey.set(key, firstByKey.get(key) ?? vm);
    if (why !== undefined) {
      leftOut.push({ key, why });
      continue;
    }
    const vault = vaultNumber(vm.protection?.vaultName ?? vm.softDeletedIn, vaultNamePrefix, vm.location);
    if (vm.softDeletedIn !== undefined && vault !== undefined) softDeleted.push(key);
    chosen.push([key, foundVmOf(vm, vault)]);
  }
  const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);
  return { vms: Object.fromEntries(chosen.sort(byKey)), leftOut, softDeleted };
}

function foundVmOf(vm: AssessedVm, vault: number | undefined): FoundVm {
  return {
    vmId: vm.id,
    location: vm.location,
    vmName: vm.name,
    resourceGroupName: vm.resourceGroup,
    tags: { ...vm.tags },
    ...(vault !== undefined && vault > 1 && { vault }),
  };
}

/** Whether a VM has the tags and is not excluded. */
export function passesFilter(
  vm: AssessedVm,
  { tags = {}, exclude = [] }: Pick<VmFilter, "tags" | "exclude">,
): boolean {
  const isExcluded = exclude.some(
    (glob) => globMatchesName(glob, vm.name) || globMatchesName(glob, keyOf(vm)) || sameText(glob, vm.id),
  );
  const hasTag = ([key, value]: readonly [string, string]) =>
    Object.entries(vm.tags ?? {}).some(
      ([name, own]) => sameText(name, key) && (value === "*" || own === value),
    );
  return !isExcluded && Object.entries(tags).every(hasTag);
}

function reasonToLeaveOut(vm: AssessedVm, prefix: string): string | undefined {
  const { protection } = vm;
  if (protection !== undefined && vaultNumber(protection.vaultName, prefix, vm.location) === undefined) {
    const own = vaultNameIn(prefix, vm.location);
    return `vault ${protection.vaultName} protects it, which is not ${own} or ${own}-<number>`;
  }
  const { verdict, notRead = [], findings } = vm;
  if (verdict === "exempt") return "an exemption says that it needs no backup";
  if (verdict === "unknown")
    return `not read: ${notRead.map(({ what, fix }) => `${what}. ${fix}`).join("; ")}`;
  if (verdict !== "blocked") return undefined;
  const errors = findings.filter(({ level }) => level === "mandatory");
  return errors.map(({ requirement, message }) => `${requirement}: ${message}`).join("; ");
}

const reasonOfSameName = (vm: AssessedVm, other: AssessedVm | undefined): string | undefined =>
  other === undefined
    ? undefined
    : `${other.id} has the same resource group and name in another subscription: use one RegionalBackup for subscription ${other.subscriptionId} and one for ${vm.subscriptionId}`;

/** The number of a vault among the RegionalBackup's vaults in a region. Undefined: it is another vault. */
function vaultNumber(vaultName: string | undefined, prefix: string, location: string): number | undefined {
  if (vaultName === undefined) return undefined;
  const own = vaultNameIn(prefix, location).toLowerCase();
  const name = vaultName.toLowerCase();
  if (name === own) return 1;
  const number = name.startsWith(`${own}-`) ? Number(name.slice(own.length + 1)) : Number.NaN;
  return Number.isInteger(number) && number > 1 ? number : undefined;
}
