import { backupPolicyType } from "../backupPolicy/payload/fromArm";
import type { Requirement } from "../core/requirement";
import type { Setting } from "../core/settings";
import { requirements } from "../requirements";
import { azurePolicyConditions } from "./conditions/all";
import type { RequirementCondition } from "./conditions/condition";
import { LimitEffect } from "./facts";
import { allOf, field, type PolicyCondition, parameter } from "./language";

/** A parameter of a definition or an initiative in Azure Policy's form. */
export interface PolicyParameter {
  readonly type: "String" | "Array" | "Integer";
  readonly metadata: { readonly displayName: string; readonly description: string };
  readonly defaultValue: unknown;
  readonly allowedValues?: readonly unknown[];
}

/** The properties of an Azure Policy definition for one requirement. */
export interface SupportLimitDefinition {
  /** Name of the requirement, and of the definition unless a prefix is added. */
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  /** `All` for resources without tags and location, otherwise `Indexed`. */
  readonly mode: "Indexed" | "All";
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, PolicyParameter>>;
  readonly policyRule: { readonly if: PolicyCondition; readonly then: { readonly effect: string } };
}

/** Options of the definitions and the initiative. */
export interface SupportLimitOptions {
  /** Effect of the requirements that are mandatory in the policy pack. Omitted: Audit. */
  readonly effect?: LimitEffect;
  /** Effects of single requirements, by their names; they override `effect`. Omitted: none. */
  readonly effectOverrides?: Readonly<Record<string, LimitEffect>>;
  /** Settings of single requirements, by their names, as in the policy pack. Omitted: Azure's own limits. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The requirements that Azure Policy can express, in the order of the pack. */
export const azurePolicyRequirements: readonly Requirement[] = requirements.filter(({ name }) =>
  Object.hasOwn(azurePolicyConditions, name),
);

/**
 * Whether a requirement has the effect that is chosen for all. An advisory requirement of the pack does not. Neither does a requirement
 * that depends on how a VM is backed up, because Azure Policy does not see that.
 */
export const usesChosenEffect = (requirement: Requirement): boolean =>
  requirement.level === "mandatory" &&
  !("dependsOnBackupKind" in requirement && requirement.dependsOnBackupKind === true);

/** The default effect of a requirement's definition. An assignment can set another one. */
const effectOf = (requirement: Requirement, { effect, effectOverrides }: SupportLimitOptions): LimitEffect =>
  effectOverrides?.[requirement.name] ??
  (usesChosenEffect(requirement) ? (effect ?? LimitEffect.Audit) : LimitEffect.Audit);

/** The support limits of VMs, disks, vaults and policies as Azure Policy definitions: plain JSON. */
export const supportLimitDefinitions = (options: SupportLimitOptions = {}): SupportLimitDefinition[] =>
  azurePolicyRequirements.map((requirement) => {
    const { type, violated, notChecked } = conditionOf(requirement);
    const { name, displayName, description, why, page } = requirement;
    return {
      name,
      displayName: `Azure Backup: ${displayName}`,
      description: [description, why, ...(notChecked ? [`Not checked: ${notChecked}`] : [])].join(" "),
      mode: type === backupPolicyType ? "All" : "Indexed",
      metadata: { category: "Backup", source: page.source, asOf: page.asOf },
      parameters: parametersOf(requirement, options),
      policyRule: {
        if: allOf(field("type", { equals: type }), violated),
        // biome-ignore lint/suspicious/noThenProperty: Azure Policy calls it so.
        then: { effect: parameter("effect") },
      },
    };
  });

function parametersOf(
  requirement: Requirement,
  options: SupportLimitOptions,
): Record<string, PolicyParameter> {
  const names = conditionOf(requirement).settings ?? [];
  const settings = (requirement.settings ?? {}) as Readonly<Record<string, Setting<unknown>>>;
  const chosen = options.settings?.[requirement.name] ?? {};
  const effect: PolicyParameter = {
    type: "String",
    metadata: { displayName: "Effect", description: "What happens to a resource that does not comply." },
    defaultValue: effectOf(requirement, options),
    allowedValues: Object.values(LimitEffect),
  };
  const others = names.map((name) => {
    const setting = settings[name] as Setting<unknown>;
    return [name, parameterOf(name, setting, chosen[name] ?? setting.value)] as const;
  });
  return { effect, ...Object.fromEntries(others) };
}

const conditionOf = ({ name }: Requirement): RequirementCondition =>
  azurePolicyConditions[name] as RequirementCondition;

const parameterOf = (name: string, { schema }: Setting<unknown>, defaultValue: unknown): PolicyParameter => ({
  type: schema.type === "integer" ? "Integer" : "Array",
  metadata: { displayName: name, description: schema.description ?? name },
  defaultValue,
});

/** The properties of the initiative that holds the definitions. */
export interface SupportLimitInitiative {
  readonly displayName: string;
  readonly description: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, PolicyParameter>>;
  readonly policyDefinitions: readonly {
    readonly policyDefinitionReferenceId: string;
    readonly policyDefinitionId: string;
    readonly parameters: Readonly<Record<string, { readonly value: string }>>;
  }[];
}

/** Name of a definition's parameter in the initiative. */
export const initiativeParameter = (requirement: string, name: string): string => `${name}-${requirement}`;

/** The initiative with all definitions and all of their parameters. `idOf` returns the Azure id of a requirement's definition. */
export function supportLimitInitiative(
  idOf: (requirement: string) => string,
  options: SupportLimitOptions = {},
): SupportLimitInitiative {
  const definitions = supportLimitDefinitions(options);
  const parameters = definitions.flatMap(({ name, displayName, parameters: own }) =>
    Object.entries(own).map(([parameterName, { metadata, ...rest }]) => [
      initiativeParameter(name, parameterName),
      {
        ...rest,
        metadata: { ...metadata, displayName: `${displayName}: ${metadata.displayName}` },
      },
    ]),
  );
  return {
    displayName: "Azure Backup: support limits of VMs, disks, vaults and policies",
    description:
      "Reports or refuses resources that Azure Backup cannot protect, by the support limits of azure-vm-backup: one definition for each requirement of its policy pack that Azure Policy can express.",
    metadata: { category: "Backup" },
    parameters: Object.fromEntries(parameters),
    policyDefinitions: definitions.map(({ name, parameters: own }) => ({
      policyDefinitionReferenceId: name,
      policyDefinitionId: idOf(name),
      parameters: Object.fromEntries(
        Object.keys(own).map((parameterName) => [
          parameterName,
          { value: parameter(initiativeParameter(name, parameterName)) },
        ]),
      ),
    })),
  };
}
