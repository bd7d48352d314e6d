import { at } from "../core/finding";
import { cite, isOneOf, isValidName } from "../core/limits";
import { all, forEachEntry, invalidValue, noFindings, type Rule, type Verdict } from "../core/rule";
import { type Settings, settingErrors } from "../core/settings";
import { nearestNames, textOf } from "../core/values";
import { areExclusions, isAssignmentName, isScope } from "./assignmentRules";
import { expressed } from "./conditions";
import { expressedRequirements } from "./definitions";
import { LimitEffect, nameLengths, PolicyEnforcement, policyNameForm, policyPages } from "./facts";
import { scopeOf, scopeTexts } from "./scope";

/** The initiative of the support limits, in this library's terms. Rules read it too, so every field may be of a wrong type, whatever the types say. */
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

const names = expressedRequirements.map(({ name }) => name);
const longest = Math.max(...names.map(({ length }) => length));

/** Name of a definition in Azure. */
export const definitionName = (initiativeName: string, requirement: string): string =>
  `${initiativeName}-${requirement}`;

/** The name leaves room for the names of the definitions that begin with it. */
export const initiativeNameIsValid: InitiativeRule = ({ initiativeName }) => {
  const { max, ...length } = nameLengths.definition;
  return isValidName("initiativeName", initiativeName, { ...length, max: max - longest - 1 }, policyNameForm);
};

/** A management group is named, not given by its id. */
export const managementGroupIsName: InitiativeRule = ({ managementGroupId }) => {
  if (managementGroupId === undefined || /^[\w().-]{1,90}$/.test(textOf(managementGroupId)))
    return noFindings;
  const place = scopeOf(managementGroupId);
  const name = place?.kind === "managementGroup" ? place.managementGroupId : undefined;
  return invalidValue({
    path: "managementGroupId",
    actual: managementGroupId,
    accepted: "the name of a management group, which is the last part of its id",
    fix:
      name === undefined
        ? "give the name alone, without slashes"
        : { text: `write ${JSON.stringify(name)}`, value: name },
    ...cite(policyPages.assignment),
  });
};

const isExpressed = (path: string, name: string): Verdict => {
  if (names.includes(name)) return noFindings;
  const [near] = nearestNames(name, names);
  return invalidValue({
    path,
    actual: name,
    accepted: `a requirement that Azure Policy says: ${names.join(", ")}`,
    fix: near === undefined ? "remove it" : `write ${near}, or remove it`,
    ...cite(policyPages.language),
  });
};

/** Effects are Azure Policy's, of requirements that it says. */
export const effectsAreKnown: InitiativeRule = ({ effect, effectOverrides }) =>
  all([
    isOneOf("effect", effect, [LimitEffect.Audit, LimitEffect.Deny], policyPages.language),
    forEachEntry(effectOverrides, (value, name) =>
      all([
        isExpressed(at("effectOverrides", name), name),
        isOneOf(at("effectOverrides", name), value, Object.values(LimitEffect), policyPages.language),
      ]),
    ),
  ]);

/** Settings are those that the policy pack takes, where the definition has them. */
export const settingsAreKnown: InitiativeRule = ({ settings }) =>
  forEachEntry(settings, (given, name) => {
    const path = at("settings", name);
    const requirement = expressedRequirements.find((one) => one.name === name);
    if (requirement === undefined) return isExpressed(path, name);
    const own = expressed[name]?.settings ?? [];
    const known = (requirement.settings ?? {}) as Settings;
    const accepted = Object.fromEntries(Object.entries(known).filter(([setting]) => own.includes(setting)));
    if (typeof given !== "object" || given === null || Array.isArray(given))
      return invalidValue({
        path,
        actual: given,
        accepted: `a structure with ${own.join(", ")}`,
        by: "this argument",
        fix: `give ${own.join(", ")} as the policy pack takes them`,
      });
    const findings = settingErrors(accepted, given, path);
    return { findings: findings.map((finding) => ({ ...finding, ...cite(requirement.page) })) };
  });

/** The assignment is where the definitions can be assigned, and has a name. */
export const assignmentIsValid: InitiativeRule = ({ assignment, managementGroupId, initiativeName }) => {
  if (assignment === undefined) return noFindings;
  const { scope, exclude, enforcement, assignmentName = initiativeName } = assignment;
  const where = scope ?? (managementGroupId === undefined ? undefined : scopeTexts.managementGroup);
  const path = assignment.assignmentName === undefined ? "initiativeName" : "assignment.assignmentName";
  const atGroup = scopeOf(scope)?.kind === "managementGroup" && managementGroupId === undefined;
  return all([
    atGroup
      ? invalidValue({
          path: "assignment.scope",
          actual: scope,
          accepted: "a subscription or a resource group: the definitions stand in a subscription",
          fix: "give managementGroupId, so that the definitions stand in that management group",
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
    isAssignmentName(path, textOf(assignmentName), where),
  ]);
};

export const initiativeRules: readonly InitiativeRule[] = [
  initiativeNameIsValid,
  managementGroupIsName,
  effectsAreKnown,
  settingsAreKnown,
  assignmentIsValid,
];
