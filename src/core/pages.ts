import type { Sourced } from "./fact";

const learn = (path: string, asOf: string): Sourced => ({
  source: `https://learn.microsoft.com/azure/${path}`,
  asOf,
});

/** Pages that several facts cite, each with the day it was read or, where it is dated, its own date. */
export const pages = {
  vmMatrix: learn("backup/backup-support-matrix-iaas", "2026-03-26"),
  matrix: learn("backup/backup-support-matrix", "2026-03-25"),
  prepare: learn("backup/backup-azure-arm-vms-prepare", "2026-03-25"),
  vault: learn("backup/backup-create-recovery-services-vault", "2025-12-10"),
  secureByDefault: learn("backup/secure-by-default", "2025-11-10"),
  immutableVault: learn("backup/backup-azure-immutable-vault-concept", "2025-06-19"),
  enhancedPolicy: learn("backup/backup-azure-vms-enhanced-policy", "2025-06-11"),
  instantRestore: learn("backup/backup-instant-restore-capability", "2025-06-16"),
  faq: learn("backup/backup-azure-vm-backup-faq", "2022-03-01"),
  archive: learn("backup/use-archive-tier-support", "2026-02-04"),
  migrateToEnhanced: learn("backup/backup-azure-vm-migrate-enhanced-policy", "2025-06-24"),
  selectiveDisk: learn("backup/selective-disk-backup-restore", "2026-01-23"),
  privateEndpoints: learn("backup/private-endpoints", "2021-09-14"),
  privateEndpointsOverview: learn("backup/private-endpoints-overview", "2023-08-14"),
  privateDns: learn("private-link/private-endpoint-dns", "2026-11-26"),
  encryption: learn("backup/encryption-at-rest-with-cmk", "2026-11-26"),
  builtInRoles: learn("role-based-access-control/built-in-roles", "2026-11-26"),
  diagnostics: learn("backup/backup-azure-diagnostic-events", "2026-11-26"),
  multiUser: learn("backup/multi-user-authorization-concept", "2026-11-26"),
  nameRules: learn("azure-resource-manager/management/resource-name-rules", "2026-11-23"),
  serviceTags: learn("virtual-network/service-tags-overview", "2026-11-23"),
  powershell: {
    source:
      "https://github.com/Azure/azure-powershell/blob/main/src/RecoveryServices/RecoveryServices.Backup.Models",
    asOf: "2026-11-23",
  },
  azurerm: {
    source:
      "https://github.com/hashicorp/terraform-provider-azurerm/tree/main/internal/services/recoveryservices",
    asOf: "2026-08-21",
  },
  seed2018: {
    source:
      "https://github.com/MicrosoftDocs/azure-docs.fr-fr/blob/master/articles/backup/backup-azure-arm-vms-prepare.md",
    asOf: "2018-12-17",
  },
  mcp2504: { source: "https://github.com/microsoft/mcp/pull/2504", asOf: "2026-08-21" },
} as const satisfies Readonly<Record<string, Sourced>>;
