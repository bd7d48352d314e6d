/** What a vault's payload is made of; undefined stays out of the payload. */
export interface VaultSettings {
  readonly redundancy: string;
  readonly crossRegionRestore?: boolean;
  readonly softDelete?: { readonly state?: string; readonly retentionDays?: number };
  readonly immutability?: string;
  readonly publicNetworkAccess?: string;
}

/** `properties` of a Recovery Services vault (API 2024-10-01). */
export function vaultProperties(vault: VaultSettings) {
  const { softDelete, immutability } = vault;
  const softDeleteSettings = softDelete && {
    ...(softDelete.state && { softDeleteState: softDelete.state }),
    ...(softDelete.retentionDays && { softDeleteRetentionPeriodInDays: softDelete.retentionDays }),
  };
  const securitySettings = {
    ...(immutability && { immutabilitySettings: { state: immutability } }),
    ...(softDeleteSettings && { softDeleteSettings }),
  };
  return {
    redundancySettings: {
      standardTierStorageRedundancy: vault.redundancy,
      crossRegionRestore: vault.crossRegionRestore ? "Enabled" : "Disabled",
    },
    ...(vault.publicNetworkAccess && { publicNetworkAccess: vault.publicNetworkAccess }),
    ...(Object.keys(securitySettings).length > 0 && { securitySettings }),
  };
}
