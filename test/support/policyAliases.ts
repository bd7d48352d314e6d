/**
 * Azure Policy's aliases with the paths that they read, copied by hand from the public lists of PSRule for Azure, read 2026-11-26:
 * https://github.com/Azure/PSRule.Rules.Azure, data/providers/microsoft.compute/types.json (commit 06f75bb) and
 * data/providers/microsoft.recoveryservices/types.json (commit 2adfe38).
 */
const vm = "Microsoft.Compute/virtualMachines";
const vault = "Microsoft.RecoveryServices/vaults";
const policy = `${vault}/backupPolicies`;
const image = "properties.storageProfile.imageReference";

const listed: Readonly<Record<string, string>> = {
  "Microsoft.Compute/imagePublisher": `${image}.publisher`,
  "Microsoft.Compute/imageOffer": `${image}.offer`,
  "Microsoft.Compute/imageSku": `${image}.sku`,
  [`${vm}/securityProfile.securityType`]: "properties.securityProfile.securityType",
  [`${vm}/osProfile.allowExtensionOperations`]: "properties.osProfile.allowExtensionOperations",
  [`${vm}/osProfile.linuxConfiguration.provisionVMAgent`]:
    "properties.osProfile.linuxConfiguration.provisionVMAgent",
  [`${vm}/osProfile.windowsConfiguration.provisionVMAgent`]:
    "properties.osProfile.windowsConfiguration.provisionVMAgent",
  [`${vm}/storageProfile.osDisk.diskSizeGB`]: "properties.storageProfile.osDisk.diskSizeGB",
  [`${vm}/storageProfile.osDisk.vhd`]: "properties.storageProfile.osDisk.vhd",
  [`${vm}/storageProfile.osDisk.writeAcceleratorEnabled`]:
    "properties.storageProfile.osDisk.writeAcceleratorEnabled",
  [`${vm}/storageProfile.osDisk.diffDiskSettings.option`]:
    "properties.storageProfile.osDisk.diffDiskSettings.option",
  [`${vm}/storageProfile.dataDisks[*]`]: "properties.storageProfile.dataDisks[*]",
  [`${vm}/storageProfile.dataDisks[*].diskSizeGB`]: "properties.storageProfile.dataDisks[*].diskSizeGB",
  [`${vm}/storageProfile.dataDisks[*].vhd`]: "properties.storageProfile.dataDisks[*].vhd",
  [`${vm}/storageProfile.dataDisks[*].writeAcceleratorEnabled`]:
    "properties.storageProfile.dataDisks[*].writeAcceleratorEnabled",
  [`${vm}/storageProfile.dataDisks[*].managedDisk.securityProfile.securityEncryptionType`]:
    "properties.storageProfile.dataDisks[*].managedDisk.securityProfile.securityEncryptionType",
  "Microsoft.Compute/disks/dataAccessAuthMode": "properties.dataAccessAuthMode",
  "Microsoft.Compute/disks/maxShares": "properties.maxShares",
  [`${vault}/redundancySettings.standardTierStorageRedundancy`]:
    "properties.redundancySettings.standardTierStorageRedundancy",
  [`${vault}/redundancySettings.crossRegionRestore`]: "properties.redundancySettings.crossRegionRestore",
  [`${vault}/securitySettings.immutabilitySettings.state`]:
    "properties.securitySettings.immutabilitySettings.state",
  [`${vault}/securitySettings.softDeleteSettings.softDeleteState`]:
    "properties.securitySettings.softDeleteSettings.softDeleteState",
  [`${vault}/securitySettings.softDeleteSettings.softDeleteRetentionPeriodInDays`]:
    "properties.securitySettings.softDeleteSettings.softDeleteRetentionPeriodInDays",
  [`${vault}/publicNetworkAccess`]: "properties.publicNetworkAccess",
  [`${vault}/encryption.keyVaultProperties.keyUri`]: "properties.encryption.keyVaultProperties.keyUri",
  [`${vault}/encryption.kekIdentity.useSystemAssignedIdentity`]:
    "properties.encryption.kekIdentity.useSystemAssignedIdentity",
  [`${vault}/encryption.kekIdentity.userAssignedIdentity`]:
    "properties.encryption.kekIdentity.userAssignedIdentity",
  [`${policy}/backupManagementType`]: "properties.backupManagementType",
  [`${policy}/AzureIaasVM.schedulePolicy.SimpleSchedulePolicy.scheduleRunFrequency`]:
    "properties.schedulePolicy.scheduleRunFrequency",
  [`${policy}/AzureIaasVM.schedulePolicy.SimpleSchedulePolicyV2.scheduleRunFrequency`]:
    "properties.schedulePolicy.scheduleRunFrequency",
  [`${policy}/AzureIaasVM.retentionPolicy.LongTermRetentionPolicy.dailySchedule.retentionDuration.count`]:
    "properties.retentionPolicy.dailySchedule.retentionDuration.count",
  [`${policy}/AzureIaasVM.retentionPolicy.LongTermRetentionPolicy.weeklySchedule.retentionDuration.count`]:
    "properties.retentionPolicy.weeklySchedule.retentionDuration.count",
};

const byName = new Map(Object.entries(listed).map(([name, path]) => [name.toLowerCase(), path]));

/** The path that an alias reads; Azure tells no cases apart in its name. */
export function pathOf(alias: string): { readonly path: string; readonly many: boolean } {
  const path = byName.get(alias.toLowerCase());
  if (path === undefined) throw new Error(`${alias} is none of Azure Policy's aliases that this test knows`);
  return { path, many: path.includes("[*]") };
}
