import { at } from "../core/finding";
import { cite, isOneOf, isValidName } from "../core/limits";
import {
  all,
  forEachEntry,
  invalidValue,
  noFindings,
  type Rule,
  unknownName,
  type Verdict,
} from "../core/rule";
import { type Settings, settingErrors } from "../core/settings";
import { nearestNames, textOf, unknownNameFix } from "../core/values";
import type { Words } from "../core/words";
import { azurePolicyNameForm, nameLengths } from "../names/facts";
import { areExclusions, isAssignmentName, isScope } from "./assignmentRules";
import { azurePolicyConditions } from "./conditions/all";
import { packOnlyRequirements } from "./conditions/packOnly";
import { azurePolicyRequirements } from "./definitions";
import { LimitEffect, PolicyEnforcement, policyPages } from "./facts";
import { scopeOf, scopeTexts } from "./scope";

/** The arguments of SupportLimitsInitiative. Rules read them before they are checked, so any field may have a wrong type. */
export interface InitiativeSettings {
  readonly managementGroupId?: string;
  readonly initiativeName?: string;
  readonly effect?: string;
  readonly effectOverrides?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, object>>;
  readonly assignment?: {
    readonly scope?: string;
    readonly assignmentName?: string;
    readonly exclude?: readonly string[];
    readonly enforcement?: string;
  };
}

type InitiativeRule = Rule<InitiativeSettings>;

const names = azurePolicyRequirements.map(({ name }) => name);
const longest = Math.max(...names.map(({ length }) => length));

/** Name of a definition in Azure. */
export const definitionName = (initiativeName: string, requirement: string): string =>
  `${initiativeName}-${requirement}`;

/** The name is short enough for the names of the definitions, which begin with it. */
export const initiativeNameIsValid: InitiativeRule = ({ initiativeName }) => {
  const { max, ...length } = nameLengths.definition;
  return isValidName(
    "initiativeName",
    initiativeName,
    { ...length, max: max - longest - 1 },
    azurePolicyNameForm,
  );
};

/** Azure Policy can express the requirement that is the key of a map. */
const isInAzurePolicy = (path: string, name: string): Verdict => {
  if (names.includes(name)) return noFindings;
  if (Object.hasOwn(packOnlyRequirements, name))
    return unknownName({
      path,
      message: `${path}: Azure Policy cannot express this requirement, only the policy pack checks it`,
      fix: "remove it",
      ...cite(policyPages.language),
    });
  const [near] = nearestNames(name, names);
  return unknownName({
    path,
    message: `Unknown requirement ${name} in ${path.slice(0, path.search(/[.[]/))}`,
    fix: unknownNameFix(near, names),
    ...cite(policyPages.language),
  });
};

/** Each effect is one of Azure Policy's, for a requirement that it can express. */
export const effectsAreKnown: InitiativeRule = ({ effect, effectOverrides }) =>
  all([
    isOneOf("effect", effect, [LimitEffect.Audit, LimitEffect.Deny], policyPages.language),
    forEachEntry(effectOverrides, (value, name) =>
      all([
        isInAzurePolicy(at("effectOverrides", name), name),
        isOneOf(at("effectOverrides", name), value, Object.values(LimitEffect), policyPages.language),
      ]),
    ),
  ]);

/** Each setting is valid, and the requirement's definition has it. */
export const settingsAreKnown: InitiativeRule = ({ settings }) =>
  forEachEntry(settings, (values, name) => {
    const path = at("settings", name);
    const requirement = azurePolicyRequirements.find((one) => one.name === name);
    if (requirement === undefined) return isInAzurePolicy(path, name);
    const own = azurePolicyConditions[name]?.settings ?? [];
    const known = (requirement.settings ?? {}) as Settings;
    const accepted = Object.fromEntries(Object.entries(known).filter(([setting]) => own.includes(setting)));
    if (typeof values !== "object" || values === null || Array.isArray(values))
      return invalidValue({
        path,
        actual: values,
        accepted: `a structure with ${own.join(", ")}`,
        by: "this argument",
        fix: `give ${own.join(", ")} as in the policy pack`,
      });
    const findings = settingErrors(accepted, values, path);
    return { findings: findings.map((finding) => ({ ...finding, ...cite(requirement.page) })) };
  });

/** The assignment's name is assignmentName or, if it is omitted, initiativeName. Another rule reports an invalid initiativeName. */
function assignmentNameIsValid(initiative: InitiativeSettings, words: Words, scope: unknown): Verdict {
  const { assignment, initiativeName } = initiative;
  const own = assignment?.assignmentName;
  if (own !== undefined)
    return isAssignmentName("assignment.assignmentName", textOf(own), scope, "choose a shorter name");
  if (initiativeNameIsValid(initiative, words).findings.length > 0) return noFindings;
  const fix = "choose a shorter name, or set assignment.assignmentName";
  return isAssignmentName("initiativeName", textOf(initiativeName), scope, fix);
}

/** The assignment has a scope at which the definitions can be assigned, and a valid name. */
export const assignmentIsValid: InitiativeRule = (initiative, words) => {
  const { assignment, managementGroupId } = initiative;
  if (assignment === undefined) return noFindings;
  const { scope, exclude, enforcement } = assignment;
  const where = scope ?? (managementGroupId === undefined ? undefined : scopeTexts.managementGroup);
  const isAboveDefinitions = scopeOf(scope)?.kind === "managementGroup" && managementGroupId === undefined;
  return all([
    isAboveDefinitions
      ? invalidValue({
          path: "assignment.scope",
          actual: scope,
          requires:
            "managementGroupId, because definitions of a subscription cannot be assigned at a management group",
          fix: "give managementGroupId, so that the definitions are created in that management group",
          ...cite(policyPages.assignment),
        })
      : isScope(
          "assignment.scope",
          scope,
          ["subscription", "resourceGroup", "managementGroup"],
          policyPages.assignment,
        ),
    areExclusions("assignment.exclude", exclude, scope),
    isOneOf("assignment.enforcement", enforcement, Object.values(PolicyEnforcement), policyPages.assignment),
    assignmentNameIsValid(initiative, words, where),
  ]);
};

/** Rules on the arguments of SupportLimitsInitiative. */
export const initiativeRules: readonly InitiativeRule[] = [
  initiativeNameIsValid,
  effectsAreKnown,
  settingsAreKnown,
  assignmentIsValid,
];
