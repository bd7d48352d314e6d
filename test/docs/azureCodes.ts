/**
 * Azure's error codes as public sources give them, with words of their meaning: issues and notes of live tests, Azure's self-help pages, and
 * Microsoft's page on troubleshooting (2022). Collected on 2026-11-23 and 2026-11-30, apart from the table of docs/troubleshooting.md.
 */
export const azureCodes: Readonly<Record<string, { readonly meaning: RegExp; readonly by: string }>> = {
  BMSUserErrorInvalidPolicyInput: { meaning: /times.*daily retention/, by: "azurerm#27444, azure-cli#10270" },
  UserErrorInvalidRequestParameter: {
    meaning: /NO_PARAM.*time zone/,
    by: "azure-powershell#27503, pulumi-azure-native#4117",
  },
  BMSUserErrorPolicyObjectInUse: { meaning: /deleted or replaced while items/, by: "reports of two users" },
  BMSUserErrorInvalidPolicyForGivenProvider: { meaning: /policy is for SQL/, by: "azurerm#25845" },
  BMSUserErrorInvalidConfigureProtectionRequest: {
    meaning: /names of the item.*resource group/,
    by: "azurerm#2207, #2143",
  },
  BMSUserErrorContainerNameIncorrectFormat: { meaning: /name of the container/, by: "microsoft/mcp" },
  BMSUserErrorProtectedItemNameIncorrectFormat: { meaning: /name of the item/, by: "microsoft/mcp" },
  BMSUserErrorDataSourceObjectNotFound: { meaning: /item is not in Azure/, by: "pulumi-azure-native#1420" },
  BMSUserErrorObjectLocked: { meaning: /another operation on the item/, by: "self-help page" },
  UserErrorVmVaultLocationMismatch: { meaning: /different regions/, by: "self-help page" },
  UserErrorVmNotFoundV2: { meaning: /no VM/, by: "self-help page" },
  UserErrorVmProvisioningStateFailed: {
    meaning: /failed provisioning state.*extension/,
    by: "page on troubleshooting",
  },
  UserErrorVmNotInDesirableState: {
    meaning: /neither running nor stopped: it failed/,
    by: "page on troubleshooting",
  },
  UserErrorUltraDiskOrPremiumSSDV2DiskVMCannotBeProtectedOnGRSVault: {
    meaning: /geo-redundant.*region/,
    by: "azure-docs#116318",
  },
  UserErrorMigrationFromTrustedLaunchVMToNonTrustedVMNotAllowed: {
    meaning: /same name used Trusted Launch/,
    by: "page on troubleshooting",
  },
  UserErrorRequestDisallowedByPolicy: {
    meaning: /Azure Policy.*tags.*resource group/,
    by: "page on troubleshooting",
  },
  UserErrorKeyVaultPermissionsNotConfigured: {
    meaning: /Disk Encryption.*Key Vault/,
    by: "self-help page",
  },
  UserErrorCMKKeyVaultAuthFailure: { meaning: /identity.*no access to the key/, by: "azurerm#27817" },
  ManagedIdentityDetailsNotPresent: { meaning: /has an identity.*without/, by: "Azure Verified Modules" },
  StorageModelModifyError: { meaning: /redundancy.*after a VM was protected/, by: "azurerm#8813" },
  BMSUserErrorRedundancySettingsUseVaultApi: { meaning: /redundancy with the old API/, by: "microsoft/mcp" },
  BMSUserErrorSoftDeleteUseVaultApi: {
    meaning: /soft delete with the old API/,
    by: "bicep-registry-modules#4962",
  },
  BMSUserErrorDisablingSoftDeleteStateNotAllowed: {
    meaning: /soft delete or the enhanced security.*off/,
    by: "azure-cli#32383",
  },
  UserErrorOperationDeniedOnImmutableItem: {
    meaning: /suspended.*not immutable/,
    by: "azure-rest-api-specs#32688, azure-powershell#24298",
  },
  BMSUserErrorVaultDeletionNotAllowed: { meaning: /deleted that has items$/, by: "self-help page" },
  BMSUserErrorVaultDeletionNotPermitted: {
    meaning: /deleted that has soft-deleted items$/,
    by: "self-help page",
  },
  BMSUserErrorVaultDeletionForbidden: { meaning: /has items, and soft-deleted/, by: "self-help page" },
  ServiceResourceNotEmptyWithBackendMessage: {
    meaning: /the same as `BMSUserErrorVaultDeletionNotAllowed`/,
    by: "pulumi-azure-native#3832",
  },
  CreateResourceFailedDueToInvalidCache: {
    meaning: /name of a vault that was deleted/,
    by: "azure-powershell#7551",
  },
  ScopeLocked: { meaning: /management lock/, by: "page on locks" },
  SecurityRuleConflict: { meaning: /same direction.*has the priority/, by: "aks-engine#2106" },
};

/** Codes that are quoted here and there, and that no public source was found for. */
export const unconfirmedCodes = [
  "BMSUserErrorContainerObjectNotFound",
  "CloudServiceAccountNotFound",
  "UserErrorVmNotInSameRegion",
];
