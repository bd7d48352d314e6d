import { at, described, type Finding } from "../core/finding";
import { formatValue } from "../core/format";
import { cite } from "../core/limits";
import { pages } from "../core/pages";
import {
  all,
  attempt,
  forEachEntry,
  invalidValue,
  judge,
  noFindings,
  type Rule,
  unknownName,
  type Verdict,
} from "../core/rule";
import { keysWithValue, textOf } from "../core/values";
import { vmsAreDistinct } from "../protection/component/rules";
import type { ProtectedVmsSettings } from "../protection/component/settings";
import { vmsPerVault } from "../protection/facts";
import { normalLocation } from "../region/location";
import { isRegion } from "../region/rules";
import { backupVaultRules, type VaultArguments } from "../vault/argumentRules";
import { vaultNameIsValid } from "../vault/rules";
import { regionOfKey, vaultKeyOf, vaultKeysOf, vaultNameIn } from "./placement";
import type { RegionalRule, RegionalSettings, RegionalVmSettings } from "./settings";
import { isWholeNumberUpTo } from "./wholeNumber";

/** Most vaults of a region: enough for 99,000 VMs, and few enough that a typing error does not create thousands. */
export const maxVaultsPerRegion = 99;

/** A VM's location is a region. */
export const vmIsInRegion: Rule<RegionalVmSettings> = ({ location }) => isRegion("location", location);

/** A VM's vault is the number of one of its region's vaults. */
export const vaultNumberIsValid: Rule<RegionalVmSettings> = ({ vault }) =>
  isWholeNumberUpTo(maxVaultsPerRegion, "vault", vault, "as the number of a vault in the VM's region");

/** Keys of the vaults to create: those that VMs need and that do not exist yet. */
export function newVaultKeys({ vms, existingVaults }: RegionalSettings): string[] {
  const existing = keysWithValue(existingVaults).map(normalLocation);
  return vaultKeysOf(vms ?? {}).filter((key) => !existing.includes(key));
}

/** The fields of `base`, replaced by those of `overrides`. Reads no field, so that none has to be known. */
export const withOverrides = <T extends object>(base: T | undefined, overrides: T | undefined): T =>
  Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(base ?? {}),
      ...Object.getOwnPropertyDescriptors(overrides ?? {}),
    },
  ) as T;

/** The entry of a map for a vault's key, with the name under which the map has it. Regions may be written in several ways. */
export const entryOfVault = <T>(
  map: Readonly<Record<string, T>> | undefined,
  vaultKey: string,
): readonly [name: string, entry: T] | undefined =>
  Object.entries(map ?? {}).find(([name]) => normalLocation(name) === vaultKey);

/** vaultNamePrefix gives every new vault a name that Azure accepts. */
export const vaultNamesAreValid: RegionalRule = (settings, words) => {
  const names = newVaultKeys(settings).map((key) => vaultNameIn(textOf(settings.vaultNamePrefix), key));
  const longest = names.sort((a, b) => b.length - a.length)[0];
  if (longest === undefined) return noFindings;
  const { findings } = vaultNameIsValid({ vaultName: longest }, words);
  const actual = described(`this prefix makes the vault name ${formatValue(longest)}`);
  const fix = { text: "choose another prefix" };
  return {
    findings: findings.map((finding) => ({ ...finding, actual, fix, path: "vaultNamePrefix" })),
  };
};

/** The settings of each new vault are valid in its region. A finding is reported once, at the argument that causes it. */
export const vaultsAreValid: RegionalRule = (settings, words) => {
  const keys = newVaultKeys(settings);
  const verdicts = (keys.length === 0 ? [undefined] : keys).map((key) =>
    settingsOfVaultAreValid(settings, key, words),
  );
  const { findings, ...rest } = all(verdicts);
  const firstByPlace = new Map<string, Finding>();
  for (const finding of findings) {
    const place = `${finding.path} ${finding.rule}`;
    if (!firstByPlace.has(place)) firstByPlace.set(place, finding);
  }
  return { ...rest, findings: [...firstByPlace.values()] };
};

/** The settings of the vault with a key; without a key, the settings that all vaults have in common. */
function settingsOfVaultAreValid(
  { vault, vaultOverrides }: RegionalSettings,
  key: string | undefined,
  words: Parameters<RegionalRule>[1],
): Verdict {
  const override = key === undefined ? undefined : entryOfVault(vaultOverrides, key);
  const location: VaultArguments = key === undefined ? {} : { location: regionOfKey(key) };
  const vaultSettings = withOverrides(withOverrides(vault, override?.[1]), location);
  const { findings, ...rest } = judge(backupVaultRules, vaultSettings, words);
  const overridden = keysWithValue(override?.[1]);
  const argumentOf = ({ path }: Finding) =>
    override !== undefined && overridden.includes(/^\w+/.exec(path)?.[0] ?? "")
      ? at("vaultOverrides", override[0])
      : "vault";
  return {
    ...rest,
    // The rules on VMs report a wrong location.
    findings: findings
      .filter(({ path }) => path !== "location")
      .map((finding) => ({ ...finding, path: `${argumentOf(finding)}.${finding.path}` })),
  };
}

/** The keys of existingVaults and vaultOverrides are regions, with or without a number. */
export const vaultKeysAreRegions: RegionalRule = ({ existingVaults, vaultOverrides }) =>
  all(
    Object.entries({ existingVaults, vaultOverrides }).map(([name, map]) =>
      forEachEntry(map, (_, key) => keyIsRegion(name, key)),
    ),
  );

/**
 * Each key of existingVaults and vaultOverrides is the key of a vault that has VMs: another key has no effect, and its author believes
 * that it has one.
 */
export const vaultKeysHaveVms: RegionalRule = ({ vms, existingVaults, vaultOverrides }) => {
  const used = vaultKeysOf(vms ?? {});
  return all(
    Object.entries({ existingVaults, vaultOverrides }).map(([name, map]) =>
      forEachEntry(map, (_, key) =>
        used.includes(normalLocation(key)) || keyIsRegion(name, key).findings.length > 0
          ? noFindings
          : unknownName({
              path: at(name, key),
              message: `No VM of vms is in the vault ${formatValue(key)} of ${name}`,
              fix: used.length === 0 ? "remove it" : `remove it, or use one of ${used.join(", ")}`,
              ...pages.prepare,
            }),
      ),
    ),
  );
};

const keyIsRegion = (map: string, key: string): Verdict => {
  const path = at(map, key);
  return all(
    isRegion(path, regionOfKey(key)).findings.map((finding) => {
      if (finding.kind !== "invalidValue") return { findings: [finding] };
      const message = `Unknown region ${formatValue(key)} in ${map}`;
      return unknownName({
        path,
        message,
        fix: finding.fix?.text ?? "use a region's name",
        ...pages.serviceTags,
      });
    }),
  );
};

/** No VM is twice in a vault, and no vault has more VMs than Azure accepts. */
export const vaultsHoldTheirVms: RegionalRule = ({ vms = {} }, words) =>
  all(
    vaultKeysOf(vms).map((key) => {
      const entries = Object.entries(vms).filter(([, vm]) => vaultKeyOf(vm ?? {}) === key);
      const vmsOfVault = Object.fromEntries(entries) as ProtectedVmsSettings["vms"];
      return all([
        attempt(() => vmsAreDistinct({ vms: vmsOfVault }, words)),
        vmCountWithinLimit(key, entries.length),
      ]);
    }),
  );

function vmCountWithinLimit(vaultKey: string, count: number): Verdict {
  const max = vmsPerVault.value;
  if (count <= max) return noFindings;
  const nextVault = Number(/-(\d+)$/.exec(vaultKey)?.[1] ?? 1) + 1;
  return invalidValue({
    path: "vms",
    actual: described(`${count} ${vmsPerVault.unit} in the vault of ${vaultKey}`),
    accepted: `at most ${max} in a vault`,
    fix: `set vault: ${nextVault} for ${count - max} or more VMs that are not protected yet. Leave protected VMs in their vault, because recovery points cannot move`,
    ...cite(vmsPerVault),
  });
}

/** No two VMs get the same Pulumi name, as `2-web` of a region and `web` of its second vault would. */
export const itemNamesAreDistinct: RegionalRule = ({ vms }) => {
  const keyByName = new Map<string, string>();
  return forEachEntry(vms, (vm, key) => {
    const name = `${vaultKeyOf(vm ?? {})}-${key}`;
    const other = keyByName.get(name);
    if (other === undefined) {
      keyByName.set(name, key);
      return noFindings;
    }
    return invalidValue({
      path: at("vms", key),
      actual: described(`this key makes the Pulumi name ${name}`),
      accepted: `each name once, and ${at("vms", other)} makes the same name`,
      by: "Pulumi",
      fix: "use another key for the VM that is new",
    });
  });
};

/** Rules on the vaults together, once everything is known. */
export const acrossVaultsRules: readonly RegionalRule[] = [
  vaultNamesAreValid,
  vaultsAreValid,
  vaultsHoldTheirVms,
  vaultKeysHaveVms,
  itemNamesAreDistinct,
];

/** Rules on a VM's region and vault. */
export const placeRules: readonly Rule<RegionalVmSettings>[] = [vmIsInRegion, vaultNumberIsValid];
