/** Where a fact comes from and when it was read there. */
export interface Sourced {
  /** Page, repository file or issue that states the fact. */
  readonly source: string;
  /** Day the source was read or, where it is dated, its own date (YYYY-MM-DD). */
  readonly asOf: string;
  /** What a reader has to know beside the value: a conflict between sources, an inference. */
  readonly note?: string;
}

/** A whole number's allowed range, both ends included. */
export interface Range extends Sourced {
  readonly min: number;
  readonly max: number;
  readonly unit: string;
}

/** One allowed number, or a largest allowed number. */
export interface Amount extends Sourced {
  readonly value: number;
  readonly unit: string;
}

/** An allowed form of a text: the pattern decides, `text` says it to people. */
export interface Form extends Sourced {
  readonly pattern: RegExp;
  readonly text: string;
}

/** Pages that several facts cite. */
export const pages = {
  vmMatrix: "https://learn.microsoft.com/azure/backup/backup-support-matrix-iaas",
  matrix: "https://learn.microsoft.com/azure/backup/backup-support-matrix",
  prepare: "https://learn.microsoft.com/azure/backup/backup-azure-arm-vms-prepare",
  vault: "https://learn.microsoft.com/azure/backup/backup-create-recovery-services-vault",
  secureByDefault: "https://learn.microsoft.com/azure/backup/secure-by-default",
  immutableVault: "https://learn.microsoft.com/azure/backup/backup-azure-immutable-vault-concept",
  enhancedPolicy: "https://learn.microsoft.com/azure/backup/backup-azure-vms-enhanced-policy",
  instantRestore: "https://learn.microsoft.com/azure/backup/backup-instant-restore-capability",
  faq: "https://learn.microsoft.com/azure/backup/backup-azure-vm-backup-faq",
  archive: "https://learn.microsoft.com/azure/backup/use-archive-tier-support",
  migrateToEnhanced: "https://learn.microsoft.com/azure/backup/backup-azure-vm-migrate-enhanced-policy",
  selectiveDisk: "https://learn.microsoft.com/azure/backup/selective-disk-backup-restore",
  nameRules: "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules",
  powershell:
    "https://github.com/Azure/azure-powershell/blob/main/src/RecoveryServices/RecoveryServices.Backup.Models",
  azurerm:
    "https://github.com/hashicorp/terraform-provider-azurerm/tree/main/internal/services/recoveryservices",
  seed2018:
    "https://github.com/MicrosoftDocs/azure-docs.fr-fr/blob/master/articles/backup/backup-azure-arm-vms-prepare.md",
} as const;
