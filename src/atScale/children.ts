import * as authorization from "@pulumi/azure-native/authorization";
import * as policyinsights from "@pulumi/azure-native/policyinsights";
import * as pulumi from "@pulumi/pulumi";
import { childOptions } from "../component/children";
import { isDeferred } from "../component/deferred";
import { guidOf } from "../core/guid";
import {
  assignmentId,
  backupParameters,
  builtInId,
  definitionOf,
  excludedTagValues,
  groupOfPolicy,
  roleDefinitionId,
} from "./arm";
import type { BackupAtScaleArgs, BackupAudit, BackupForTag, BackupRemediation } from "./backupAtScaleArgs";
import { vmsAtOnce } from "./facts";
import { auditKey } from "./rules";

/** What the resources of one entry have in common. */
export interface EntryContext {
  readonly parent: pulumi.Resource;
  readonly name: string;
  readonly key: string;
  readonly scope: pulumi.Input<string>;
}

export type Checked = BackupAtScaleArgs & { assignmentNamePrefix: string };

/** Azure cannot change an assignment's definition or the region of its identity. The old assignment is deleted first, because both have the same name. */
const replacementOptions = {
  replaceOnChanges: ["location", "policyDefinitionId"],
  deleteBeforeReplace: true,
};

export function assignBackup(
  { parent, name, key, scope }: EntryContext,
  entry: BackupForTag,
  args: Checked,
): authorization.PolicyAssignment {
  const { identityLocation, assignmentNamePrefix } = args;
  const { policyDefinitionId, parameters } = definitionFor(entry, args);
  return new authorization.PolicyAssignment(
    name,
    {
      scope,
      policyAssignmentName: `${assignmentNamePrefix}-${key}`,
      displayName: `Azure Backup of VMs: ${assignmentNamePrefix} ${key}`,
      policyDefinitionId,
      parameters: parameters as authorization.PolicyAssignmentArgs["parameters"] & object,
      identity: { type: "SystemAssigned" },
      location: identityLocation ?? entry.location,
      ...assignmentSettings(args),
    },
    childOptions(parent, replacementOptions),
  );
}

/** Azure's definition for an entry, and its parameters. Both are deferred if tagValues is deferred. */
function definitionFor({ location, policyId, tagValues }: BackupForTag, args: Checked) {
  const tagName = args.tagName ?? "";
  const excluded = excludedValues(args, location);
  if (!isDeferred(tagValues)) {
    const definition = definitionOf(tagValues);
    const values = { location, policyId, tagName, tagValues: tagValues ?? excluded };
    return {
      policyDefinitionId: builtInId(definition),
      parameters: backupParameters<unknown>(definition, values),
    };
  }
  return {
    policyDefinitionId: pulumi.output(tagValues).apply((known) => builtInId(definitionOf(known))),
    parameters: pulumi
      .all([tagValues, location, policyId, tagName, excluded])
      .apply(([values, region, policy, tag, rest]) =>
        backupParameters<unknown>(definitionOf(values), {
          location: region,
          policyId: policy,
          tagName: tag,
          tagValues: values ?? rest,
        }),
      ),
  };
}

/** The optional settings of an assignment. Settings that are not set keep Azure's defaults. */
export const assignmentSettings = ({
  exclude,
  enforcement,
  nonComplianceMessage,
}: Pick<BackupAtScaleArgs, "exclude" | "enforcement" | "nonComplianceMessage">) => ({
  ...(exclude !== undefined && { notScopes: exclude }),
  ...(enforcement !== undefined && { enforcementMode: enforcement }),
  ...(nonComplianceMessage !== undefined && { nonComplianceMessages: [{ message: nonComplianceMessage }] }),
});

/** Tag values whose VMs the entry without tagValues skips in its region. */
function excludedValues({ backups, exceptTagValues }: Checked, location: pulumi.Input<string>) {
  const entries = Object.values(backups ?? {}).map((backup) => {
    const { location: region, tagValues } = fieldsOf(backup);
    return { location: region, tagValues };
  });
  return pulumi
    .all([pulumi.output(entries), pulumi.output(location), pulumi.output(exceptTagValues)])
    .apply(([known, here, except]) => excludedTagValues(known, here, except));
}

/** The role assignments that the policy's deployments need: on the VMs, and on the vault's resource group. */
export function assignRoles(
  { parent, name, scope }: EntryContext,
  { policyId }: BackupForTag,
  assignment: authorization.PolicyAssignment,
  assignmentName: string,
): pulumi.Resource[] {
  const scopes = { vms: pulumi.output(scope), vault: pulumi.output(policyId).apply(groupOfPolicy) };
  return (["vms", "vault"] as const).map(
    (role) =>
      new authorization.RoleAssignment(
        `${name}-${role}`,
        {
          scope: scopes[role],
          roleAssignmentName: pulumi
            .all([scopes[role], scope])
            .apply(([roleScope, known]) => guidOf(roleScope, role, assignmentId(known, assignmentName))),
          principalId: principalOf(assignment),
          principalType: "ServicePrincipal",
          roleDefinitionId: scopes[role].apply((known) => roleDefinitionId(known, role)),
        },
        childOptions(parent),
      ),
  );
}

export const principalOf = ({ identity }: authorization.PolicyAssignment): pulumi.Output<string> =>
  identity.apply((known) => known?.principalId ?? "");

/**
 * A remediation task. It evaluates the scope's VMs again, because a new assignment has no compliance results yet. The task stays in
 * Azure when it leaves the stack, because Azure deletes no running task.
 */
export function remediate(
  { parent, name, scope }: EntryContext,
  { run, mostVms, parallelDeployments }: BackupRemediation,
  assignment: authorization.PolicyAssignment,
  roles: pulumi.Resource[],
): policyinsights.RemediationAtResource {
  return new policyinsights.RemediationAtResource(
    `${name}-${run}`,
    {
      resourceId: scope,
      policyAssignmentId: assignment.id,
      resourceDiscoveryMode: "ReEvaluateCompliance",
      resourceCount: mostVms ?? vmsAtOnce.value,
      ...(parallelDeployments !== undefined && { parallelDeployments }),
    },
    childOptions(parent, { dependsOn: roles, retainOnDelete: true }),
  );
}

export function assignAudit(
  parent: pulumi.Resource,
  name: string,
  args: Checked,
  { scope = args.scope, exclude }: BackupAudit,
): authorization.PolicyAssignment {
  return new authorization.PolicyAssignment(
    `${name}-${auditKey}`,
    {
      scope,
      policyAssignmentName: `${args.assignmentNamePrefix}-${auditKey}`,
      displayName: `Azure Backup of VMs: ${args.assignmentNamePrefix} ${auditKey}`,
      policyDefinitionId: builtInId("audit"),
      ...assignmentSettings({ exclude, nonComplianceMessage: args.nonComplianceMessage }),
    },
    childOptions(parent),
  );
}

/** An entry's fields. Each field of a deferred entry is deferred. */
export function fieldsOf(entry: pulumi.Input<BackupForTag>): BackupForTag {
  if (!isDeferred(entry)) return entry as BackupForTag;
  const { policyId, location, tagValues } = pulumi.output(entry) as pulumi.Output<
    pulumi.Unwrap<BackupForTag>
  >;
  return { policyId, location, tagValues } as BackupForTag;
}
