const vm = "Microsoft.Compute/virtualMachines";
const disk = "Microsoft.Compute/disks";
const vault = "Microsoft.RecoveryServices/vaults";
const policy = "Microsoft.RecoveryServices/vaults/backupPolicies/AzureIaasVM";
const retention = `${policy}.retentionPolicy.LongTermRetentionPolicy`;
const redundancy = `${vault}/redundancySettings`;
const security = `${vault}/securitySettings`;

/**
 * The names under which Azure Policy reads properties (aliases), from the public lists of PSRule for Azure, read on 2026-11-26:
 * https://github.com/Azure/PSRule.Rules.Azure/blob/main/data/providers/microsoft.compute/types.json and
 * https://github.com/Azure/PSRule.Rules.Azure/blob/main/data/providers/microsoft.recoveryservices/types.json
 */
export const alias = {
  vm: {
    imagePublisher: "Microsoft.Compute/imagePublisher",
    imageOffer: "Microsoft.Compute/imageOffer",
    imageSku: "Microsoft.Compute/imageSku",
    securityType: `${vm}/securityProfile.securityType`,
    allowExtensionOperations: `${vm}/osProfile.allowExtensionOperations`,
    linuxAgent: `${vm}/osProfile.linuxConfiguration.provisionVMAgent`,
    windowsAgent: `${vm}/osProfile.windowsConfiguration.provisionVMAgent`,
    osDiskSizeGB: `${vm}/storageProfile.osDisk.diskSizeGB`,
    osDiskVhd: `${vm}/storageProfile.osDisk.vhd`,
    osDiskWriteAccelerator: `${vm}/storageProfile.osDisk.writeAcceleratorEnabled`,
    osDiskPlacement: `${vm}/storageProfile.osDisk.diffDiskSettings.option`,
    dataDisks: `${vm}/storageProfile.dataDisks[*]`,
    dataDiskSizeGB: `${vm}/storageProfile.dataDisks[*].diskSizeGB`,
    dataDiskVhd: `${vm}/storageProfile.dataDisks[*].vhd`,
    dataDiskWriteAccelerator: `${vm}/storageProfile.dataDisks[*].writeAcceleratorEnabled`,
    dataDiskSecurityType: `${vm}/storageProfile.dataDisks[*].managedDisk.securityProfile.securityEncryptionType`,
  },
  disk: {
    dataAccessAuthMode: `${disk}/dataAccessAuthMode`,
    maxShares: `${disk}/maxShares`,
  },
  vault: {
    storageRedundancy: `${redundancy}.standardTierStorageRedundancy`,
    crossRegionRestore: `${redundancy}.crossRegionRestore`,
    immutability: `${security}.immutabilitySettings.state`,
    softDeleteState: `${security}.softDeleteSettings.softDeleteState`,
    softDeleteDays: `${security}.softDeleteSettings.softDeleteRetentionPeriodInDays`,
    publicNetworkAccess: `${vault}/publicNetworkAccess`,
    keyUri: `${vault}/encryption.keyVaultProperties.keyUri`,
    systemIdentity: `${vault}/encryption.kekIdentity.useSystemAssignedIdentity`,
    userIdentity: `${vault}/encryption.kekIdentity.userAssignedIdentity`,
  },
  backupPolicy: {
    workload: "Microsoft.RecoveryServices/vaults/backupPolicies/backupManagementType",
    frequencyV1: `${policy}.schedulePolicy.SimpleSchedulePolicy.scheduleRunFrequency`,
    frequencyV2: `${policy}.schedulePolicy.SimpleSchedulePolicyV2.scheduleRunFrequency`,
    dailyCount: `${retention}.dailySchedule.retentionDuration.count`,
    weeklyCount: `${retention}.weeklySchedule.retentionDuration.count`,
  },
} as const;
