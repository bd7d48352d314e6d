import type * as pulumi from "@pulumi/pulumi";
import type { PolicyEnforcement } from "./facts";

/** VMs of one region that one backup policy backs up. */
export interface BackupForTag {
  /** Azure id of the backup policy, e.g. policyId of VmBackupPolicy. Its vault must be in the subscription and region of the VMs. */
  policyId: pulumi.Input<string>;
  /** Region of the vault and of the VMs. */
  location: pulumi.Input<string>;
  /** Values of the tag that choose the VMs; Azure Policy ignores case. Omitted: all other VMs of the region, including VMs without the tag. */
  tagValues?: pulumi.Input<pulumi.Input<string>[]>;
}

/** A run of remediation tasks, one for each entry of backups. */
export interface BackupRemediation {
  /** Label of the run, e.g. "2026-11-26", of letters, digits, _ and -. A new label starts a new run. It must be known when the program runs, because it names the tasks. */
  run: string;
  /** Maximum number of VMs for which one task starts backups, 1 to 50000. Omitted: 200, because Microsoft advises against more at once. */
  mostVms?: pulumi.Input<number>;
  /** Number of VMs that a task handles at the same time, 1 to 30. Omitted: Azure's default. */
  parallelDeployments?: pulumi.Input<number>;
}

/** An audit, in which Azure lists VMs without a backup. */
export interface BackupAudit {
  /** Whether the audit is assigned. False: VMs that the other policies skip are not listed anywhere. Omitted: true. */
  assign?: boolean;
  /** Azure id of a management group, a subscription or a resource group. Omitted: the component's scope. */
  scope?: pulumi.Input<string>;
  /** Azure ids of subscriptions, resource groups or resources to exclude. Omitted: none. */
  exclude?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Arguments of a BackupAtScale. */
export interface BackupAtScaleArgs {
  /** Azure id of the subscription, or of a resource group in it, whose VMs are backed up. For an audit without backups, also of a management group. */
  scope: pulumi.Input<string>;
  /** Which backup policy each group of VMs gets. The key of an entry is your choice and becomes part of the assignment's name. Omitted: none. */
  backups?: { [key: string]: pulumi.Input<BackupForTag> };
  /** Name of the tag whose value decides which backup policy a VM gets. Required with tagValues or exceptTagValues. Omitted: no tag is read. */
  tagName?: pulumi.Input<string>;
  /** Values of the tag whose VMs are not backed up, e.g. "none": the entry without tagValues skips them. Omitted: none. */
  exceptTagValues?: pulumi.Input<pulumi.Input<string>[]>;
  /** Region of the assignments' managed identities. Azure cannot change it: a new region replaces the assignment, its identity and its roles. Omitted: the location of each entry. */
  identityLocation?: pulumi.Input<string>;
  /** Azure ids of resource groups or VMs to exclude, up to 400. Omitted: none. */
  exclude?: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether the policies act on new and changed VMs (Default), or only report compliance (DoNotEnforce). Remediation works with both. Omitted: Default. */
  enforcement?: pulumi.Input<PolicyEnforcement>;
  /** Text that Azure adds to its own message about a VM that does not comply. Omitted: only Azure's message. */
  nonComplianceMessage?: pulumi.Input<string>;
  /** Starts backups of existing VMs. Without it, the policies act only on new and changed VMs. Omitted: no task. */
  remediation?: BackupRemediation;
  /** Azure's audit policy, which lists VMs without a backup, also those that the other policies skip. Omitted: an audit of scope. */
  audit?: BackupAudit;
  /** Start of the assignments' names; a hyphen and the key follow. Omitted: the component's name. */
  assignmentNamePrefix?: string;
}
