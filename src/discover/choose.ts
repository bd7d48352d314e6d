import { type AssessedVm, isBlocking } from "../assess/assessment";
import { globMatches } from "../core/glob";
import { sameText } from "../core/values";
import { vaultNameIn } from "../regional/placement";

/** Which VMs are wanted. */
export interface Wanted {
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

/** A VM that is left out, and why, in a sentence. */
export interface LeftOut {
  readonly key: string;
  readonly why: string;
}

export interface Chosen {
  readonly vms: Readonly<Record<string, FoundVm>>;
  readonly leftOut: readonly LeftOut[];
  /** Keys of VMs whose items are soft-deleted in a vault of this program's. */
  readonly softDeleted: readonly string[];
}

/** A VM's key: its group and name, which no other VM of a subscription has, and which never change. */
export const keyOf = ({ resourceGroup, name }: Pick<AssessedVm, "resourceGroup" | "name">): string =>
  `${resourceGroup}/${name}`.toLowerCase();

/**
 * Which of the VMs a RegionalBackup takes: those that Azure Backup can protect and that no vault of anybody else's does. In order of
 * their keys, so that two runs over the same VMs write the same program.
 */
export function choose(all: readonly AssessedVm[], wanted: Wanted): Chosen {
  const leftOut: LeftOut[] = [];
  const found: [string, FoundVm][] = [];
  const softDeleted: string[] = [];
  const first = new Map<string, AssessedVm>();
  for (const vm of all.filter((one) => isWanted(one, wanted))) {
    const key = keyOf(vm);
    const why = whyNot(vm, wanted.vaultNamePrefix) ?? sayTwin(vm, first.get(key));
    first.set(key, first.get(key) ?? vm);
    if (why !== undefined) {
      leftOut.push({ key, why });
      continue;
    }
    const vault = numberOf(vm.protection?.vaultName ?? vm.softDeletedIn, wanted.vaultNamePrefix, vm.location);
    if (vm.softDeletedIn !== undefined && vault !== undefined) softDeleted.push(key);
    found.push([key, foundOf(vm, vault)]);
  }
  const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);
  return { vms: Object.fromEntries(found.sort(byKey)), leftOut, softDeleted };
}

function foundOf(vm: AssessedVm, vault: number | undefined): FoundVm {
  return {
    vmId: vm.id,
    location: vm.location,
    vmName: vm.name,
    resourceGroupName: vm.resourceGroup,
    tags: { ...vm.tags },
    ...(vault !== undefined && vault > 1 && { vault }),
  };
}

function isWanted(vm: AssessedVm, { tags = {}, exclude = [] }: Wanted): boolean {
  const isExcluded = exclude.some(
    (glob) => globMatches(glob, vm.name) || globMatches(glob, keyOf(vm)) || sameText(glob, vm.id),
  );
  const has = ([key, value]: readonly [string, string]) =>
    Object.entries(vm.tags ?? {}).some(
      ([name, own]) => sameText(name, key) && (value === "*" || own === value),
    );
  return !isExcluded && Object.entries(tags).every(has);
}

function whyNot(vm: AssessedVm, prefix: string): string | undefined {
  const { protection } = vm;
  if (protection !== undefined && numberOf(protection.vaultName, prefix, vm.location) === undefined)
    return `vault ${protection.vaultName} protects it, which is none of ${vaultNameIn(prefix, "<region>")}`;
  if (vm.verdict !== "blocked") return undefined;
  const faults = vm.findings.filter(isBlocking);
  return faults.map(({ requirement, message }) => `${requirement}: ${message}`).join("; ");
}

const sayTwin = (vm: AssessedVm, other: AssessedVm | undefined): string | undefined =>
  other === undefined
    ? undefined
    : `${other.id} has the same group and name in another subscription: use a RegionalBackup for each of ${other.subscriptionId} and ${vm.subscriptionId}`;

/** The number of one of this program's vaults in a region; undefined for a vault of anybody else's. */
function numberOf(vaultName: string | undefined, prefix: string, location: string): number | undefined {
  if (vaultName === undefined) return undefined;
  const own = vaultNameIn(prefix, location).toLowerCase();
  const name = vaultName.toLowerCase();
  if (name === own) return 1;
  const number = name.startsWith(`${own}-`) ? Number(name.slice(own.length + 1)) : Number.NaN;
  return Number.isInteger(number) && number > 1 ? number : undefined;
}
