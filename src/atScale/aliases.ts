import type { Sourced } from "../core/fact";

const vm = "Microsoft.Compute/virtualMachines";
const disk = "Microsoft.Compute/disks";
const vault = "Microsoft.RecoveryServices/vaults";
const policy = "Microsoft.RecoveryServices/vaults/backupPolicies/AzureIaasVM";
const retention = `${policy}.retentionPolicy.LongTermRetentionPolicy`;
const redundancy = `${vault}/redundancySettings`;
const security = `${vault}/securitySettings`;

/** The properties that Azure Policy can read, by the names that it has for them: each stands in the lists below. */
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
    osDiskPlace: `${vm}/storageProfile.osDisk.diffDiskSettings.option`,
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

/** Where Azure's aliases are listed in public, with the property of the payload that each one reads. */
export const aliasLists = {
  compute: {
    source:
      "https://github.com/Azure/PSRule.Rules.Azure/blob/main/data/providers/microsoft.compute/types.json",
    asOf: "2026-11-26",
  },
  recoveryServices: {
    source:
      "https://github.com/Azure/PSRule.Rules.Azure/blob/main/data/providers/microsoft.recoveryservices/types.json",
    asOf: "2026-11-26",
  },
} as const satisfies Readonly<Record<string, Sourced>>;
