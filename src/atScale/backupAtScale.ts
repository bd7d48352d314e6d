import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../component/argumentTypes";
import { check } from "../component/check";
import type { BackupAtScaleArgs } from "./backupAtScaleArgs";
import {
  assignAudit,
  assignBackup,
  assignRoles,
  fieldsOf,
  type Made,
  principalOf,
  remediate,
} from "./children";
import { acrossBackupsRules, auditKey, scaledBackupRules, scaleRules } from "./rules";

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
   * Assigns Azure's built-in policies, which back up the VMs of a subscription or a resource group by tag.
   * See docs/components/backup-at-scale.md in this package.
   *
   * @param name Pulumi name; the assignments' names begin with it, unless args.assignmentNamePrefix is set.
   * @throws pulumi.InputPropertiesError that lists every error in the arguments, before any resource is registered.
   */
  constructor(name: string, args: BackupAtScaleArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `BackupAtScale "${name}"`,
      args,
      { assignmentNamePrefix: name },
      {
        fields: argumentsOf("BackupAtScale"),
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
