import type { Amount, Range, Sourced } from "../core/fact";
import { pages } from "../core/pages";

/** What happens to protected items when their stack is destroyed or a VM is removed from the map. */
export const OnDestroy = {
  /** The item stays protected in Azure, and Pulumi no longer manages it. */
  Retain: "Retain",
  /** Backup stops and its data is deleted. You can recover it during the vault's soft delete time. */
  Delete: "Delete",
} as const;
export type OnDestroy = (typeof OnDestroy)[keyof typeof OnDestroy];

/** What Azure Backup does with a protected VM. */
export const ProtectionState = {
  /** Backups run at the policy's times. */
  Protected: "Protected",
  /** No backups run. The recovery points stay until someone deletes them. */
  ProtectionStopped: "ProtectionStopped",
  /** No backups run. The recovery points expire by the policy. Immutable vaults only. */
  BackupsSuspended: "BackupsSuspended",
} as const;
export type ProtectionState = (typeof ProtectionState)[keyof typeof ProtectionState];

/** States in which no backup runs. Azure accepts them only for an item that was protected before, and may return the item without a policy. */
export const stoppedStates: readonly string[] = [
  ProtectionState.ProtectionStopped,
  ProtectionState.BackupsSuspended,
];

/** Azure's answer if an item is suspended in a vault that is not immutable. Its message says the opposite. */
export const suspensionRefused = {
  code: "UserErrorOperationDeniedOnImmutableItem",
  source: "https://github.com/Azure/azure-rest-api-specs/issues/32688",
  asOf: "2025-02-18",
} as const;

/** The state of an item that has no recovery point yet. */
export const firstBackupPending = "IRPending";

/** What Azure answers as the time of the last backup if there was none. */
export const noBackupTime = "2001-01-01";

/** What Azure says of an item whose VM is gone. The item itself stays Protected. */
export const vmNotFound = {
  code: 400136,
  title: "UserErrorVmNotFoundV2",
  source:
    "https://github.com/Azure/azure-powershell/blob/main/src/RecoveryServices/RecoveryServices.Backup.Test/SessionRecords/ItemTests/TestAzureVMRedoProtection.json",
  asOf: "2026-11-29",
} as const;

/** How long a backup may take after its scheduled time until its recovery point is in the vault. */
export const backupDuration: Amount = {
  value: 24,
  unit: "hours",
  source: "https://learn.microsoft.com/azure/backup/backup-azure-vms-introduction",
  asOf: "2026-11-30",
  note: "The page says less than 24 hours for daily policies.",
};

/** States of an item in Azure: those that a program can set, and those in which Azure returns it. */
export const itemStates: readonly string[] = [
  ...Object.values(ProtectionState),
  firstBackupPending,
  "ProtectionError",
  "ProtectionPaused",
  "Invalid",
];

/** Why a finding about an item that Azure accepted is only advice. */
export const acceptedByAzure = "Azure has accepted this item";

/**
 * Why a VM of another region is at most advice in a vault whose region of choice is not known. API versions before 2026-07-01 do not
 * have the setting. Samples of azure-mgmt-recoveryservices 4.2.0, 2026-11.
 */
export const regionOfChoiceUnknown =
  "the vault exists, and whether its region of choice is Enabled is not known: API versions before 2026-07-01 do not return it";

/** One vault protects a VM, with one item. */
export const oneVaultPerVm: Sourced = pages.prepare;

/** The name of a VM's item is made of the VM's resource group and name, without the subscription. */
export const itemNameHasNoSubscription: Sourced = {
  source: "https://github.com/Azure/azure-cli/pull/33703",
  asOf: "2026-07-31",
  note: "Azure/azure-powershell#29799 also reports that a VM of the same group and name in another subscription collides.",
};

/** Outside some regions, Azure refuses Ultra and Premium SSD v2 disks in a geo-redundant vault with this code. */
export const geoRedundantDisks = {
  disputed: "some regions accept them; the support matrix lists these regions, and the list grows",
  errorCode: "UserErrorUltraDiskOrPremiumSSDV2DiskVMCannotBeProtectedOnGRSVault",
  source: "https://github.com/MicrosoftDocs/azure-docs/issues/116318",
  asOf: "2026-11-25",
} as const;

/** Maximum number of virtual machines in a vault. */
export const vmsPerVault: Amount = { value: 1000, unit: "virtual machines", ...pages.matrix };

/** Maximum number of virtual machines that a vault registers in a day. */
export const registrationsPerDay: Amount = { value: 250, unit: "virtual machines a day", ...pages.matrix };

/** Maximum number of virtual machines with one backup policy. */
export const vmsPerPolicy: Amount & { readonly disputed: { readonly by: string } } = {
  value: 100,
  unit: "virtual machines",
  ...pages.matrix,
  disputed: {
    by: "the FAQ states this limit for the portal only (MicrosoftDocs/azure-docs#43382), and azure-cli accepts 1,000",
  },
};

/** First part of the names of the resource groups with the restore points of instant restore, unless a policy sets another one. */
export const restorePointGroupPrefix = { value: "AzureBackupRG_", ...pages.faq } as const;

/** Locks that prevent Azure Backup from deleting restore points. Backups fail when there are 18 of them. */
export const lockStopsCleanUp = {
  levels: ["CanNotDelete", "ReadOnly"],
  ...pages.faq,
  note: "Users report the same: MicrosoftDocs/azure-docs#14269, #35254, #47491.",
} as const;

/** How long the recovery point of an on-demand backup can be kept. */
export const onDemandRetentionDays: Range = {
  min: 1,
  max: 36135,
  unit: "days",
  ...pages.vmMatrix,
  note: "99 years, the longest retention of a recovery point.",
};

/** How long Azure keeps an on-demand backup without a retention. */
export const onDemandDefaultDays: Amount = {
  value: 30,
  unit: "days",
  source: "https://learn.microsoft.com/azure/backup/backup-azure-arm-userestapi-backupazurevms",
  asOf: "2026-11-26",
};

/** On-demand backups of a VM that Azure expects in a day, and the number within 24 hours above which it refuses. */
export const onDemandPerDay: Amount = {
  value: 3,
  unit: "on-demand backups of a VM a day",
  ...pages.vmMatrix,
};
export const onDemandPer24Hours: Amount = {
  value: 9,
  unit: "on-demand backups of a VM within 24 hours",
  ...pages.vmMatrix,
};
