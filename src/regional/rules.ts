import type { BackupPolicy } from "../backupPolicy/arm";
import { vmBackupPolicyRules } from "../backupPolicy/rules";
import { at, described } from "../core/finding";
import { cite } from "../core/limits";
import { pages } from "../core/pages";
import {
  all,
  attempt,
  fault,
  forEachEntry,
  judge,
  notice,
  pass,
  type Rule,
  type Verdict,
  within,
} from "../core/rule";
import { nearestNames, presentKeys, textOf } from "../core/values";
import { vmsPerPolicy, vmsPerVault } from "../protection/facts";
import { previousKeysAreGone, protectedVmRules, vmsAreDistinct } from "../protection/rules";
import type { ProtectedVmSettings, ProtectedVmsSettings } from "../protection/settings";
import { normalLocation } from "../region/location";
import { isRegion } from "../region/rules";
import type { VaultSettings } from "../vault/arm";
import { vaultNameIsValid, vaultRules } from "../vault/rules";

/** One VM with its region and the name of its policy. */
export interface RegionalVmSettings extends ProtectedVmSettings {
  readonly location?: string;
  readonly policy?: string;
}

/** Backup of VMs in several regions, in this library's terms. */
export interface RegionalSettings {
  readonly vaultNamePrefix?: string;
  readonly vault?: VaultSettings;
  readonly policies?: Readonly<Record<string, BackupPolicy>>;
  readonly defaultPolicy?: string;
  readonly vms?: Readonly<Record<string, RegionalVmSettings>>;
  readonly existingVaults?: Readonly<Record<string, unknown>>;
}

type RegionalRule = Rule<RegionalSettings>;

/** Name of the vault that a region gets. */
export const vaultNameIn = (prefix: string, location: string): string =>
  `${prefix}-${normalLocation(location)}`;

/** The regions of the VMs, each as Azure spells it, in order. */
export const regionsOf = (vms: Readonly<Record<string, { readonly location?: string }>>): string[] =>
  [...new Set(Object.values(vms).map((vm) => normalLocation(textOf(vm?.location))))].filter(Boolean).sort();

/** Name of the policy of a VM: its own, else the default, else the only one. */
export const policyNameOf = (
  own: string | undefined,
  names: readonly string[],
  defaultPolicy: string | undefined,
): string | undefined => own ?? defaultPolicy ?? (names.length === 1 ? names[0] : undefined);

/** Each policy is one that Azure takes; its name is its key. */
export const policiesAreValid: RegionalRule = ({ policies }, words) => {
  if (presentKeys(policies).length === 0) {
    return fault({
      path: "policies",
      got: described("no policy"),
      allowed: "at least one backup policy, under its name",
      fix: "add one, e.g. { nightly: presets.dailyForAMonth }",
      ...pages.prepare,
    });
  }
  return forEachEntry(policies, (policy, policyName) =>
    typeof policy === "object"
      ? within(at("policies", policyName), judge(vmBackupPolicyRules, namedPolicy(policy, policyName), words))
      : pass,
  );
};

/** A policy with its name; fields that are not known yet are not read. */
const namedPolicy = (policy: BackupPolicy, policyName: string): BackupPolicy =>
  Object.create(policy, { policyName: { value: policyName, enumerable: true } });

/** The vault of each region has a name and settings that Azure takes. */
export const vaultsAreValid: RegionalRule = ({ vault, vaultNamePrefix, vms, existingVaults }, words) => {
  const existing = presentKeys(existingVaults).map(normalLocation);
  const made = regionsOf(vms ?? {}).filter((region) => !existing.includes(region));
  const names = made.map((region) => vaultNameIn(textOf(vaultNamePrefix), region));
  const longest = names.sort((a, b) => b.length - a.length)[0];
  const nameRule = longest === undefined ? pass : vaultNameIsValid({ vaultName: longest }, words);
  const ofPrefix = nameRule.findings.map((finding) => ({ ...finding, path: "vaultNamePrefix" }));
  return all([{ findings: ofPrefix }, within("vault", judge(vaultRules, vault ?? {}, words))]);
};

/** Vaults that exist are those of regions. */
export const existingAreInRegions: RegionalRule = ({ existingVaults }) =>
  forEachEntry(existingVaults, (_, region) => isRegion(at("existingVaults", region), region));

/** A VM is in a region. */
export const vmIsInRegion: Rule<RegionalVmSettings> = ({ location }) => isRegion("location", location);

/** Each VM has one of the policies. */
export const vmsHavePolicies: RegionalRule = ({ policies, defaultPolicy, vms }) => {
  const names = presentKeys(policies);
  const isNone = (name: string | undefined, path: string): Verdict => {
    if (name !== undefined && names.includes(name)) return pass;
    const [near] = nearestNames(textOf(name), names, 1);
    return fault({
      path,
      got: name,
      allowed: `one of the policies: ${names.join(", ")}`,
      fix: near === undefined ? "name the policy, or give defaultPolicy" : `write ${JSON.stringify(near)}`,
      ...pages.prepare,
    });
  };
  if (names.length === 0) return pass;
  if (defaultPolicy !== undefined && !names.includes(defaultPolicy))
    return isNone(defaultPolicy, "defaultPolicy");
  return forEachEntry(vms, (vm, key) =>
    isNone(policyNameOf(vm?.policy, names, defaultPolicy), `${at("vms", key)}.policy`),
  );
};

/** In each region, no VM stands twice, and there are not more than a vault and a policy take. */
export const regionsHoldTheirVms: RegionalRule = (settings, words) => {
  const { vms = {}, defaultPolicy } = settings;
  const policies = presentKeys(settings.policies);
  return all(
    regionsOf(vms).map((region) => {
      const own = Object.entries(vms).filter(([, vm]) => normalLocation(textOf(vm?.location)) === region);
      const of = Object.fromEntries(own) as ProtectedVmsSettings["vms"];
      return all([
        attempt(() => vmsAreDistinct({ vms: of }, words)),
        own.length <= vmsPerVault.value
          ? pass
          : fault({
              path: "vms",
              got: described(`${own.length} virtual machines in ${region}`),
              allowed: `at most ${vmsPerVault.value} ${vmsPerVault.unit} of a region, since they share a vault`,
              fix: "divide them over two RegionalBackup components, by application: which VM is in which vault must not change later",
              ...cite(vmsPerVault),
            }),
        ...policies.map((policy) => {
          const count = own.filter(
            ([, vm]) => policyNameOf(vm?.policy, policies, defaultPolicy) === policy,
          ).length;
          if (count <= vmsPerPolicy.value) return pass;
          return notice({
            path: at("policies", policy),
            got: described(`${count} virtual machines in ${region}`),
            allowed: `at most ${vmsPerPolicy.value} ${vmsPerPolicy.unit}, says one source; ${vmsPerPolicy.disputed.by}`,
            fix: "where Azure refuses them, add a second policy with the same times and name it for some of the VMs",
            ...cite(vmsPerPolicy),
          });
        }),
      ]);
    }),
  );
};

/** What one VM of the map must satisfy. */
export const regionalVmRules: readonly Rule<RegionalVmSettings>[] = [...protectedVmRules, vmIsInRegion];

/** What the arguments beside the VMs must satisfy. */
export const regionalBackupRules: readonly RegionalRule[] = [policiesAreValid, existingAreInRegions];

/** What the VMs, their vaults and policies must satisfy together. */
export const acrossRegionsRules: readonly RegionalRule[] = [
  vaultsAreValid,
  vmsHavePolicies,
  regionsHoldTheirVms,
  ({ vms }, words) =>
    vms === undefined ? pass : previousKeysAreGone({ vms } as ProtectedVmsSettings, words),
];
