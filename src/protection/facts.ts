import type { Amount, Range, Sourced } from "../core/fact";
import { pages } from "../core/pages";

/** What happens to protected items when their stack is destroyed or a VM leaves the map. */
export const OnDestroy = {
  /** The item stays protected in Azure and Pulumi forgets it. */
  Retain: "Retain",
  /** Backup stops and its data are deleted; Azure keeps them recoverable for the soft delete time. */
  Delete: "Delete",
} as const;
export type OnDestroy = (typeof OnDestroy)[keyof typeof OnDestroy];

/** What Azure Backup does with a protected VM. */
export const ProtectionState = {
  /** Backups run at the policy's times. */
  Protected: "Protected",
  /** No backup runs any more; the recovery points that are there stay, until somebody deletes them. */
  ProtectionStopped: "ProtectionStopped",
  /** No backup runs any more; the recovery points live until they expire by the policy. Immutable vaults only. */
  BackupsSuspended: "BackupsSuspended",
} as const;
export type ProtectionState = (typeof ProtectionState)[keyof typeof ProtectionState];

/** States in which no backup runs; Azure takes them for what was protected before, and may answer them without a policy. */
export const stoppedStates: readonly string[] = [
  ProtectionState.ProtectionStopped,
  ProtectionState.BackupsSuspended,
];

/** How Azure writes the id of a vault. */
export const vaultIdForm = {
  text: "/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.RecoveryServices/vaults/<vault>",
  ...pages.prepare,
} as const;

/** How Azure writes the id of a virtual machine. */
export const vmIdForm = {
  text: "/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.Compute/virtualMachines/<name>",
  ...pages.prepare,
} as const;

/** How Azure writes the id of a backup policy. */
export const policyIdForm = {
  text: "/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.RecoveryServices/vaults/<vault>/backupPolicies/<name>",
  ...pages.prepare,
} as const;

/** A VM is protected by one vault, under one item. */
export const oneVaultPerVm: Sourced = pages.prepare;

/** Azure names a VM's item after its resource group and name, and leaves the subscription out. */
export const itemNameHasNoSubscription: Sourced = {
  source: "https://github.com/Azure/azure-cli/pull/33703",
  asOf: "2026-07-31",
  note: "So does Azure/azure-powershell#29799: a VM of the same group and name in another subscription collides.",
};

/** How Azure refuses Ultra and Premium SSD v2 disks in a geo-redundant vault, outside some regions. */
export const geoRedundantDisks = {
  disputed: "some regions take them: the support matrix lists these, and the list grows",
  errorCode: "UserErrorUltraDiskOrPremiumSSDV2DiskVMCannotBeProtectedOnGRSVault",
  source: "https://github.com/MicrosoftDocs/azure-docs/issues/116318",
  asOf: "2026-11-25",
} as const;

/** Most virtual machines that one vault protects. */
export const vmsPerVault: Amount = { value: 1000, unit: "virtual machines", ...pages.matrix };

/** Most virtual machines that one vault registers in a day. */
export const registrationsPerDay: Amount = { value: 250, unit: "virtual machines a day", ...pages.matrix };

/** Most virtual machines that one backup policy serves. */
export const vmsPerPolicy: Amount & { readonly disputed: { readonly by: string } } = {
  value: 100,
  unit: "virtual machines",
  ...pages.matrix,
  disputed: {
    by: "the FAQ speaks of the portal alone, MicrosoftDocs/azure-docs#43382, and azure-cli takes 1,000",
  },
};

/** How Azure names the groups that hold the restore points of instant restore, unless a policy says otherwise. */
export const restorePointGroupPrefix = { value: "AzureBackupRG_", ...pages.faq } as const;

/** Locks that keep Azure Backup from deleting restore points: backups then fail at 18 of them. */
export const lockStopsCleanUp = {
  levels: ["CanNotDelete", "ReadOnly"],
  ...pages.faq,
  note: "So do users report: MicrosoftDocs/azure-docs#14269, #35254, #47491.",
} as const;

/** For how long the recovery point of a backup on demand is kept. */
export const onDemandRetentionDays: Range = {
  min: 1,
  max: 36135,
  unit: "days",
  ...pages.vmMatrix,
  note: "99 years, the longest retention of a recovery point.",
};

/** Where no retention is asked for, Azure keeps a backup on demand so long. */
export const onDemandDefaultDays: Amount = {
  value: 30,
  unit: "days",
  source: "https://learn.microsoft.com/azure/backup/backup-azure-arm-userestapi-backupazurevms",
  asOf: "2026-11-26",
};

/** Backups on demand of one VM: what Azure expects of a day, and beyond which it refuses within 24 hours. */
export const onDemandPerDay: Amount = {
  value: 3,
  unit: "backups on demand of a VM a day",
  ...pages.vmMatrix,
};
export const onDemandPer24Hours: Amount = {
  value: 9,
  unit: "backups on demand of a VM within 24 hours",
  ...pages.vmMatrix,
};
