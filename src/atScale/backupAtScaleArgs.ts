import type * as pulumi from "@pulumi/pulumi";
import type { PolicyEnforcement } from "./facts";

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
