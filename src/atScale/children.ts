import * as authorization from "@pulumi/azure-native/authorization";
import * as policyinsights from "@pulumi/azure-native/policyinsights";
import * as pulumi from "@pulumi/pulumi";
import { childOptions } from "../component/children";
import { isDeferred } from "../component/deferred";
import {
  assignmentId,
  backupParameters,
  builtInId,
  definitionOf,
  groupOfPolicy,
  guidOf,
  roleDefinitionId,
  takenValues,
} from "./arm";
import type { BackupAtScaleArgs, BackupAudit, BackupForTag, BackupRemediation } from "./backupAtScaleArgs";
import { vmsAtOnce } from "./facts";
import { auditKey } from "./rules";

/** What is made of one entry. */
export interface Made {
  readonly parent: pulumi.Resource;
  readonly name: string;
  readonly key: string;
  readonly scope: pulumi.Input<string>;
}

export type Checked = BackupAtScaleArgs & { assignmentNamePrefix: string };

/** Azure changes neither the region of an assignment's identity nor its definition; the name is taken until the old one is gone. */
const fixed = { replaceOnChanges: ["location", "policyDefinitionId"], deleteBeforeReplace: true };

export function assignBackup(
  { parent, name, key, scope }: Made,
  entry: BackupForTag,
  args: Checked,
): authorization.PolicyAssignment {
  const { identityLocation, assignmentNamePrefix } = args;
  const { policyDefinitionId, parameters } = chosen(entry, args);
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
    childOptions(parent, fixed),
  );
}

/** Azure's definition for an entry, and its parameters; both late where the entry itself is. */
function chosen({ location, policyId, tagValues }: BackupForTag, args: Checked) {
  const tagName = args.tagName ?? "";
  const others = takenBy(args, location);
  if (!isDeferred(tagValues)) {
    const definition = definitionOf(tagValues);
    const values = { location, policyId, tagName, tagValues: tagValues ?? others };
    return {
      policyDefinitionId: builtInId(definition),
      parameters: backupParameters<unknown>(definition, values),
    };
  }
  return {
    policyDefinitionId: pulumi.output(tagValues).apply((known) => builtInId(definitionOf(known))),
    parameters: pulumi
      .all([tagValues, location, policyId, tagName, others])
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

/** What an assignment may say beside its definition; what is left out is left to Azure. */
export const assignmentSettings = ({
  exclude,
  enforcement,
  nonComplianceMessage,
}: Pick<BackupAtScaleArgs, "exclude" | "enforcement" | "nonComplianceMessage">) => ({
  ...(exclude !== undefined && { notScopes: exclude }),
  ...(enforcement !== undefined && { enforcementMode: enforcement }),
  ...(nonComplianceMessage !== undefined && { nonComplianceMessages: [{ message: nonComplianceMessage }] }),
});

/** Values of the tag that the entry for all others leaves alone in its region. */
function takenBy({ backups, exceptTagValues }: Checked, location: pulumi.Input<string>) {
  const others = Object.values(backups ?? {}).map((given) => {
    const { location: region, tagValues } = fieldsOf(given);
    return { location: region, tagValues };
  });
  return pulumi
    .all([pulumi.output(others), pulumi.output(location), pulumi.output(exceptTagValues)])
    .apply(([known, here, except]) => takenValues(known, here, except));
}

/** The roles that the policy's deployments need: on the VMs, and in the resource group of the vault. */
export function assignRoles(
  { parent, name, scope }: Made,
  { policyId }: BackupForTag,
  assignment: authorization.PolicyAssignment,
  assignmentName: string,
): pulumi.Resource[] {
  const on = { vms: pulumi.output(scope), vault: pulumi.output(policyId).apply(groupOfPolicy) };
  return (["vms", "vault"] as const).map(
    (role) =>
      new authorization.RoleAssignment(
        `${name}-${role}`,
        {
          scope: on[role],
          roleAssignmentName: pulumi
            .all([on[role], scope])
            .apply(([roleScope, known]) => guidOf(roleScope, role, assignmentId(known, assignmentName))),
          principalId: principalOf(assignment),
          principalType: "ServicePrincipal",
          roleDefinitionId: on[role].apply((known) => roleDefinitionId(known, role)),
        },
        childOptions(parent),
      ),
  );
}

export const principalOf = ({ identity }: authorization.PolicyAssignment): pulumi.Output<string> =>
  identity.apply((known) => known?.principalId ?? "");

/**
 * A task that looks at the scope's VMs anew, since an assignment of today has no compliance yet. Its name is Azure's own for each
 * run, and it stays there when the stack goes: Azure deletes none that runs.
 */
export function remediate(
  { parent, name, scope }: Made,
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

/** An entry's fields; of one that is known later each is known later. */
export function fieldsOf(given: pulumi.Input<BackupForTag>): BackupForTag {
  if (!isDeferred(given)) return given as BackupForTag;
  const { policyId, location, tagValues } = pulumi.output(given) as pulumi.Output<
    pulumi.Unwrap<BackupForTag>
  >;
  return { policyId, location, tagValues } as BackupForTag;
}
