import { at, described } from "../core/finding";
import { formatValue } from "../core/format";
import { cite, inRange, isOneOf } from "../core/limits";
import { all, forEachEntry, invalidValue, missing, noFindings, type Rule } from "../core/rule";
import { keysWithValue, listOf, textOf } from "../core/values";
import { builtIn } from "../protection/builtIn/definitions";
import { policyIdIsValid } from "../protection/item/idRules";
import { isRegion } from "../region/rules";
import { areExclusions, isAssignmentName, isScope } from "./assignmentRules";
import {
  backupScopes,
  PolicyEnforcement,
  parallelDeployments,
  policyPages,
  remediationResources,
} from "./facts";
import { scopeOf } from "./scope";
import type { ScaledBackup, ScaleRule } from "./settings";

type EntryRule = Rule<ScaledBackup>;

/** The key of the audit's assignment. */
export const auditKey = "audit";

/** Whether Azure's audit is assigned: unless the program refuses it, because the policies that back up skip VMs of many images. */
export const isAudited = (audit: { readonly assign?: boolean } | null | undefined): boolean =>
  audit?.assign !== false;

/** Policies that back up are assigned at a subscription or a resource group. An audit can also be assigned at a management group. */
export const scopesAreAllowed: ScaleRule = ({ scope, backups, audit }) => {
  const isWide = scopeOf(scope)?.kind === "managementGroup";
  if (!isWide || keysWithValue(backups).length === 0)
    return all([
      isScope("scope", scope, isWide ? everyScope : ["subscription", "resourceGroup"], backupScopes),
      isScope("audit.scope", audit?.scope, everyScope, policyPages.assignment),
    ]);
  return invalidValue({
    path: "scope",
    actual: scope,
    accepted: `the id of ${backupScopes.text}, because each policy that backs up is for one subscription and region`,
    fix: "make a BackupAtScale for each subscription. To audit the management group, set audit.scope to it",
    ...cite(backupScopes),
  });
};

const everyScope = ["subscription", "resourceGroup", "managementGroup"] as const;

/** Exclusions are Azure ids inside the scope. */
export const exclusionsAreIds: ScaleRule = ({ scope, exclude, audit }) =>
  all([
    areExclusions("exclude", exclude, scope),
    areExclusions("audit.exclude", audit?.exclude, audit?.scope ?? scope),
  ]);

const shorten = "choose a shorter assignmentNamePrefix or key";

/** Azure accepts the names of the assignments. */
export const assignmentNamesAreValid: ScaleRule = ({ assignmentNamePrefix: prefix, backups, scope, audit }) =>
  all([
    forEachEntry(backups, (_, key) =>
      key === auditKey
        ? invalidValue({
            path: at("backups", key),
            actual: described(`the key ${formatValue(key)}`),
            accepted: `any other key, because the audit's assignment is named ${prefix}-${auditKey}`,
            by: "this argument",
            fix: "use another key",
            ...cite(policyPages.assignment),
          })
        : isAssignmentName(at("backups", key), `${prefix}-${key}`, scope, shorten),
    ),
    isAudited(audit)
      ? isAssignmentName(
          "assignmentNamePrefix",
          `${prefix}-${auditKey}`,
          audit?.scope ?? scope,
          "choose a shorter assignmentNamePrefix, or set audit.assign to false",
        )
      : noFindings,
  ]);

/** enforcement is Default or DoNotEnforce. */
export const enforcementIsKnown: ScaleRule = ({ enforcement }) =>
  isOneOf("enforcement", enforcement, Object.values(PolicyEnforcement), policyPages.assignment);

/** identityLocation is a region that this library knows. */
export const identityLocationIsRegion: ScaleRule = ({ identityLocation }) =>
  identityLocation === undefined ? noFindings : isRegion("identityLocation", identityLocation);

/** A remediation has a label that is valid in names, and numbers that Azure accepts. */
export const remediationIsValid: ScaleRule = ({ remediation }) =>
  all([
    remediation?.run === undefined || /^[\w-]{1,40}$/.test(textOf(remediation.run))
      ? noFindings
      : invalidValue({
          path: "remediation.run",
          actual: remediation.run,
          accepted: "1 to 40 letters, digits, _ and -",
          by: "this argument",
          fix: "choose another label, e.g. a date. A new label starts a new run",
          ...cite(policyPages.remediation),
        }),
    inRange("remediation.mostVms", remediation?.mostVms, remediationResources),
    inRange("remediation.parallelDeployments", remediation?.parallelDeployments, parallelDeployments),
  ]);

/** tagName is not empty. */
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

/** Rules on the arguments, without the entries. */
export const scaleRules: readonly ScaleRule[] = [
  scopesAreAllowed,
  exclusionsAreIds,
  assignmentNamesAreValid,
  enforcementIsKnown,
  identityLocationIsRegion,
  remediationIsValid,
  tagNameIsText,
];

/** policyId is the Azure id of a backup policy. */
const entryPolicyIsPolicy: EntryRule = ({ policyId }, words) => policyIdIsValid({ policyId }, words);

/** location is a region that this library knows. */
const entryLocationIsRegion: EntryRule = ({ location }) => isRegion("location", location);

/** tagValues has at least one value, and none is empty. */
export const tagValuesAreTexts: EntryRule = ({ tagValues }) => {
  if (tagValues === undefined) return noFindings;
  const fix = "list the values, or leave tagValues out for all other VMs of the region";
  if (listOf(tagValues).length === 0)
    return missing({
      path: "tagValues",
      message: "at least one value of the tag is required",
      fix,
      ...cite(builtIn.withTag),
    });
  if (tagValues.every((value) => textOf(value).trim() !== "")) return noFindings;
  return invalidValue({
    path: "tagValues",
    actual: tagValues,
    accepted: "values of the tag that are not empty",
    fix,
    ...cite(builtIn.withTag),
  });
};

/** Rules on one entry. */
export const scaledBackupRules: readonly EntryRule[] = [
  entryPolicyIsPolicy,
  entryLocationIsRegion,
  tagValuesAreTexts,
];
