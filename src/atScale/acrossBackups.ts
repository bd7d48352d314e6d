import { at, described } from "../core/finding";
import { formatValue } from "../core/format";
import { cite } from "../core/limits";
import { forEachEntry, invalidValue, missing, noFindings, type Verdict } from "../core/rule";
import { duplicatesIn, listOf, sameText, textOf } from "../core/values";
import { parsePolicyId } from "../protection/arm";
import { builtIn } from "../protection/builtIn/definitions";
import { normalLocation } from "../region/location";
import { backupScopes, otherSubscription } from "./facts";
import { scopeOf } from "./scope";
import type { ScaleRule, ScaleSettings } from "./settings";

type Entries = NonNullable<ScaleSettings["backups"]>;

/** The verdicts on each entry. The shape of the arguments reports an entry that is null. */
const forEachBackup = (
  backups: ScaleSettings["backups"],
  rule: (backup: Entries[string], key: string) => Verdict,
): Verdict => forEachEntry(backups, (backup, key) => (backup ? rule(backup, key) : noFindings));

/** Each policy belongs to a vault in the subscription of the VMs that it backs up. */
export const vaultsAreInSubscription: ScaleRule = ({ backups, scope }) =>
  forEachBackup(backups, ({ policyId }, key) => {
    const policy = parsePolicyId(policyId);
    const place = scopeOf(scope);
    if (policy === undefined || place === undefined || place.kind === "managementGroup") return noFindings;
    if (sameText(policy.subscriptionId, place.subscriptionId)) return noFindings;
    return invalidValue({
      path: `${at("backups", key)}.policyId`,
      actual: policyId,
      accepted: `a policy of a vault in ${place.subscriptionId}, the subscription of the VMs`,
      fix: "use a vault of that subscription. For VMs of another subscription, make another BackupAtScale",
      conflict: otherSubscription.by,
      ...cite(backupScopes),
    });
  });

/** tagName is set if the value of the tag decides which policy a VM gets. */
export const tagIsNamed: ScaleRule = ({ backups, tagName, exceptTagValues }) => {
  if (tagName !== undefined) return noFindings;
  const tagged = Object.keys(backups ?? {}).find((key) => (backups as Entries)[key]?.tagValues !== undefined);
  const path = tagged === undefined ? "exceptTagValues" : `${at("backups", tagged)}.tagValues`;
  if (tagged === undefined && exceptTagValues === undefined) return noFindings;
  return missing({
    path: "tagName",
    message: `${path} requires the name of the tag`,
    fix: "give tagName",
    ...cite(builtIn.withTag),
  });
};

/** Each VM gets one policy: in a region, each tag value is in one entry, and at most one entry is for all other VMs. */
export const entriesAreDistinct: ScaleRule = ({ backups, exceptTagValues }) => {
  const keys = Object.keys(backups ?? {});
  const excepted = listOf(exceptTagValues).map((value) => textOf(value).toLowerCase());
  /** What an entry is for: each of its tag values in its region, or all other VMs there. */
  const claimsOf = (key: string): string[] => {
    const backup = (backups as Entries)[key];
    if (!backup) return [];
    const { tagValues, location } = backup;
    const values =
      tagValues === undefined ? [""] : listOf(tagValues).map((value) => textOf(value).toLowerCase());
    return values.map((value) => `${normalLocation(textOf(location))}/${value}`);
  };
  return forEachBackup(backups, ({ tagValues, location }, key) => {
    const path = at("backups", key);
    const claims = claimsOf(key);
    const earlier = keys
      .slice(0, keys.indexOf(key))
      .find((other) => claimsOf(other).some((claim) => claims.includes(claim)));
    if (earlier !== undefined && tagValues === undefined) return isSecondForOthers(path, location, earlier);
    if (earlier !== undefined)
      return tagValuesAreInvalid(
        path,
        tagValues,
        `values that no other entry in ${location} has, and ${earlier} has one of them`,
        "remove the value from one of the two entries",
      );
    if (duplicatesIn(claims).length > 0)
      return tagValuesAreInvalid(
        path,
        tagValues,
        "each value once, ignoring case",
        "remove the repeated value",
      );
    const exception = listOf(tagValues).find((value) => excepted.includes(textOf(value).toLowerCase()));
    if (exception === undefined) return noFindings;
    return tagValuesAreInvalid(
      path,
      tagValues,
      `values that exceptTagValues does not have, and it has ${formatValue(exception)}`,
      "remove the value from one of the two lists",
    );
  });
};

const isSecondForOthers = (path: string, location: unknown, first: string): Verdict =>
  invalidValue({
    path,
    actual: described("an entry without tagValues"),
    accepted: `one such entry in ${location}, and ${first} is already there`,
    by: "this argument",
    fix: "remove one of the two entries, or give it tagValues",
    ...cite(builtIn.withoutTag),
  });

const tagValuesAreInvalid = (path: string, actual: unknown, accepted: string, fix: string): Verdict =>
  invalidValue({
    path: `${path}.tagValues`,
    actual,
    accepted,
    by: "this argument",
    fix,
    ...cite(builtIn.withTag),
  });

/** All entries of a vault have its region. */
export const vaultsHaveOneRegion: ScaleRule = ({ backups }) => {
  const regions = new Map<string, string>();
  return forEachBackup(backups, ({ policyId, location }, key) => {
    const policy = parsePolicyId(policyId);
    if (policy === undefined || typeof location !== "string") return noFindings;
    const vault = `${policy.subscriptionId}/${policy.resourceGroupName}/${policy.vaultName}`.toLowerCase();
    const known = regions.get(vault) ?? location;
    regions.set(vault, known);
    if (normalLocation(known) === normalLocation(location)) return noFindings;
    return invalidValue({
      path: `${at("backups", key)}.location`,
      actual: location,
      accepted: `${known}, the region of vault ${policy.vaultName} in another entry. A vault protects VMs of its own region only`,
      fix: "use a policy of a vault in this region",
      ...cite(backupScopes),
    });
  });
};

/** Rules across entries, their scope and the tag. */
export const acrossBackupsRules: readonly ScaleRule[] = [
  vaultsAreInSubscription,
  tagIsNamed,
  entriesAreDistinct,
  vaultsHaveOneRegion,
];
