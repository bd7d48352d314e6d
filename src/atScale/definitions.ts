import { backupPolicyType } from "../backupPolicy/payload/fromArm";
import type { Requirement } from "../core/requirement";
import type { Setting } from "../core/settings";
import { requirements } from "../requirements";
import { type Expressed, expressed } from "./conditions";
import { LimitEffect } from "./facts";
import { allOf, field, type PolicyCondition, parameter } from "./language";

/** A parameter of a definition or of an initiative, as Azure Policy takes it. */
export interface PolicyParameter {
  readonly type: "String" | "Array" | "Integer";
  readonly metadata: { readonly displayName: string; readonly description: string };
  readonly defaultValue: unknown;
  readonly allowedValues?: readonly unknown[];
}

/** The properties of an Azure Policy definition that says one requirement. */
export interface SupportLimitDefinition {
  /** Name of the requirement, and of the definition where no prefix is given. */
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  /** `All` for what has no tags and no location of its own. */
  readonly mode: "Indexed" | "All";
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, PolicyParameter>>;
  readonly policyRule: { readonly if: PolicyCondition; readonly then: { readonly effect: string } };
}

/** What of definitions and initiative is chosen; everything has a default. */
export interface SupportLimitOptions {
  /** Effect of the requirements that block in the policy pack. Omitted: Audit. */
  readonly effect?: LimitEffect;
  /** Effects of single requirements, by their names, above the former. Omitted: none. */
  readonly effectOverrides?: Readonly<Record<string, LimitEffect>>;
  /** Settings of single requirements, by their names, as in the policy pack. Omitted: Azure's own limits. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Requirements that Azure Policy says, in the order of the pack. */
export const expressedRequirements: readonly Requirement[] = requirements.filter(({ name }) =>
  Object.hasOwn(expressed, name),
);

/**
 * Whether a requirement takes the effect that is given for all: what only advises in the pack stays advice, and so does what the way
 * of protection may excuse, which Azure Policy does not see.
 */
export const blocks = (requirement: Requirement): boolean =>
  requirement.level === "mandatory" &&
  !("dependsOnBackupKind" in requirement && requirement.dependsOnBackupKind === true);

/** The effect that a requirement has unless whoever assigns it says otherwise. */
const effectOf = (requirement: Requirement, { effect, effectOverrides }: SupportLimitOptions): LimitEffect =>
  effectOverrides?.[requirement.name] ??
  (blocks(requirement) ? (effect ?? LimitEffect.Audit) : LimitEffect.Audit);

/** The support limits of VMs, disks, vaults and policies as Azure Policy definitions: plain JSON. */
export const supportLimitDefinitions = (options: SupportLimitOptions = {}): SupportLimitDefinition[] =>
  expressedRequirements.map((requirement) => {
    const { type, violated, lacks } = expressed[requirement.name] as Expressed;
    const { name, displayName, description, why, page } = requirement;
    return {
      name,
      displayName: `Azure Backup: ${displayName}`,
      description: [description, why, ...(lacks ? [`Not checked: ${lacks}`] : [])].join(" "),
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
  const own = (expressed[requirement.name] as Expressed).settings ?? [];
  const settings = (requirement.settings ?? {}) as Readonly<Record<string, Setting<unknown>>>;
  const chosen = options.settings?.[requirement.name] ?? {};
  const effect: PolicyParameter = {
    type: "String",
    metadata: { displayName: "Effect", description: "What happens to a resource that does not comply." },
    defaultValue: effectOf(requirement, options),
    allowedValues: Object.values(LimitEffect),
  };
  const others = own.map((name) => {
    const setting = settings[name] as Setting<unknown>;
    return [name, parameterOf(name, setting, chosen[name] ?? setting.value)] as const;
  });
  return { effect, ...Object.fromEntries(others) };
}

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

/** The initiative of all definitions; every parameter of theirs is one of its own. `idOf` names a definition by its requirement. */
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
      "What Azure Backup cannot protect, or not well, by the support limits of azure-vm-backup. One definition for each requirement of its policy pack that Azure Policy can say.",
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
