import * as authorization from "@pulumi/azure-native/authorization";
import * as policyinsights from "@pulumi/azure-native/policyinsights";
import * as pulumi from "@pulumi/pulumi";
import { check } from "../component/check";
import { childOptions } from "../component/children";
import { isLate } from "../component/late";
import { backupAtScaleArguments } from "./arguments";
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
import { type PolicyEnforcement, vmsAtOnce } from "./facts";
import { acrossBackupsRules, auditKey, scaledBackupRules, scaleRules } from "./rules";

/** VMs of one region that one backup policy backs up. */
export interface BackupForTag {
  /** Azure id of the backup policy, e.g. VmBackupPolicy's policyId. Its vault is in the VMs' subscription and region. */
  policyId: pulumi.Input<string>;
  /** Region of the vault, and so of the VMs. */
  location: pulumi.Input<string>;
  /** Values of the tag that choose the VMs; Azure Policy tells no cases apart. Omitted: all other VMs of the region, those without the tag included. */
  tagValues?: pulumi.Input<pulumi.Input<string>[]>;
}

/** A run of remediation tasks. */
export interface BackupRemediation {
  /** Label of the run, e.g. "2026-11-26": another one starts another run. As a plain text: which tasks there are hangs on it. */
  run: string;
  /** Most VMs that one task brings into backup, 1 to 50000. Omitted: 200, since Microsoft advises against more at once. */
  mostVms?: pulumi.Input<number>;
  /** How many VMs a task brings into backup at the same time, 1 to 30. Omitted: Azure's default. */
  parallelDeployments?: pulumi.Input<number>;
}

/** Where Azure lists VMs without a backup. */
export interface BackupAudit {
  /** Azure id of a management group, a subscription or a resource group. Omitted: that of the component. */
  scope?: pulumi.Input<string>;
  /** Azure ids of what is left out. Omitted: nothing is. */
  exclude?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Arguments of a BackupAtScale. */
export interface BackupAtScaleArgs {
  /** Azure id of the subscription whose VMs are backed up, or of a resource group in it; without backups, for an audit alone, of a management group too. */
  scope: pulumi.Input<string>;
  /** Which VMs get which backup policy, each under a key of your choice, which names the assignment. Omitted: none. */
  backups?: { [key: string]: pulumi.Input<BackupForTag> };
  /** Name of the tag whose value says which backup policy a VM gets. Omitted: only where no entry has tagValues. */
  tagName?: pulumi.Input<string>;
  /** Values of the tag whose VMs no policy backs up, e.g. "none": the entry for all others leaves them alone. Omitted: none. */
  exceptTagValues?: pulumi.Input<pulumi.Input<string>[]>;
  /** Region of the assignments' managed identities. Azure changes it never: another one replaces assignment, identity and roles. Omitted: each entry's own. */
  identityLocation?: pulumi.Input<string>;
  /** Azure ids of what is left out: resource groups, VMs. Omitted: nothing is. */
  exclude?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether the policies act on new and changed VMs, or only say what they would do. Remediation works with both. Omitted: Default. */
  enforcement?: pulumi.Input<PolicyEnforcement>;
  /** What Azure says of a VM that does not comply, beside its own text. Omitted: its own text alone. */
  nonComplianceMessage?: pulumi.Input<string>;
  /** Brings existing VMs into backup: the policies alone act on new and changed ones. Omitted: no task is started. */
  remediation?: BackupRemediation;
  /** Where Azure lists VMs without a backup, e.g. in a whole management group. Omitted: nowhere beyond the backups' own compliance. */
  audit?: BackupAudit;
  /** What the assignments' names begin with; a hyphen and the key follow. Omitted: the component's own name. */
  assignmentNamePrefix?: string;
}

/**
 * Backup of the VMs of a whole subscription by Azure's own policies, for fleets that no single stack makes: assignments by tag, their
 * identities and roles, tasks that bring existing VMs in, and an audit of what has no backup.
 * https://learn.microsoft.com/azure/backup/backup-azure-auto-enable-backup
 *
 * @example
 * ```ts
 * const scope = "/subscriptions/00000000-0000-0000-0000-000000000000";
 * const vault = `${scope}/resourceGroups/backup/providers/Microsoft.RecoveryServices/vaults/bank`;
 * new BackupAtScale("fleet", {
 *   scope,
 *   tagName: "backup",
 *   backups: {
 *     gold: { tagValues: ["gold"], policyId: `${vault}/backupPolicies/gold`, location: "westeurope" },
 *     others: { policyId: `${vault}/backupPolicies/silver`, location: "westeurope" },
 *   },
 *   exceptTagValues: ["none"],
 * });
 * ```
 */
export class BackupAtScale extends pulumi.ComponentResource {
  /** Azure ids of the policy assignments, by the keys of args.backups; the audit's under the key audit. */
  readonly assignmentIds: pulumi.Output<{ [key: string]: string }>;
  /** Object ids of the assignments' managed identities, by the keys of args.backups. */
  readonly principalIds: pulumi.Output<{ [key: string]: string }>;
  /** Azure ids of the remediation tasks of the run, by the keys of args.backups. */
  readonly remediationIds: pulumi.Output<{ [key: string]: string }>;

  /**
   * @param name Pulumi name, and the beginning of the assignments' names where args.assignmentNamePrefix is omitted.
   * @throws pulumi.InputPropertiesError that lists every fault in the arguments, before anything is registered.
   */
  constructor(name: string, args: BackupAtScaleArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `BackupAtScale "${name}"`,
      args,
      { assignmentNamePrefix: name },
      {
        fields: backupAtScaleArguments,
        rules: scaleRules,
        entries: { map: "backups", rules: scaledBackupRules },
        across: acrossBackupsRules,
      },
    );
    super("azure-vm-backup:index:BackupAtScale", name, args, opts);

    const ids: { [key: string]: pulumi.Output<string> } = {};
    const principals: { [key: string]: pulumi.Output<string> } = {};
    const tasks: { [key: string]: pulumi.Output<string> } = {};
    const { scope, backups, remediation, audit } = checked;
    for (const [key, given] of Object.entries(backups ?? {})) {
      const made: Made = { parent: this, name: `${name}-${key}`, key, scope };
      const entry = fieldsOf(given);
      const assignment = assignBackup(made, entry, checked);
      const roles = assignRoles(made, entry, assignment, `${checked.assignmentNamePrefix}-${key}`);
      if (remediation !== undefined) tasks[key] = remediate(made, remediation, assignment, roles).id;
      ids[key] = assignment.id;
      principals[key] = principalOf(assignment);
    }
    if (audit !== undefined) ids[auditKey] = assignAudit(this, name, checked, audit).id;

    this.assignmentIds = pulumi.output(ids);
    this.principalIds = pulumi.output(principals);
    this.remediationIds = pulumi.output(tasks);
    this.registerOutputs({
      assignmentIds: this.assignmentIds,
      principalIds: this.principalIds,
      remediationIds: this.remediationIds,
    });
  }
}

/** What is made of one entry. */
interface Made {
  readonly parent: pulumi.Resource;
  readonly name: string;
  readonly key: string;
  readonly scope: pulumi.Input<string>;
}

type Checked = BackupAtScaleArgs & { assignmentNamePrefix: string };

/** Azure changes neither the region of an assignment's identity nor its definition; the name is taken until the old one is gone. */
const fixed = { replaceOnChanges: ["location", "policyDefinitionId"], deleteBeforeReplace: true };

function assignBackup(
  { parent, name, key, scope }: Made,
  entry: BackupForTag,
  args: Checked,
): authorization.PolicyAssignment {
  const { enforcement, identityLocation, assignmentNamePrefix } = args;
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
      ...shared(args, args.exclude),
      ...(enforcement !== undefined && { enforcementMode: enforcement }),
    },
    childOptions(parent, fixed),
  );
}

/** Azure's definition for an entry, and its parameters; both late where the entry itself is. */
function chosen({ location, policyId, tagValues }: BackupForTag, args: Checked) {
  const tagName = args.tagName ?? "";
  const others = takenBy(args, location);
  if (!isLate(tagValues)) {
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

/** What the assignments have in common. */
const shared = ({ nonComplianceMessage }: Checked, exclude: BackupAudit["exclude"]) => ({
  ...(exclude !== undefined && { notScopes: exclude }),
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
function assignRoles(
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

const principalOf = ({ identity }: authorization.PolicyAssignment): pulumi.Output<string> =>
  identity.apply((known) => known?.principalId ?? "");

/**
 * A task that looks at the scope's VMs anew, since an assignment of today has no compliance yet. Its name is Azure's own for each
 * run, and it stays there when the stack goes: Azure deletes none that runs.
 */
function remediate(
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

function assignAudit(
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
      ...shared(args, exclude),
    },
    childOptions(parent),
  );
}

/** An entry's fields; of one that is known later each is known later. */
function fieldsOf(given: pulumi.Input<BackupForTag>): BackupForTag {
  if (!isLate(given)) return given as BackupForTag;
  const { policyId, location, tagValues } = pulumi.output(given) as pulumi.Output<
    pulumi.Unwrap<BackupForTag>
  >;
  return { policyId, location, tagValues } as BackupForTag;
}
