import { at } from "../core/finding";
import { cite, inRange, isOneOf } from "../core/limits";
import { all, forEachEntry, invalidValue, noFindings, type Rule, type Verdict } from "../core/rule";
import { duplicatesIn, keysWithValue, listOf, sameText, textOf } from "../core/values";
import { parsePolicyId } from "../protection/arm";
import { policyIdIsValid } from "../protection/item/idRules";
import { normalLocation } from "../region/location";
import { isRegion } from "../region/rules";
import { areExclusions, isAssignmentName, isScope } from "./assignmentRules";
import {
  backupScopes,
  builtIn,
  otherSubscription,
  PolicyEnforcement,
  parallelDeployments,
  policyPages,
  remediationResources,
} from "./facts";
import { scopeOf } from "./scope";
import type { ScaledBackup, ScaleRule, ScaleSettings } from "./settings";

type EntryRule = Rule<ScaledBackup>;

/** The key that the audit's assignment has. */
export const auditKey = "audit";

/** What backs up is assigned at a subscription or a resource group, an audit at a management group too. */
export const scopesAreTaken: ScaleRule = ({ scope, backups, audit }) => {
  const isWide = scopeOf(scope)?.kind === "managementGroup";
  if (!isWide || keysWithValue(backups).length === 0)
    return all([
      isScope("scope", scope, isWide ? everyScope : ["subscription", "resourceGroup"], backupScopes),
      isScope("audit.scope", audit?.scope, everyScope, policyPages.assignment),
    ]);
  return invalidValue({
    path: "scope",
    actual: scope,
    accepted: `the id of ${backupScopes.text}: the policies that back up are for one subscription and region each`,
    fix: "make a BackupAtScale for each subscription; what only audits takes the management group in audit.scope",
    ...cite(backupScopes),
  });
};

const everyScope = ["subscription", "resourceGroup", "managementGroup"] as const;

/** What is left out is named by Azure ids of what lies in the scope. */
export const exclusionsAreIds: ScaleRule = ({ scope, exclude, audit }) =>
  all([
    areExclusions("exclude", exclude, scope),
    areExclusions("audit.exclude", audit?.exclude, audit?.scope ?? scope),
  ]);

/** The names that the assignments get in Azure are ones that it takes. */
export const assignmentsHaveNames: ScaleRule = ({ assignmentNamePrefix: prefix, backups, scope, audit }) =>
  all([
    forEachEntry(backups, (_, key) =>
      key === auditKey
        ? invalidValue({
            path: at("backups", key),
            actual: key,
            accepted: `any other key: the audit's assignment is ${prefix}-${auditKey}`,
            fix: "use another key",
            ...cite(policyPages.assignment),
          })
        : isAssignmentName(at("backups", key), `${prefix}-${key}`, scope),
    ),
    audit === undefined
      ? noFindings
      : isAssignmentName("assignmentNamePrefix", `${prefix}-${auditKey}`, audit.scope ?? scope),
  ]);

/** Enforcement: Default or DoNotEnforce. */
export const enforcementIsKnown: ScaleRule = ({ enforcement }) =>
  isOneOf("enforcement", enforcement, Object.values(PolicyEnforcement), policyPages.assignment);

/** Region of the identities: one that Azure has, as far as this library knows. */
export const identityLocationIsRegion: ScaleRule = ({ identityLocation }) =>
  identityLocation === undefined ? noFindings : isRegion("identityLocation", identityLocation);

/** A run of remediation has a label that can stand in names, and Azure's numbers. */
export const remediationIsValid: ScaleRule = ({ remediation }) =>
  all([
    remediation?.run === undefined || /^[\w-]{1,40}$/.test(textOf(remediation.run))
      ? noFindings
      : invalidValue({
          path: "remediation.run",
          actual: remediation.run,
          accepted: "1 to 40 letters, digits, _ and -, e.g. a date: another text starts another run",
          fix: "choose another label",
          ...cite(policyPages.remediation),
        }),
    inRange("remediation.mostVms", remediation?.mostVms, remediationResources),
    inRange("remediation.parallelDeployments", remediation?.parallelDeployments, parallelDeployments),
  ]);

/** A tag's name is one. */
export const tagNameIsText: ScaleRule = ({ tagName }) =>
  tagName === undefined || (typeof tagName === "string" && tagName.trim() !== "")
    ? noFindings
    : invalidValue({
        path: "tagName",
        actual: tagName,
        accepted: "the name of a tag",
        fix: "give the tag's name, or remove it",
        ...cite(builtIn.withTag),
      });

export const scaleRules: readonly ScaleRule[] = [
  scopesAreTaken,
  exclusionsAreIds,
  assignmentsHaveNames,
  enforcementIsKnown,
  identityLocationIsRegion,
  remediationIsValid,
  tagNameIsText,
];

/** Each entry's policy is named by the Azure id of a backup policy. */
const entryPolicyIsPolicy: EntryRule = ({ policyId }, words) => policyIdIsValid({ policyId }, words);

/** Each entry's region: one that Azure has, as far as this library knows. */
const entryLocationIsRegion: EntryRule = ({ location }) => isRegion("location", location);

/** Values of the tag are some, and texts. */
export const tagValuesAreTexts: EntryRule = ({ tagValues }) => {
  if (tagValues === undefined) return noFindings;
  const wrong = listOf(tagValues).filter((value) => textOf(value).trim() === "");
  if (listOf(tagValues).length > 0 && wrong.length === 0) return noFindings;
  return invalidValue({
    path: "tagValues",
    actual: tagValues,
    accepted: "at least one value of the tag; without tagValues the entry is for all other VMs of its region",
    fix: "list the values, or leave tagValues out for all others",
    ...cite(builtIn.withTag),
  });
};

export const scaledBackupRules: readonly EntryRule[] = [
  entryPolicyIsPolicy,
  entryLocationIsRegion,
  tagValuesAreTexts,
];

type Entries = NonNullable<ScaleSettings["backups"]>;

/** An entry that is not there is told of where an entry's fields are. */
const forEachBackup = (
  backups: ScaleSettings["backups"],
  rule: (backup: Entries[string], key: string) => Verdict,
): Verdict => forEachEntry(backups, (backup, key) => (backup ? rule(backup, key) : noFindings));

/** Policies are of vaults in the subscription whose VMs they back up. */
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
      fix: "use a vault of that subscription; for another subscription make another BackupAtScale",
      conflict: otherSubscription.by,
      ...cite(backupScopes),
    });
  });

/** The tag is named where a VM's value of it decides. */
export const tagIsNamed: ScaleRule = ({ backups, tagName, exceptTagValues }) => {
  if (tagName !== undefined) return noFindings;
  const tagged = Object.keys(backups ?? {}).find((key) => (backups as Entries)[key]?.tagValues !== undefined);
  const path = tagged === undefined ? "exceptTagValues" : `${at("backups", tagged)}.tagValues`;
  if (tagged === undefined && exceptTagValues === undefined) return noFindings;
  return invalidValue({
    path: "tagName",
    actual: undefined,
    accepted: `the name of the tag that ${path} speaks of`,
    fix: "give tagName",
    ...cite(builtIn.withTag),
  });
};

/** A VM has one policy: in a region each value of the tag stands once, and one entry is for all others. */
export const entriesAreApart: ScaleRule = ({ backups, exceptTagValues }) => {
  const keys = Object.keys(backups ?? {});
  const claims = (key: string): string[] => {
    const backup = (backups as Entries)[key];
    if (!backup) return [];
    const { tagValues, location } = backup;
    const values = tagValues === undefined ? [""] : listOf(tagValues).map((one) => textOf(one).toLowerCase());
    return values.map((value) => `${normalLocation(textOf(location))}/${value}`);
  };
  const excepted = listOf(exceptTagValues).map((one) => textOf(one).toLowerCase());
  return forEachBackup(backups, ({ tagValues, location }, key) => {
    const path = at("backups", key);
    const before = keys
      .slice(0, keys.indexOf(key))
      .find((other) => claims(other).some((claim) => claims(key).includes(claim)));
    const within = duplicatesIn(claims(key)).length > 0 ? key : undefined;
    const other = before ?? within;
    if (other !== undefined)
      return invalidValue({
        path: tagValues === undefined ? path : `${path}.tagValues`,
        actual: tagValues,
        accepted:
          tagValues === undefined
            ? `one entry without tagValues in ${location}, and ${other} is it`
            : `values that no other entry in ${location} has; ${other} has one of them: a VM with it would go to whichever comes first`,
        fix: "take the value away from one of them",
        ...cite(builtIn.withTag),
      });
    const spared = listOf(tagValues).find((value) => excepted.includes(textOf(value).toLowerCase()));
    return spared === undefined ? noFindings : backedUpAndSpared(path, spared);
  });
};

const backedUpAndSpared = (path: string, value: string): Verdict =>
  invalidValue({
    path: `${path}.tagValues`,
    actual: value,
    accepted: "values that exceptTagValues does not have: VMs with those are left alone",
    fix: "take it away from one of the two",
    ...cite(builtIn.withoutTag),
  });

/** A vault is in one region. */
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
      accepted: `${known}, where another entry says that vault ${policy.vaultName} is: a vault takes the VMs of its own region`,
      fix: "use a policy of a vault in this region",
      ...cite(backupScopes),
    });
  });
};

/** What the entries, their scope and the tag must satisfy together. */
export const acrossBackupsRules: readonly ScaleRule[] = [
  vaultsAreInSubscription,
  tagIsNamed,
  entriesAreApart,
  vaultsHaveOneRegion,
];
