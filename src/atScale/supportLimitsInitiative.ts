import * as authorization from "@pulumi/azure-native/authorization";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../component/argumentTypes";
import { check } from "../component/check";
import { childOptions } from "../component/children";
import { assignmentSettings } from "./children";
import {
  type SupportLimitDefinition,
  type SupportLimitOptions,
  supportLimitDefinitions,
  supportLimitInitiative,
} from "./definitions";
import type { LimitEffect, PolicyEnforcement } from "./facts";
import { definitionName, initiativeRules } from "./initiativeRules";

/** The initiative's assignment. */
export interface SupportLimitsAssignment {
  /** Azure id of a management group, a subscription or a resource group. Omitted: the management group or subscription of the definitions. */
  scope?: pulumi.Input<string>;
  /** Name of the assignment: at most 64 characters, or 24 at a management group. Omitted: the initiative's name. */
  assignmentName?: pulumi.Input<string>;
  /** Azure ids of subscriptions, resource groups or resources to exclude, up to 400. Omitted: none. */
  exclude?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether Deny refuses resources (Default), or compliance is only reported (DoNotEnforce). Omitted: Default. */
  enforcement?: pulumi.Input<PolicyEnforcement>;
  /** Text that Azure adds to its own message about a resource that is refused or does not comply. Omitted: only Azure's message. */
  nonComplianceMessage?: pulumi.Input<string>;
}

/** Arguments of a SupportLimitsInitiative. */
export interface SupportLimitsInitiativeArgs {
  /** Name (not the Azure id) of the management group in which the definitions and the initiative are created. Omitted: the provider's subscription. */
  managementGroupId?: pulumi.Input<string>;
  /** Name of the initiative. The names of the definitions begin with it. Omitted: the component's name. */
  initiativeName?: pulumi.Input<string>;
  /** Effect of the requirements that are mandatory in the policy pack: Audit or Deny. Advisory requirements, and those that agentless backups or a selection of disks can lift, keep Audit. */
  effect: pulumi.Input<LimitEffect>;
  /** Effects of single requirements, by their names; they override effect. Omitted: none. */
  effectOverrides?: pulumi.Input<{ [requirement: string]: pulumi.Input<LimitEffect> }>;
  /** Settings of single requirements, by their names, as in the policy pack, e.g. { "vm-data-disk-limit": { maxDataDisks: 16 } }. Omitted: Azure's own limits. */
  // biome-ignore lint/suspicious/noExplicitAny: each requirement has settings of its own; the rules judge them.
  settings?: pulumi.Input<{ [requirement: string]: any }>;
  /** Assigns the initiative. Omitted: it is created but not assigned. */
  assignment?: SupportLimitsAssignment;
}

/**
 * The support limits of VMs, disks, vaults and backup policies as Azure Policy definitions and an initiative. Azure itself then
 * reports or refuses resources that Azure Backup cannot protect, from any tool and in any stack.
 * https://learn.microsoft.com/azure/governance/policy/overview
 *
 * @example
 * ```ts
 * new SupportLimitsInitiative("backup-limits", {
 *   managementGroupId: "bank",
 *   effect: "Deny",
 *   effectOverrides: { "vm-os-supported": "Deny" },
 *   assignment: {},
 * });
 * ```
 */
export class SupportLimitsInitiative extends pulumi.ComponentResource {
  /** Azure id of the initiative. */
  readonly initiativeId: pulumi.Output<string>;
  /** Azure ids of the definitions, by the names of the requirements. */
  readonly definitionIds: pulumi.Output<{ [key: string]: string }>;
  /** Azure id of the assignment; undefined without args.assignment. */
  readonly assignmentId: pulumi.Output<string | undefined>;

  /**
   * Creates Azure Policy definitions of the support limits, an initiative with them, and its assignment if
   * args.assignment is set.
   * See docs/components/support-limits-initiative.md in this package.
   *
   * @param name Pulumi name. It is also the initiative's name in Azure, unless args.initiativeName is set.
   * @throws pulumi.InputPropertiesError that lists every error in the arguments, before any resource is registered.
   */
  constructor(name: string, args: SupportLimitsInitiativeArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `SupportLimitsInitiative "${name}"`,
      args,
      { initiativeName: name },
      { fields: argumentsOf("SupportLimitsInitiative"), rules: initiativeRules },
    );
    super("azure-vm-backup:index:SupportLimitsInitiative", name, args, opts);

    const definitions = Object.fromEntries(
      supportLimitDefinitions().map((definition) => [
        definition.name,
        createDefinition(this, `${name}-${definition.name}`, definition, checked),
      ]),
    );
    const initiative = createInitiative(this, name, definitions, checked);
    const assignment =
      checked.assignment &&
      assignInitiative(this, name, initiative.id, checked.assignment, checked.initiativeName);

    this.initiativeId = initiative.id;
    this.definitionIds = pulumi.output(
      Object.fromEntries(Object.entries(definitions).map(([key, { id }]) => [key, id])),
    );
    this.assignmentId = pulumi.output(assignment?.id);
    this.registerOutputs({
      initiativeId: this.initiativeId,
      definitionIds: this.definitionIds,
      assignmentId: this.assignmentId,
    });
  }
}

type Checked = SupportLimitsInitiativeArgs & { initiativeName: pulumi.Input<string> };

/** Azure refuses to delete a definition that is in use, so the new definition is created first. */
const createBeforeDelete = { deleteBeforeReplace: false };

/** A definition. The defaults of its parameters are Azure's limits and Audit; the initiative's parameters hold the chosen values. */
function createDefinition(
  parent: pulumi.Resource,
  name: string,
  definition: SupportLimitDefinition,
  { managementGroupId, initiativeName }: Checked,
): authorization.PolicyDefinition | authorization.PolicyDefinitionAtManagementGroup {
  const { name: requirement, parameters, ...properties } = definition;
  const args = {
    policyDefinitionName: pulumi.output(initiativeName).apply((known) => definitionName(known, requirement)),
    policyType: "Custom",
    ...properties,
    parameters: parameters as unknown as authorization.PolicyDefinitionArgs["parameters"] & object,
  };
  const options = childOptions(parent, createBeforeDelete);
  return managementGroupId === undefined
    ? new authorization.PolicyDefinition(name, args, options)
    : new authorization.PolicyDefinitionAtManagementGroup(name, { managementGroupId, ...args }, options);
}

/** The initiative, with the chosen values as the defaults of its parameters. */
function createInitiative(
  parent: pulumi.Resource,
  name: string,
  definitions: Readonly<Record<string, pulumi.CustomResource>>,
  { managementGroupId, initiativeName, effect, effectOverrides, settings }: Checked,
): authorization.PolicySetDefinition | authorization.PolicySetDefinitionAtManagementGroup {
  const plain = supportLimitInitiative(() => "");
  const parameters = pulumi
    .output({ effect, effectOverrides, settings })
    .apply((chosen) => supportLimitInitiative(() => "", chosen as SupportLimitOptions).parameters);
  const args = {
    policySetDefinitionName: initiativeName,
    policyType: "Custom",
    displayName: plain.displayName,
    description: plain.description,
    metadata: plain.metadata,
    parameters: parameters as unknown as authorization.PolicySetDefinitionArgs["parameters"] & object,
    policyDefinitions: plain.policyDefinitions.map((reference) => ({
      ...reference,
      policyDefinitionId: (definitions[reference.policyDefinitionReferenceId] as pulumi.CustomResource).id,
    })),
  };
  const options = childOptions(parent, createBeforeDelete);
  return managementGroupId === undefined
    ? new authorization.PolicySetDefinition(name, args, options)
    : new authorization.PolicySetDefinitionAtManagementGroup(name, { managementGroupId, ...args }, options);
}

function assignInitiative(
  parent: pulumi.Resource,
  name: string,
  initiativeId: pulumi.Output<string>,
  { scope, assignmentName, ...settings }: SupportLimitsAssignment,
  initiativeName: pulumi.Input<string>,
): authorization.PolicyAssignment {
  return new authorization.PolicyAssignment(
    name,
    {
      scope: scope ?? initiativeId.apply(scopeOfInitiative),
      policyAssignmentName: assignmentName ?? initiativeName,
      displayName: supportLimitInitiative(() => "").displayName,
      policyDefinitionId: initiativeId,
      ...assignmentSettings(settings),
    },
    childOptions(parent),
  );
}

/** The subscription or management group of an initiative, from its Azure id. */
const scopeOfInitiative = (id: string): string =>
  id.replace(/\/providers\/Microsoft\.Authorization\/policySetDefinitions\/[^/]+$/i, "");
