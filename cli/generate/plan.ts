import {
  type AssessedSecurityGroup,
  type AssessedVault,
  type AssessedVm,
  isBlocking,
  type SubscriptionAssessment,
} from "../../src/assess/assessment";
import { keyOf } from "../../src/discover/choose";
import { vmsPerVault } from "../../src/protection/facts";
import { tagOf } from "../../src/regional/placement";
import { vaultNameLength } from "../../src/vault/facts";
import { Failure } from "../failure";

/** A VM that the program protects. */
export interface PlannedVm {
  readonly key: string;
  readonly vmId: string;
  readonly location: string;
  readonly vmName: string;
  readonly resourceGroupName: string;
  readonly policy: string;
}

/** What a program says: the same in every language. */
export interface Plan {
  readonly name: string;
  readonly subscriptionId: string;
  /** Where the program's own resource group is. */
  readonly location: string;
  readonly vms: readonly PlannedVm[];
  /** Names of policies with the presets that they begin with. */
  readonly policies: readonly { readonly name: string; readonly preset: Preset }[];
  readonly existingVaults: readonly AssessedVault[];
  /** Security groups that keep backup traffic from getting out. */
  readonly securityGroups: readonly AssessedSecurityGroup[];
  /** VMs that are left out, and why. */
  readonly leftOut: readonly { readonly key: string; readonly why: string }[];
}

export type Preset = "dailyForAMonth" | "everyFourHours" | "grandfatherFatherSon";

export interface PlanOptions {
  readonly name: string;
  readonly policyTag?: string;
  /** Whether regions that have a vault get a new one all the same. */
  readonly newVaults: boolean;
}

/** The program that protects what is ready in a subscription, and touches nothing else. @throws Failure where there is nothing. */
export function planOf(of: SubscriptionAssessment, options: PlanOptions): Plan {
  const ready = of.vms.filter((vm) => vm.verdict === "ready" && vm.softDeletedIn === undefined);
  if (ready.length === 0)
    throw new Failure(`Subscription ${of.subscriptionId} has no VM that is ready to be protected.`);
  const vms = ready.map((vm) => plannedOf(vm, options));
  const regions = [...new Set(ready.map(({ location }) => location))].sort();
  const longest = Math.max(...regions.map((region) => `${options.name}-${region}`.length));
  if (longest > vaultNameLength.max)
    throw new Failure(
      `--name: got "${options.name}"; allowed: a name that leaves room for the region in a vault's ${vaultNameLength.max} characters.`,
    );
  const blocked = new Set(ready.flatMap((vm) => vm.securityGroupIds ?? []).map((id) => id.toLowerCase()));
  return {
    ...{ name: options.name, subscriptionId: of.subscriptionId, location: regions[0] ?? "" },
    vms,
    policies: [...new Set(vms.map(({ policy }) => policy))]
      .sort()
      .map((name) => ({ name, preset: presetOf(name) })),
    existingVaults: options.newVaults ? [] : regions.flatMap((region) => vaultFor(region, vms, of.vaults)),
    securityGroups: of.securityGroups
      .filter(({ id }) => blocked.has(id.toLowerCase()))
      .map((group) => ({ ...group, rules: group.rules.map(askedOf) })),
    leftOut: of.vms.filter((vm) => !ready.includes(vm)).map((vm) => ({ key: keyOf(vm), why: whyNot(vm) })),
  };
}

/** Of a rule what was asked of Azure: the fields of ExistingSecurityRule. */
const askedOf = (rule: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(rule).filter(
      ([field, value]) =>
        /^(name|priority|direction|access|protocol|(source|destination)\w+)$/.test(field) &&
        value !== null &&
        value !== undefined &&
        !(Array.isArray(value) && value.length === 0),
    ),
  );

function plannedOf(vm: AssessedVm, { name, policyTag }: PlanOptions): PlannedVm {
  const wish = tagOf(vm.tags === undefined ? {} : { tags: vm.tags }, policyTag);
  // A policy of its own name, since the region's vault may have one that is called like the tag's value.
  const suffix = wish?.replace(/[^A-Za-z0-9-]+/g, "-").replace(/^-+|-+$/g, "") || "nightly";
  return {
    key: keyOf(vm),
    ...{ vmId: vm.id, location: vm.location, vmName: vm.name, resourceGroupName: vm.resourceGroup },
    policy: `${name}-${suffix}`,
  };
}

/** What a policy begins with, by its name: a wish that somebody has to look at. */
const presetOf = (name: string): Preset =>
  /hour/i.test(name)
    ? "everyFourHours"
    : /gfs|year|long|archive/i.test(name)
      ? "grandfatherFatherSon"
      : "dailyForAMonth";

/** The vault of a region that has room for its VMs; the fullest, since that is the one in use. */
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

function whyNot(vm: AssessedVm): string {
  if (vm.protection !== undefined)
    return `${vm.verdict === "stopped" ? "stopped" : "protected"} by vault ${vm.protection.vaultName}`;
  if (vm.softDeletedIn !== undefined)
    return `soft-deleted in vault ${vm.softDeletedIn}: undelete or adopt it there`;
  const faults = vm.findings.filter(isBlocking);
  return faults.map(({ requirement, fix }) => `blocked by ${requirement}: ${fix}`).join("; ");
}
