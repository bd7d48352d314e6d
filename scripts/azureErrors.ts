import type { Sourced } from "../src/core/fact";
import { pages } from "../src/core/pages";
import { securityRuleConflict } from "../src/network/facts";

/** An error code of Azure, when Azure returns it, and what the user can do. */
export interface AzureErrorCode extends Sourced {
  readonly code: string;
  readonly when: string;
  readonly fix: string;
}

const issue = (repository: string, number: number): Sourced => ({
  source: `https://github.com/${repository}/issues/${number}`,
  asOf: "2026-11-23",
});
const azurerm = (number: number) => issue("hashicorp/terraform-provider-azurerm", number);
const troubleshoot: Sourced = {
  source: "https://learn.microsoft.com/azure/backup/backup-azure-vms-troubleshoot",
  asOf: "2022-06-01",
};
const selfHelp: Sourced = {
  source: "https://learn.microsoft.com/azure/backup/backup-azure-vms-troubleshoot",
  asOf: "2026-11-23",
  note: "The code is on Azure's self-help pages.",
};
const deleteVault: Sourced = {
  source: "https://learn.microsoft.com/azure/backup/backup-azure-delete-vault",
  asOf: "2026-11-30",
  note: "The codes are on Azure's self-help pages, which cite this page.",
};
const mcp: Sourced = {
  source: "https://github.com/microsoft/mcp/tree/main/tools/Azure.Mcp.Tools.AzureBackup",
  asOf: "2026-08-21",
};

/** Codes that Azure Backup and Azure Resource Manager return when VMs are protected. */
export const azureErrorCodes: readonly AzureErrorCode[] = [
  {
    code: "BMSUserErrorInvalidPolicyInput",
    when: "the policy has an invalid shape: times that differ, daily retention on a weekly schedule, snapshot days out of range",
    fix: "`VmBackupPolicy` refuses these before Azure does, and names the field. For a policy of another tool, use the policy `backup-policy-valid`",
    ...azurerm(27444),
  },
  {
    code: "UserErrorInvalidRequestParameter",
    when: "Azure does not accept a value. The message names its parameter, or `NO_PARAM`, which was seen with a wrong time zone",
    fix: "correct the parameter. For a time zone, use a Windows id, or an IANA name with `VmBackupPolicy`",
    ...issue("Azure/azure-powershell", 27503),
  },
  {
    code: "BMSUserErrorPolicyObjectInUse",
    when: "a policy is deleted or replaced while items use it",
    fix: 'give its VMs another policy, or set `onDestroy: "Retain"`. For some minutes after a deletion of items the error is transient',
    source: "https://github.com/MicrosoftDocs/azure-docs/pull/123284",
    asOf: "2026-11-30",
    note: "The page says that such a policy cannot be deleted; users report the code.",
  },
  {
    code: "BMSUserErrorInvalidPolicyForGivenProvider",
    when: "the policy is for SQL, HANA or file shares",
    fix: "use a `VmBackupPolicy`, or another policy for Azure VMs",
    ...azurerm(25845),
  },
  {
    code: "BMSUserErrorInvalidConfigureProtectionRequest",
    when: "the names of the item are not those of the VM: another resource group, another name",
    fix: "`ProtectedVms` derives them from the VM. Use the same `vmName` and `resourceGroupName` as the VM",
    ...azurerm(2207),
  },
  {
    code: "BMSUserErrorContainerNameIncorrectFormat",
    when: "the name of the container is not `iaasvmcontainer;iaasvmcontainerv2;group;vm`",
    fix: "use `ProtectedVms`, which creates the name. For other resources, use the policy `protected-item-valid`",
    ...mcp,
  },
  {
    code: "BMSUserErrorProtectedItemNameIncorrectFormat",
    when: "the name of the item is not `vm;iaasvmcontainerv2;group;vm`",
    fix: "use `ProtectedVms`, which creates the name. For other resources, use the policy `protected-item-valid`",
    ...mcp,
  },
  {
    code: "BMSUserErrorDataSourceObjectNotFound",
    when: "the item is not in Azure. `pulumi refresh` and an import fail with this code, because azure-native does not treat the item as deleted",
    fix: "run `pulumi state delete <urn>`; then `pulumi up` protects the VM again. At an import, there is nothing to import",
    ...issue("pulumi/pulumi-azure-native", 4841),
  },
  {
    code: "BMSUserErrorObjectLocked",
    when: "another operation on the item is in progress, e.g. a backup",
    fix: "wait: the error is transient. Components retry it; everywhere else, run the command again",
    ...selfHelp,
  },
  {
    code: "UserErrorVmVaultLocationMismatch",
    when: "the VM and the vault are in different regions",
    fix: "use a vault in the region of the VM: [many regions](many-regions.md)",
    ...selfHelp,
  },
  {
    code: "UserErrorVmNotFoundV2",
    when: "no VM has this id",
    fix: "check the id and its subscription, and that the VM is created before its item (`vm.id` ensures this)",
    ...selfHelp,
  },
  {
    code: "UserErrorVmProvisioningStateFailed",
    when: "the VM is in a failed provisioning state, e.g. because one of its extensions failed",
    fix: "remove the failed extension and restart the VM, then run the command again",
    ...troubleshoot,
  },
  {
    code: "UserErrorVmNotInDesirableState",
    when: "the VM is neither running nor stopped: it failed, or it is starting or stopping",
    fix: "start or stop the VM, then run the command again",
    ...troubleshoot,
  },
  {
    code: "UserErrorUltraDiskOrPremiumSSDV2DiskVMCannotBeProtectedOnGRSVault",
    when: "the VM has Ultra or Premium SSD v2 disks, the vault is geo-redundant, and the region does not support the two together",
    fix: "use a vault with other redundancy. The policy `vm-needs-enhanced-policy` reports this in preview",
    ...issue("MicrosoftDocs/azure-docs", 116318),
  },
  {
    code: "UserErrorMigrationFromTrustedLaunchVMToNonTrustedVMNotAllowed",
    when: "a VM with the same name used Trusted Launch before",
    fix: "give the VM another name",
    ...troubleshoot,
  },
  {
    code: "UserErrorRequestDisallowedByPolicy",
    when: "an Azure Policy, e.g. about tags, prevents Azure Backup from creating its resource group for restore points",
    fix: "exempt this resource group, or name one with `instantRestoreResourceGroup`",
    ...troubleshoot,
  },
  {
    code: "UserErrorKeyVaultPermissionsNotConfigured",
    when: "the VM uses Azure Disk Encryption, and Azure Backup has no access to its Key Vault",
    fix: "give Azure Backup access to the Key Vault",
    ...selfHelp,
  },
  {
    code: "UserErrorCMKKeyVaultAuthFailure",
    when: "the identity of the vault has no access to the key",
    fix: "give the identity Get, List, Wrap and Unwrap on the key before you set `encryption`",
    ...azurerm(27817),
  },
  {
    code: "ManagedIdentityDetailsNotPresent",
    when: "a vault that has an identity is written without one",
    fix: "keep `identity` in the program",
    source: "https://github.com/Azure/terraform-azurerm-avm-res-recoveryservices-vault",
    asOf: "2026-07-20",
  },
  {
    code: "StorageModelModifyError",
    when: "the redundancy changes after a VM was protected in the vault",
    fix: "set it back. For another redundancy, create a new vault, and keep this one until its recovery points expire",
    ...azurerm(8813),
  },
  {
    code: "BMSUserErrorRedundancySettingsUseVaultApi",
    when: "another tool writes the redundancy with the old API",
    fix: "let `BackupVault` set the redundancy; it writes it together with the vault",
    ...mcp,
  },
  {
    code: "BMSUserErrorDisablingSoftDeleteStateNotAllowed",
    when: "soft delete or the enhanced security of a vault is switched off",
    fix: "leave soft delete on: Azure does not allow you to switch it off. `BackupVault` refuses it in preview",
    ...pages.secureByDefault,
  },
  {
    code: "BMSUserErrorVaultDeletionNotAllowed",
    when: "a vault is deleted that has items",
    fix: "set `onDestroy` of the items to Delete, run `pulumi up`, then destroy. If Azure still counts items after that, run it again after some minutes",
    ...deleteVault,
  },
  {
    code: "BMSUserErrorVaultDeletionNotPermitted",
    when: "a vault is deleted that has soft-deleted items",
    fix: "wait until the soft delete time of the items is over. Since secure by default Azure also deletes a vault that has only soft-deleted items",
    ...deleteVault,
  },
  {
    code: "BMSUserErrorVaultDeletionForbidden",
    when: "a vault is deleted that has items, and soft-deleted items too",
    fix: "the same as for both codes above",
    ...deleteVault,
  },
  {
    code: "ServiceResourceNotEmptyWithBackendMessage",
    when: "the same as `BMSUserErrorVaultDeletionNotAllowed`, as Azure Resource Manager returns it",
    fix: "the same as for `BMSUserErrorVaultDeletionNotAllowed`. `npx azure-vm-backup assess` finds items of other stacks or of the portal",
    ...issue("pulumi/pulumi-azure-native", 3832),
  },
  {
    code: "BMSUserErrorSoftDeleteUseVaultApi",
    when: "another tool writes soft delete with the old API",
    fix: "let `BackupVault` set it with `softDelete`",
    ...issue("Azure/bicep-registry-modules", 4962),
  },
  {
    code: "UserErrorOperationDeniedOnImmutableItem",
    when: "a backup is suspended in a vault that is not immutable, although the message says that the vault is immutable",
    fix: 'set `immutability: "Unlocked"` of the vault, or stop the backup with ProtectionStopped',
    ...issue("Azure/azure-rest-api-specs", 32688),
  },
  {
    code: "CreateResourceFailedDueToInvalidCache",
    when: "a new vault has the name of a vault that was deleted shortly before, as reported in 2018",
    fix: "use another name, or wait for a day",
    ...issue("Azure/azure-powershell", 7551),
  },
  {
    code: "ScopeLocked",
    when: "a management lock on the vault, its resource group or the subscription forbids the change",
    fix: "remove `lock` in one `pulumi up`, and make the change in the next one",
    source: "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources",
    asOf: "2026-11-26",
  },
  {
    code: securityRuleConflict.value,
    when: "another rule of the same direction in the network security group has the priority",
    fix: "leave out `priority`: the components choose one that no known rule has. Or set one that is free",
    source: securityRuleConflict.source,
    asOf: securityRuleConflict.asOf,
  },
];
