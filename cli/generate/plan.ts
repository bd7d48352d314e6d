import type {
  AssessedSecurityGroup,
  AssessedVault,
  AssessedVm,
  SubscriptionAssessment,
} from "../../src/assess/assessment";
import { keyOf } from "../../src/discover/choose";
import { vaultNameLength } from "../../src/names/facts";
import { vmsPerVault } from "../../src/protection/facts";
import { tagOf } from "../../src/regional/placement";
import { invalidOption } from "../failure";
import { mayNeedBackup } from "../selection";
import { type Preset, type PresetOf, policySuffixes } from "./policies";

/** A VM that the program protects. */
export interface PlannedVm {
  readonly key: string;
  readonly vmId: string;
  readonly location: string;
  readonly vmName: string;
  readonly resourceGroupName: string;
  readonly policy: string;
}

/** The content of a program, for every language. */
export interface Plan {
  readonly name: string;
  readonly subscriptionId: string;
  /** Region of the program's resource group. */
  readonly location: string;
  readonly vms: readonly PlannedVm[];
  /** Names of the policies, the values of the tag that choose them, and the presets from which they start. */
  readonly policies: readonly { readonly name: string; readonly tag: string; readonly preset: Preset }[];
  readonly existingVaults: readonly AssessedVault[];
  /** Security groups that keep backup traffic from getting out. */
  readonly securityGroups: readonly AssessedSecurityGroup[];
  /** VMs of which it was not read whether something protects them or Azure accepts them, with what was not read. */
  readonly unsure: readonly { readonly key: string; readonly why: string }[];
  /** VMs that the program does not protect, with the reason. */
  readonly leftOut: readonly { readonly key: string; readonly why: string }[];
  /** Time of the assessment, as ISO 8601. */
  readonly assessedAt: string;
  /** The options that chose VMs. */
  readonly filters: readonly string[];
}

export interface PlanOptions {
  readonly name: string;
  readonly policyTag?: string;
  readonly presetOf: PresetOf;
  readonly assessedAt: string;
  readonly filters: readonly string[];
  /** Whether regions that have a vault get a new one too. */
  readonly newVaults: boolean;
}

/** The program that protects the VMs of a subscription. Undefined: there is none to protect. @throws Failure if the name is too long. */
export function planOf(subscription: SubscriptionAssessment, options: PlanOptions): Plan | undefined {
  const ready = subscription.vms.filter((vm) => mayNeedBackup(vm) && !isTaggedForNone(vm, options.policyTag));
  if (ready.length === 0) return undefined;
  const tagValues = ready.map((vm) => policyTagOf(vm, options.policyTag));
  const suffixes = policySuffixes(tagValues);
  const policyName = (tag: string) => `${options.name}-${suffixes.get(tag)}`;
  const vms = ready
    .map((vm, i) => plannedOf(vm, policyName(tagValues[i] ?? "")))
    .sort((a, b) => compared(a.location, b.location) || compared(a.key, b.key));
  const regions = [...new Set(ready.map(({ location }) => location))].sort();
  const longestRegion = Math.max(...regions.map((region) => region.length));
  const maxLength = vaultNameLength.max - longestRegion - 1;
  if (options.name.length > maxLength)
    throw invalidOption(
      "--name",
      options.name,
      `at most ${maxLength} characters, because the names of vaults add the region`,
    );
  const blockingGroups = new Set(
    ready.flatMap((vm) => vm.securityGroupIds ?? []).map((id) => id.toLowerCase()),
  );
  return {
    ...{ name: options.name, subscriptionId: subscription.subscriptionId, location: regions[0] ?? "" },
    vms,
    policies: [...suffixes.keys()]
      .map((tag) => ({ name: policyName(tag), tag, preset: options.presetOf(tag) }))
      .sort((a, b) => compared(a.name, b.name)),
    ...{ assessedAt: options.assessedAt, filters: options.filters },
    existingVaults: options.newVaults
      ? []
      : regions.flatMap((region) => vaultFor(region, vms, subscription.vaults)),
    securityGroups: subscription.securityGroups
      .filter(({ id }) => blockingGroups.has(id.toLowerCase()))
      .map((group) => ({ ...group, rules: group.rules.map(ruleSettings) })),
    unsure: ready
      .filter(({ verdict }) => verdict === "unknown")
      .map((vm) => ({ key: keyOf(vm), why: (vm.notRead ?? []).map(({ what }) => what).join("; ") })),
    leftOut: subscription.vms
      .filter((vm) => !ready.includes(vm))
      .map((vm) => ({
        key: keyOf(vm),
        why: isTaggedForNone(vm, options.policyTag)
          ? `tag ${options.policyTag} is ${policyTagOf(vm, options.policyTag)}`
          : reasonLeftOut(vm),
      })),
  };
}

/** The fields of a rule that a user sets: those of ExistingSecurityRule. */
const ruleSettings = (rule: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(rule).filter(
      ([field, value]) =>
        /^(name|priority|direction|access|protocol|(source|destination)\w+)$/.test(field) &&
        value !== null &&
        value !== undefined &&
        !(Array.isArray(value) && value.length === 0),
    ),
  );

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const plannedOf = (vm: AssessedVm, policy: string): PlannedVm => ({
  key: keyOf(vm),
  ...{ vmId: vm.id, location: vm.location, vmName: vm.name, resourceGroupName: vm.resourceGroup },
  policy,
});

/** The value of the tag that names a VM's policy, in lower case. Empty: the VM has no such tag. */
const policyTagOf = ({ tags }: AssessedVm, policyTag: string | undefined): string =>
  tagOf(tags === undefined ? {} : { tags }, policyTag)
    ?.trim()
    .toLowerCase() ?? "";

/** Values of the tag that ask for no backup. */
const noBackup: readonly string[] = ["none", "no", "false", "no-backup"];

const isTaggedForNone = (vm: AssessedVm, policyTag: string | undefined): boolean =>
  noBackup.includes(policyTagOf(vm, policyTag));

/** The vault of a region with room for its VMs. Of several, the one with the most items, because it is the one in use. */
function vaultFor(
  region: string,
  vms: readonly PlannedVm[],
  vaults: readonly AssessedVault[],
): AssessedVault[] {
  const count = vms.filter(({ location }) => location === region).length;
  const fits = vaults.filter(
    (vault) => vault.location === region && vault.items + count <= vmsPerVault.value,
  );
  return [...fits].sort((a, b) => b.items - a.items || (a.name < b.name ? -1 : 1)).slice(0, 1);
}

function reasonLeftOut(vm: AssessedVm): string {
  const { verdict, protection, softDeletedIn, notRead = [], findings } = vm;
  if (protection !== undefined) {
    const deed =
      verdict === "stopped"
        ? "backup stopped in"
        : verdict === "failing"
          ? "its backups fail in"
          : "protected by";
    return `${deed} vault ${protection.vaultName}`;
  }
  if (softDeletedIn !== undefined)
    return `soft-deleted in vault ${softDeletedIn}: undelete it there, or use the argument adopt`;
  if (verdict === "exempt")
    return `exempt: ${findings.flatMap(({ exempt }) => exempt?.reason ?? []).join("; ")}`;
  if (verdict === "unknown") return `not read: ${notRead.map(({ what }) => what).join("; ")}`;
  return findings
    .filter(({ level }) => level === "mandatory")
    .map(({ requirement, fix, message }) => `blocked by ${requirement}: ${fix || message}`)
    .join("; ");
}
