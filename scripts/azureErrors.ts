import type { Sourced } from "../src/core/fact";
import { pages } from "../src/core/pages";

/** An error code of Azure's, when it comes and what mends it. */
export interface AzureErrorCode extends Sourced {
  readonly code: string;
  readonly when: string;
  readonly mend: string;
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
  note: "The code stands in Azure's self-help pages.",
};
const mcp: Sourced = {
  source: "https://github.com/microsoft/mcp/tree/main/tools/Azure.Mcp.Tools.AzureBackup",
  asOf: "2026-08-21",
};

/** Codes that Azure Backup, and Azure around it, answers where VMs are protected. */
export const azureErrorCodes: readonly AzureErrorCode[] = [
  {
    code: "BMSUserErrorInvalidPolicyInput",
    when: "a policy of a wrong shape: times that differ, daily retention on a weekly schedule, snapshot days out of range",
    mend: "`VmBackupPolicy` refuses these before Azure does and names the field; for a policy of another tool the policy pack does, `backup-policy-valid`",
    ...azurerm(27444),
  },
  {
    code: "UserErrorInvalidRequestParameter",
    when: "a value that Azure does not take; without a field's name often the time zone",
    mend: "a Windows time zone id, or an IANA name through `VmBackupPolicy`",
    ...issue("Azure/azure-powershell", 27503),
  },
  {
    code: "BMSUserErrorPolicyObjectInUse",
    when: "a policy is deleted while items use it",
    mend: 'give its VMs another policy, or `onDestroy: "Retain"`; after a deletion of items it passes by itself',
    ...troubleshoot,
    asOf: "2026-11-23",
  },
  {
    code: "BMSUserErrorInvalidPolicyForGivenProvider",
    when: "the policy is one for SQL, HANA or file shares",
    mend: "a policy of `VmBackupPolicy`, or another one for Azure VMs",
    ...azurerm(25845),
  },
  {
    code: "BMSUserErrorInvalidConfigureProtectionRequest",
    when: "the item's names are not those of the VM: another resource group, another name",
    mend: "`ProtectedVms` makes them of the VM's; give `vmName` and `resourceGroupName` as the VM has them",
    ...azurerm(2207),
  },
  {
    code: "BMSUserErrorContainerNameIncorrectFormat",
    when: "the container's name is not `iaasvmcontainer;iaasvmcontainerv2;group;vm`",
    mend: "`ProtectedVms` makes it; elsewhere `protected-item-valid` finds it",
    ...mcp,
  },
  {
    code: "BMSUserErrorProtectedItemNameIncorrectFormat",
    when: "the item's name is not `vm;iaasvmcontainerv2;group;vm`",
    mend: "`ProtectedVms` makes it; elsewhere `protected-item-valid` finds it",
    ...mcp,
  },
  {
    code: "BMSUserErrorDataSourceObjectNotFound",
    when: "the item is not in Azure; `pulumi refresh` and an import fail with it, since azure-native does not take it for gone",
    mend: "`pulumi state delete <urn>`, then `pulumi up` protects the VM again; at an import: there is nothing to import",
    ...issue("pulumi/pulumi-azure-native", 4841),
  },
  {
    code: "BMSUserErrorObjectLocked",
    when: "another operation holds the item: a backup, a restore",
    mend: "it passes; components try it again, at other places run the command again",
    ...selfHelp,
  },
  {
    code: "UserErrorVmVaultLocationMismatch",
    when: "VM and vault are in different regions",
    mend: "a vault in the VM's region: [many regions](many-regions.md)",
    ...selfHelp,
  },
  {
    code: "UserErrorVmNotFoundV2",
    when: "no VM has this id",
    mend: "look at the id, its subscription, and whether the VM is made before its item (`vm.id` sees to that)",
    ...selfHelp,
  },
  {
    code: "UserErrorVmProvisioningStateFailed",
    when: "the VM's last change failed in Azure",
    mend: "repair the VM, e.g. redeploy or reapply it, then run again",
    ...troubleshoot,
  },
  {
    code: "UserErrorVmNotInDesirableState",
    when: "the VM is being changed",
    mend: "run again when it is running or stopped",
    ...troubleshoot,
  },
  {
    code: "UserErrorUltraDiskOrPremiumSSDV2DiskVMCannotBeProtectedOnGRSVault",
    when: "Ultra or Premium SSD v2 disks, a geo-redundant vault, a region that has not both",
    mend: "a vault with other redundancy; the pack's `vm-needs-enhanced-policy` tells it in preview",
    ...issue("MicrosoftDocs/azure-docs", 116318),
  },
  {
    code: "UserErrorMigrationFromTrustedLaunchVMToNonTrustedVMNotAllowed",
    when: "a VM of this name was Trusted Launch before",
    mend: "another name for the VM",
    ...troubleshoot,
  },
  {
    code: "UserErrorRequestDisallowedByPolicy",
    when: "an Azure Policy, e.g. on tags, keeps Azure Backup from making its group for restore points",
    mend: "exempt that group, or name one with `instantRestoreResourceGroup`",
    ...troubleshoot,
  },
  {
    code: "UserErrorKeyVaultPermissionsNotConfigured",
    when: "a VM with Azure Disk Encryption, and Azure Backup may not read its Key Vault",
    mend: "give Azure Backup access to the Key Vault",
    ...selfHelp,
  },
  {
    code: "UserErrorCMKKeyVaultAuthFailure",
    when: "the vault's identity may not use the key",
    mend: "give the identity Get, List, Wrap and Unwrap on the key before `encryption` is set",
    ...azurerm(27817),
  },
  {
    code: "ManagedIdentityDetailsNotPresent",
    when: "a vault that has an identity is written without one",
    mend: "keep `identity` in the program",
    source: "https://github.com/Azure/terraform-azurerm-avm-res-recoveryservices-vault",
    asOf: "2026-07-20",
  },
  {
    code: "StorageModelModifyError",
    when: "redundancy is changed after a VM was protected in the vault",
    mend: "set it back; for another redundancy make a new vault and keep this one until its recovery points expire",
    ...azurerm(8813),
  },
  {
    code: "BMSUserErrorRedundancySettingsUseVaultApi",
    when: "another tool writes redundancy by the old way",
    mend: "leave redundancy to `BackupVault`, which writes it with the vault",
    ...mcp,
  },
  {
    code: "BMSUserErrorDisablingSoftDeleteStateNotAllowed",
    when: "soft delete is switched off",
    mend: "leave it on: nobody can switch it off. `BackupVault` refuses it in preview",
    ...pages.secureByDefault,
  },
  {
    code: "BMSUserErrorVaultDeletionNotAllowed",
    when: "a vault is deleted that has items",
    mend: "set `onDestroy` of the items to Delete, `pulumi up`, then destroy; what Azure still counts after that passes with time",
    ...selfHelp,
  },
  {
    code: "ServiceResourceNotEmptyWithBackendMessage",
    when: "the same, as clients of Azure Resource Manager see it",
    mend: "the same; items of other stacks or of the portal are found by `npx azure-vm-backup assess`",
    ...issue("pulumi/pulumi-azure-native", 3832),
  },
  {
    code: "CreateResourceFailedDueToInvalidCache",
    when: "a vault gets the name of one that was just deleted",
    mend: "another name, or a day of waiting",
    ...issue("Azure/azure-powershell", 7551),
  },
  {
    code: "ScopeLocked",
    when: "a management lock forbids the change, on the vault, its group or the subscription",
    mend: "take `lock` away in one `pulumi up` and change in the next",
    source: "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources",
    asOf: "2026-11-26",
  },
];
