/**
 * Bodies as they exist: the shapes in which the portal, `az … show`, `pulumi import`, templates and azurerm give
 * policies, vaults, items and virtual machines; names and numbers are made up. `certainFault` makes each one wrong.
 */
import { types } from "../support/tokens";

export interface Existing {
  readonly what: string;
  readonly type: string;
  readonly props: Record<string, unknown>;
  /** What to change for a fault that no source disputes, by path. */
  readonly fault: readonly [path: string, value: unknown];
}

type Json = Record<string, unknown>;

const times = (time: string) => [time];
const kept = (count: number, durationType: string, time: string, more: Json = {}): Json => ({
  retentionTimes: times(time),
  retentionDuration: { count, durationType },
  ...more,
});

const dated = "2026-01-10T23:00:00Z";

/** Schedules and retentions, as people have them; the time is written as the form wants it. */
const policies: Record<string, (time: string) => Json> = {
  "Standard daily": (time) => ({
    policyType: "V1",
    instantRpRetentionRangeInDays: 2,
    timeZone: "UTC",
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicy",
      scheduleRunFrequency: "Daily",
      scheduleRunTimes: times(time),
    },
    retentionPolicy: {
      retentionPolicyType: "LongTermRetentionPolicy",
      dailySchedule: kept(30, "Days", time),
    },
  }),
  "Standard weekly": (time) => ({
    policyType: "V1",
    instantRpRetentionRangeInDays: 5,
    timeZone: "Romance Standard Time",
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicy",
      scheduleRunFrequency: "Weekly",
      scheduleRunDays: ["Sunday", "Wednesday"],
      scheduleRunTimes: times(time),
    },
    retentionPolicy: {
      retentionPolicyType: "LongTermRetentionPolicy",
      weeklySchedule: kept(12, "Weeks", time, { daysOfTheWeek: ["Sunday", "Wednesday"] }),
    },
  }),
  "Standard with every kind of retention": (time) => ({
    policyType: "V1",
    instantRpRetentionRangeInDays: 5,
    timeZone: "Pacific Standard Time",
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicy",
      scheduleRunFrequency: "Daily",
      scheduleRunTimes: times(time),
    },
    retentionPolicy: {
      retentionPolicyType: "LongTermRetentionPolicy",
      dailySchedule: kept(180, "Days", time),
      weeklySchedule: kept(104, "Weeks", time, { daysOfTheWeek: ["Sunday"] }),
      monthlySchedule: kept(60, "Months", time, {
        retentionScheduleFormatType: "Daily",
        retentionScheduleDaily: { daysOfTheMonth: [{ date: 1, isLast: false }] },
      }),
      yearlySchedule: kept(10, "Years", time, {
        retentionScheduleFormatType: "Weekly",
        monthsOfYear: ["January", "July"],
        retentionScheduleWeekly: { daysOfTheWeek: ["Sunday"], weeksOfTheMonth: ["Last"] },
      }),
    },
  }),
  "Enhanced hourly": (time) => ({
    policyType: "V2",
    instantRpRetentionRangeInDays: 2,
    timeZone: "UTC",
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicyV2",
      scheduleRunFrequency: "Hourly",
      hourlySchedule: { interval: 4, scheduleWindowStartTime: time, scheduleWindowDuration: 12 },
    },
    retentionPolicy: {
      retentionPolicyType: "LongTermRetentionPolicy",
      dailySchedule: kept(30, "Days", time),
    },
  }),
  "Enhanced daily, archived after days": (time) => ({
    policyType: "V2",
    instantRpRetentionRangeInDays: 7,
    timeZone: "UTC",
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicyV2",
      scheduleRunFrequency: "Daily",
      dailySchedule: { scheduleRunTimes: times(time) },
    },
    retentionPolicy: {
      retentionPolicyType: "LongTermRetentionPolicy",
      dailySchedule: kept(30, "Days", time),
      monthlySchedule: kept(12, "Months", time, {
        retentionScheduleFormatType: "Weekly",
        retentionScheduleWeekly: { daysOfTheWeek: ["Sunday"], weeksOfTheMonth: ["First"] },
      }),
    },
    tieringPolicy: { ArchivedRP: { tieringMode: "TierAfter", duration: 90, durationType: "Days" } },
  }),
  "Enhanced weekly, archived after months": (time) => ({
    policyType: "V2",
    instantRpRetentionRangeInDays: 7,
    timeZone: "UTC",
    snapshotConsistencyType: "OnlyCrashConsistent",
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicyV2",
      scheduleRunFrequency: "Weekly",
      weeklySchedule: { scheduleRunDays: ["Monday"], scheduleRunTimes: times(time) },
    },
    retentionPolicy: {
      retentionPolicyType: "LongTermRetentionPolicy",
      weeklySchedule: kept(52, "Weeks", time, { daysOfTheWeek: ["Monday"] }),
      yearlySchedule: kept(3, "Years", time, {
        retentionScheduleFormatType: "Weekly",
        monthsOfYear: ["March"],
        retentionScheduleWeekly: { daysOfTheWeek: ["Monday"], weeksOfTheMonth: ["First"] },
      }),
    },
    tieringPolicy: { ArchivedRP: { tieringMode: "TierAfter", duration: 3, durationType: "Months" } },
  }),
};

const schedules = ["dailySchedule", "weeklySchedule", "monthlySchedule", "yearlySchedule"];
const object = (value: unknown) => (value ?? {}) as Json;

/** Null for every kind of retention and schedule that a policy does not have. */
function withNulls(properties: Json): Json {
  const [retention, schedule] = [object(properties.retentionPolicy), object(properties.schedulePolicy)];
  const nothing = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, null]));
  const points = (kind: string) =>
    retention[kind] !== undefined && {
      [kind]: {
        ...nothing(["retentionScheduleDaily", "retentionScheduleWeekly"]),
        ...object(retention[kind]),
      },
    };
  return {
    ...nothing(["snapshotConsistencyType", "resourceGuardOperationRequests", "tieringPolicy"]),
    instantRPDetails: nothing(["azureBackupRGNamePrefix", "azureBackupRGNameSuffix"]),
    ...properties,
    schedulePolicy: {
      ...nothing([...schedules.slice(0, 2), "hourlySchedule", "scheduleRunDays"]),
      ...schedule,
    },
    retentionPolicy: {
      ...nothing(schedules),
      ...retention,
      ...points("monthlySchedule"),
      ...points("yearlySchedule"),
    },
  };
}

/** Each form: the time as it writes it, and what it adds. */
const policyForms: Record<string, (policy: (time: string) => Json) => Json> = {
  "sent by a template": (policy) => policy("2016-09-21T02:00:00Z"),
  "sent by azurerm": (policy) => ({ ...policy("23:00:00Z"), instantRPDetails: undefined }),
  "as Azure answers": (policy) => ({
    instantRPDetails: {},
    protectedItemsCount: 3,
    tieringPolicy: { ArchivedRP: { tieringMode: "DoNotTier", duration: 0, durationType: "Invalid" } },
    ...policy(dated),
  }),
  "as `az backup policy show` prints": (policy) => ({
    ...withNulls(policy("2026-01-10T19:30:00+00:00")),
    protectedItemsCount: 0,
  }),
  "as `pulumi import` writes": (policy) => ({ ...policy("2026-01-10T23:00:00Z"), instantRPDetails: {} }),
  "of a portal's export": (policy) => ({
    ...policy("2025-12-01T22:30:00.0000000Z"),
    instantRPDetails: {},
    tieringPolicy: { ArchivedRP: { tieringMode: "DoNotTier", duration: 0, durationType: "Invalid" } },
  }),
  "of a bicep module with nulls for what is not wanted": (policy) =>
    withNulls(policy("2025-05-30T05:30:00Z")),
};

/** Faults that are certain in every one of the policies. */
const policyFaults: readonly (readonly [string, unknown])[] = [
  ["properties.policyType", "V3"],
  ["properties.timeZone", "Nowhere"],
  ["properties.schedulePolicy.scheduleRunFrequency", "Fortnightly"],
  ["properties.retentionPolicy.retentionPolicyType", "None"],
  ["properties.instantRpRetentionRangeInDays", 31],
  [
    "properties.tieringPolicy",
    { ArchivedRP: { tieringMode: "TierAfter", duration: 2, durationType: "Months" } },
  ],
];

const place = { resourceGroupName: "bank", vaultName: "bank-vault" };

const policyBodies: Existing[] = Object.entries(policies).flatMap(([name, policy]) =>
  Object.entries(policyForms).map(([form, make], i) => ({
    what: `policy: ${name}, ${form}`,
    type: types.policy,
    props: {
      ...place,
      policyName: i % 2 ? "Default_Policy" : "EnhancedPolicy",
      properties: { backupManagementType: "AzureIaasVM", ...make(policy) },
    },
    fault: policyFaults[i % policyFaults.length] as readonly [string, unknown],
  })),
);

const vaults: Record<string, Json> = {
  "as a template sends it": {},
  "with nulls for what is not wanted": {
    encryption: null,
    monitoringSettings: null,
    restoreSettings: null,
    publicNetworkAccess: "Enabled",
    securitySettings: {
      immutabilitySettings: { state: null },
      softDeleteSettings: { softDeleteState: null, softDeleteRetentionPeriodInDays: null },
      multiUserAuthorization: null,
    },
  },
  "as Azure answers": {
    provisioningState: "Succeeded",
    privateEndpointStateForBackup: "None",
    privateEndpointStateForSiteRecovery: "None",
    publicNetworkAccess: "Enabled",
    bcdrSecurityLevel: "Fair",
    redundancySettings: { standardTierStorageRedundancy: "GeoRedundant", crossRegionRestore: "Disabled" },
    restoreSettings: { crossSubscriptionRestoreSettings: { crossSubscriptionRestoreState: "Enabled" } },
    securitySettings: {
      softDeleteSettings: {
        softDeleteRetentionPeriodInDays: 14,
        softDeleteState: "Enabled",
        enhancedSecurityState: "Enabled",
      },
      multiUserAuthorization: "Disabled",
      sourceScanConfiguration: { state: "Disabled" },
    },
  },
  "as a new vault reads back": {
    securitySettings: {
      softDeleteSettings: { softDeleteRetentionPeriodInDays: 180, softDeleteState: "AlwaysON" },
      immutabilitySettings: {},
    },
    redundancySettings: { standardTierStorageRedundancy: "ZoneRedundant", crossRegionRestore: "Disabled" },
  },
  "of the classic alerts": {
    monitoringSettings: {
      azureMonitorAlertSettings: { alertsForAllJobFailures: "Enabled" },
      classicAlertSettings: { alertsForCriticalOperations: "Disabled" },
    },
    redundancySettings: {},
    securitySettings: {},
  },
};

const vaultBodies: Existing[] = Object.entries(vaults).map(([form, properties], i) => ({
  what: `vault: ${form}`,
  type: types.vault,
  props: {
    ...place,
    location: "westeurope",
    sku: { name: "RS0", tier: "Standard", ...(i % 2 && { capacity: null, family: null, size: null }) },
    identity: i % 2 ? null : { type: "None" },
    tags: i % 2 ? null : {},
    properties,
  },
  fault:
    i % 2
      ? ["vaultName", "1-vault"]
      : ["properties.redundancySettings", { standardTierStorageRedundancy: "Twice" }],
}));

const vmId = "/subscriptions/s/resourceGroups/bank/providers/Microsoft.Compute/virtualMachines/web";
const policyId =
  "/subscriptions/s/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/bank-vault/backupPolicies/EnhancedPolicy";
const itemType = "Microsoft.Compute/virtualMachines";
const items: Record<string, Json> = {
  "as a template sends it": {},
  "with nulls for what is not wanted": {
    extendedInfo: null,
    extendedProperties: null,
    deferredDeleteTimeInUTC: null,
    isScheduledForDeferredDelete: null,
    containerName: null,
    createMode: null,
  },
  "as Azure answers": {
    friendlyName: "web",
    virtualMachineId: vmId,
    protectionStatus: "Healthy",
    protectionState: "Protected",
    healthStatus: "Passed",
    healthDetails: [],
    kpisHealths: {},
    lastBackupStatus: "Completed",
    lastBackupTime: "2026-01-10T23:05:00Z",
    protectedItemDataId: "1",
    extendedInfo: { policyInconsistent: false },
    extendedProperties: {},
    backupManagementType: "AzureIaasVM",
    workloadType: "VM",
    containerName: "iaasvmcontainerv2;bank;web",
    policyName: "EnhancedPolicy",
    policyType: "V2",
    softDeleteRetentionPeriod: 14,
  },
  "of the OS disk alone": {
    extendedProperties: { diskExclusionProperties: { diskLunList: [], isInclusionList: true } },
  },
};
const itemBodies: Existing[] = Object.entries(items).map(([form, properties], i) => ({
  what: `item: ${form}`,
  type: types.item,
  props: {
    ...place,
    fabricName: "Azure",
    containerName:
      i % 2 ? "IaasVMContainer;iaasvmcontainerv2;bank;web" : "iaasvmcontainer;iaasvmcontainerv2;bank;web",
    protectedItemName: i % 2 ? "VM;iaasvmcontainerv2;bank;web" : "vm;iaasvmcontainerv2;bank;web",
    properties: { protectedItemType: itemType, policyId, sourceResourceId: vmId, ...properties },
  },
  fault: ["properties.policyId", "EnhancedPolicy"],
}));

const images: Record<string, Json> = {
  Ubuntu: {
    publisher: "Canonical",
    offer: "0001-com-ubuntu-server-jammy",
    sku: "22_04-lts-gen2",
    version: "latest",
  },
  "Windows Server": {
    publisher: "MicrosoftWindowsServer",
    offer: "WindowsServer",
    sku: "2022-datacenter-azure-edition",
    version: "latest",
  },
  "Red Hat": { publisher: "RedHat", offer: "RHEL", sku: "9-lvm-gen2", version: "latest" },
};
const absent = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, null]));
const vmForms: Record<string, (image: Json) => Json> = {
  "as a template sends it": (imageReference) => ({
    storageProfile: { imageReference, osDisk: { createOption: "FromImage" }, dataDisks: [] },
  }),
  "as `az vm show` prints": (imageReference) => ({
    ...absent(["additionalCapabilities", "applicationProfile", "availabilitySet", "billingProfile", "plan"]),
    ...absent([
      "capacityReservation",
      "evictionPolicy",
      "extendedLocation",
      "host",
      "identity",
      "licenseType",
    ]),
    ...absent(["priority", "securityProfile", "userData", "virtualMachineScaleSet", "zones", "tags"]),
    hardwareProfile: { vmSize: "Standard_D2s_v5", vmSizeProperties: null },
    storageProfile: {
      imageReference: {
        ...imageReference,
        ...absent(["communityGalleryImageId", "id", "sharedGalleryImageId"]),
      },
      osDisk: {
        ...absent([
          "deleteOption",
          "diffDiskSettings",
          "encryptionSettings",
          "image",
          "vhd",
          "writeAcceleratorEnabled",
        ]),
        createOption: "FromImage",
        diskSizeGB: 128,
        managedDisk: { diskEncryptionSet: null, securityProfile: null, storageAccountType: "Premium_LRS" },
      },
      dataDisks: [
        {
          ...absent(["image", "sourceResource", "vhd", "writeAcceleratorEnabled", "detachOption"]),
          createOption: "Attach",
          lun: 0,
          diskSizeGB: 1023,
          managedDisk: {
            id: "/subscriptions/s/resourceGroups/bank/providers/Microsoft.Compute/disks/data",
            diskEncryptionSet: null,
            storageAccountType: "Premium_LRS",
          },
          toBeDetached: false,
        },
      ],
      diskControllerType: null,
    },
    osProfile: {
      computerName: "web",
      adminUsername: "azureuser",
      allowExtensionOperations: true,
      ...absent(["adminPassword", "customData"]),
      secrets: [],
      linuxConfiguration: {
        disablePasswordAuthentication: true,
        provisionVMAgent: true,
        patchSettings: null,
        ssh: null,
      },
      windowsConfiguration: null,
    },
    diagnosticsProfile: { bootDiagnostics: { enabled: true, storageUri: null } },
  }),
  "as `pulumi import` writes": (imageReference) => ({
    additionalCapabilities: {},
    hardwareProfile: { vmSize: "Standard_D2s_v5" },
    securityProfile: {
      securityType: "TrustedLaunch",
      uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
    },
    storageProfile: {
      imageReference,
      osDisk: {
        createOption: "FromImage",
        caching: "ReadWrite",
        managedDisk: { storageAccountType: "StandardSSD_LRS" },
      },
    },
    osProfile: { computerName: "web", linuxConfiguration: {}, secrets: [], allowExtensionOperations: true },
  }),
};
const vmBodies: Existing[] = Object.entries(images).flatMap(([os, image]) =>
  Object.entries(vmForms).map(([form, make]) => ({
    what: `virtual machine: ${os}, ${form}`,
    type: types.vm,
    props: { resourceGroupName: "bank", vmName: "web", location: "westeurope", ...make(image) },
    fault: [
      "storageProfile.dataDisks",
      Array.from({ length: 33 }, (_, lun) => ({ lun, createOption: "Empty" })),
    ],
  })),
);

export const existing: readonly Existing[] = [...policyBodies, ...vaultBodies, ...itemBodies, ...vmBodies];
