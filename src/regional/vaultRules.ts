import { at, described, type Finding } from "../core/finding";
import { cite } from "../core/limits";
import { all, attempt, forEachEntry, invalidValue, judge, noFindings, type Rule } from "../core/rule";
import { keysWithValue, textOf } from "../core/values";
import { vmsAreDistinct } from "../protection/component/rules";
import type { ProtectedVmsSettings } from "../protection/component/settings";
import { vmsPerVault } from "../protection/facts";
import { normalLocation } from "../region/location";
import { isRegion } from "../region/rules";
import { backupVaultRules, type VaultArguments } from "../vault/argumentRules";
import { vaultNameIsValid } from "../vault/rules";
import { isCount } from "./count";
import { regionOfKey, vaultKeyOf, vaultKeysOf, vaultNameIn } from "./placement";
import type { RegionalRule, RegionalSettings, RegionalVmSettings } from "./settings";

/** Most vaults of a region: 99,000 VMs. A slip makes no vaults by the thousand. */
export const mostVaults = 99;

/** A VM is in a region. */
export const vmIsInRegion: Rule<RegionalVmSettings> = ({ location }) => isRegion("location", location);

/** A VM's vault is one of its region's. */
export const vaultIsNumbered: Rule<RegionalVmSettings> = ({ vault }) =>
  isCount("vault", vault, mostVaults, "as the number of the region's vault");

/** Keys of the vaults that are made: those that VMs need and that are not there. */
export function madeVaults({ vms, existingVaults }: RegionalSettings): string[] {
  const existing = keysWithValue(existingVaults).map(normalLocation);
  return vaultKeysOf(vms ?? {}).filter((key) => !existing.includes(key));
}

/** One object over another; what is not known yet is not read. */
export const over = <T extends object>(below: T | undefined, above: T | undefined): T =>
  Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(below ?? {}), ...Object.getOwnPropertyDescriptors(above ?? {}) },
  ) as T;

/** The settings of a vault's own, under whatever spelling of its key. */
export const overrideOf = <T>(
  overrides: Readonly<Record<string, T>> | undefined,
  key: string,
): readonly [name: string, settings: T] | undefined =>
  Object.entries(overrides ?? {}).find(([name]) => normalLocation(name) === key);

/** Each vault that is made has a name that Azure takes. */
export const vaultNamesAreValid: RegionalRule = (settings, words) => {
  const names = madeVaults(settings).map((key) => vaultNameIn(textOf(settings.vaultNamePrefix), key));
  const longest = names.sort((a, b) => b.length - a.length)[0];
  if (longest === undefined) return noFindings;
  const { findings } = vaultNameIsValid({ vaultName: longest }, words);
  return { findings: findings.map((finding) => ({ ...finding, path: "vaultNamePrefix" })) };
};

/** Each vault that is made has settings that Azure takes in its region, said once, where they stand. */
export const vaultsAreValid: RegionalRule = (settings, words) => {
  const { vault, vaultOverrides } = settings;
  const keys = madeVaults(settings);
  const verdicts = (keys.length === 0 ? [undefined] : keys).map((key) => {
    const own = key === undefined ? undefined : overrideOf(vaultOverrides, key);
    const place: VaultArguments = key === undefined ? {} : { location: regionOfKey(key) };
    const { findings, ...rest } = judge(backupVaultRules, over(over(vault, own?.[1]), place), words);
    const isOwn = (finding: Finding) =>
      keysWithValue(own?.[1]).includes(/^\w+/.exec(finding.path)?.[0] ?? "");
    // Of the region its VMs say it.
    const ofVault = findings.filter(({ path }) => path !== "location");
    const located = ofVault.map((finding) => {
      const base = own !== undefined && isOwn(finding) ? at("vaultOverrides", own[0]) : "vault";
      return { ...finding, path: `${base}.${finding.path}` };
    });
    return { ...rest, findings: located };
  });
  const together = all(verdicts);
  const seen = new Set<string>();
  const once = together.findings.filter(({ path, rule }) => {
    const isNew = !seen.has(`${path} ${rule}`);
    seen.add(`${path} ${rule}`);
    return isNew;
  });
  return { ...together, findings: once };
};

/** Vaults that exist, and settings of single vaults, are those of regions. */
export const vaultKeysAreRegions: RegionalRule = ({ existingVaults, vaultOverrides }) =>
  all(
    Object.entries({ existingVaults, vaultOverrides }).map(([name, map]) =>
      forEachEntry(map, (_, key) => isRegion(at(name, key), regionOfKey(key))),
    ),
  );

/** In each vault no VM stands twice, and there are not more than a vault takes. */
export const vaultsHoldTheirVms: RegionalRule = ({ vms = {} }, words) =>
  all(
    vaultKeysOf(vms).map((key) => {
      const own = Object.entries(vms).filter(([, vm]) => vaultKeyOf(vm ?? {}) === key);
      const of = Object.fromEntries(own) as ProtectedVmsSettings["vms"];
      return all([attempt(() => vmsAreDistinct({ vms: of }, words)), holds(key, own.length)]);
    }),
  );

function holds(key: string, count: number) {
  if (count <= vmsPerVault.value) return noFindings;
  const next = Number(/-(\d+)$/.exec(key)?.[1] ?? 1) + 1;
  return invalidValue({
    path: "vms",
    actual: described(`${count} virtual machines in the vault of ${key}`),
    accepted: `at most ${vmsPerVault.value} ${vmsPerVault.unit} in a vault`,
    fix: `give ${count - vmsPerVault.value} of them that are not protected yet vault: ${next}: what is protected stays where it is, since recovery points cannot move`,
    ...cite(vmsPerVault),
  });
}

/** No two VMs make one name in Pulumi: `2-web` of a region and `web` of its second vault would. */
export const itemNamesAreDistinct: RegionalRule = ({ vms }) => {
  const first = new Map<string, string>();
  return forEachEntry(vms, (vm, key) => {
    const name = `${vaultKeyOf(vm ?? {})}-${key}`;
    const other = first.get(name);
    if (other === undefined) {
      first.set(name, key);
      return noFindings;
    }
    return invalidValue({
      path: at("vms", key),
      actual: key,
      accepted: `a key that makes another name than ${at("vms", other)} does, in Pulumi ${name}`,
      fix: "use another key for the VM that is new",
    });
  });
};

/** What the vaults must satisfy, once all is known. */
export const acrossVaultsRules: readonly RegionalRule[] = [
  vaultNamesAreValid,
  vaultsAreValid,
  vaultsHoldTheirVms,
  itemNamesAreDistinct,
];

/** What a VM's place must satisfy. */
export const placeRules: readonly Rule<RegionalVmSettings>[] = [vmIsInRegion, vaultIsNumbered];
