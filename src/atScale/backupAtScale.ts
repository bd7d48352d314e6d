import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../component/argumentTypes";
import { check } from "../component/check";
import { acrossBackupsRules } from "./acrossBackups";
import type { BackupAtScaleArgs } from "./backupAtScaleArgs";
import {
  assignAudit,
  assignBackup,
  assignRoles,
  type EntryContext,
  fieldsOf,
  principalOf,
  remediate,
} from "./children";
import { auditKey, isAudited, scaledBackupRules, scaleRules } from "./rules";
import { skippedImagesNotice } from "./skippedImages";

/**
 * Backs up the VMs of a whole subscription with Azure Policy's built-in definitions, for VMs that many stacks or tools create. It
 * assigns a backup policy by tag, with identities and roles, and an audit of VMs without a backup. It can also start backups of
 * existing VMs.
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
  /** Azure ids of the policy assignments, by the keys of args.backups. The audit's assignment has the key audit. */
  readonly assignmentIds: pulumi.Output<{ [key: string]: string }>;
  /** Object ids of the assignments' managed identities, by the keys of args.backups. */
  readonly principalIds: pulumi.Output<{ [key: string]: string }>;
  /** Azure ids of the run's remediation tasks, by the keys of args.backups. */
  readonly remediationIds: pulumi.Output<{ [key: string]: string }>;

  /**
   * Assigns Azure's built-in policies, which back up the VMs of a subscription or a resource group by tag.
   * See docs/components/backup-at-scale.md in this package.
   *
   * @param name Pulumi name. The assignments' names begin with it, unless args.assignmentNamePrefix is set.
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

    if (pulumi.runtime.isDryRun() && Object.keys(args.backups ?? {}).length > 0)
      void pulumi.log.info(skippedImagesNotice(`BackupAtScale "${name}"`, isAudited(args.audit)), this);
    const ids: { [key: string]: pulumi.Output<string> } = {};
    const principals: { [key: string]: pulumi.Output<string> } = {};
    const tasks: { [key: string]: pulumi.Output<string> } = {};
    const { scope, backups, remediation, audit } = checked;
    for (const [key, backup] of Object.entries(backups ?? {})) {
      const context: EntryContext = { parent: this, name: `${name}-${key}`, key, scope };
      const entry = fieldsOf(backup);
      const assignment = assignBackup(context, entry, checked);
      const roles = assignRoles(context, entry, assignment, `${checked.assignmentNamePrefix}-${key}`);
      if (remediation !== undefined) tasks[key] = remediate(context, remediation, assignment, roles).id;
      ids[key] = assignment.id;
      principals[key] = principalOf(assignment);
    }
    if (isAudited(audit)) ids[auditKey] = assignAudit(this, name, checked, audit ?? {}).id;

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
