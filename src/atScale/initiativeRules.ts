import { at } from "../core/finding";
import { cite, isNamed, isOneOf } from "../core/limits";
import { all, fault, forEachEntry, pass, type Rule, type Verdict } from "../core/rule";
import { type Settings, settingFaults } from "../core/settings";
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
  return isNamed("initiativeName", initiativeName, { ...length, max: max - longest - 1 }, policyNameForm);
};

/** A management group is named, not given by its id. */
export const managementGroupIsName: InitiativeRule = ({ managementGroupId }) => {
  if (managementGroupId === undefined || /^[\w().-]{1,90}$/.test(textOf(managementGroupId))) return pass;
  const place = scopeOf(managementGroupId);
  const name = place?.kind === "managementGroup" ? place.managementGroupId : undefined;
  return fault({
    path: "managementGroupId",
    got: managementGroupId,
    allowed: "the name of a management group, which is the last part of its id",
    fix:
      name === undefined
        ? "give the name alone, without slashes"
        : { text: `write ${JSON.stringify(name)}`, value: name },
    ...cite(policyPages.assignment),
  });
};

const isExpressed = (path: string, name: string): Verdict => {
  if (names.includes(name)) return pass;
  const [near] = nearestNames(name, names);
  return fault({
    path,
    got: name,
    allowed: `a requirement that Azure Policy says: ${names.join(", ")}`,
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
    const taken = Object.fromEntries(Object.entries(known).filter(([setting]) => own.includes(setting)));
    const faults =
      typeof given !== "object" || given === null || Array.isArray(given)
        ? [`${path}: allowed: a structure with ${own.join(", ")}`]
        : settingFaults(taken, given, path);
    if (faults.length === 0) return pass;
    return fault({
      path,
      got: given,
      allowed: own.length === 0 ? "no settings: its definition has none" : faults.map(after(path)).join("; "),
      fix: own.length === 0 ? "remove it" : `give ${own.join(", ")} as the policy pack takes them`,
      ...cite(requirement.page),
    });
  });

const after = (path: string) => (said: string) =>
  said.replace(`${path}.`, "").replace(/got .*?; allowed: /, "");

/** The assignment is where the definitions can be assigned, and has a name. */
export const assignmentIsValid: InitiativeRule = ({ assignment, managementGroupId, initiativeName }) => {
  if (assignment === undefined) return pass;
  const { scope, exclude, enforcement, assignmentName = initiativeName } = assignment;
  const where = scope ?? (managementGroupId === undefined ? undefined : scopeTexts.managementGroup);
  const path = assignment.assignmentName === undefined ? "initiativeName" : "assignment.assignmentName";
  const atGroup = scopeOf(scope)?.kind === "managementGroup" && managementGroupId === undefined;
  return all([
    atGroup
      ? fault({
          path: "assignment.scope",
          got: scope,
          allowed: "a subscription or a resource group: the definitions stand in a subscription",
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
