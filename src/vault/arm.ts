/** The part of a Recovery Services vault's payload that the rules read: the same in a program and in Azure's answers. */
export interface Vault {
  readonly vaultName?: string;
  readonly location?: string;
  readonly identity?: { readonly type?: string; readonly userAssignedIdentities?: unknown };
  readonly properties?: {
    readonly publicNetworkAccess?: string;
    readonly redundancySettings?: {
      readonly standardTierStorageRedundancy?: string;
      readonly crossRegionRestore?: string;
    };
    readonly securitySettings?: {
      readonly immutabilitySettings?: { readonly state?: string };
      readonly softDeleteSettings?: {
        readonly softDeleteState?: string;
        readonly softDeleteRetentionPeriodInDays?: number;
        readonly enhancedSecurityState?: string;
      };
    };
    readonly encryption?: {
      readonly kekIdentity?: {
        readonly useSystemAssignedIdentity?: boolean;
        readonly userAssignedIdentity?: string;
      };
      readonly keyVaultProperties?: { readonly keyUri?: string };
    };
  };
}
