/** Rows of Azure for tests of assessments, with the fields that Azure always answers. */
import type { Row } from "../../src/core/rowsInventory";

export const subscriptionOf = (n: number) => `${String(n).repeat(8)}-1111-4111-8111-111111111111`;

export const idOf = (subscription: number, group: string, path: string) =>
  `/subscriptions/${subscriptionOf(subscription)}/resourceGroups/${group}/providers/${path}`;

interface Place {
  readonly subscription?: number;
  readonly group?: string;
}

const row = (id: string, type: string, more: object): Row => ({
  id,
  name: id.slice(id.lastIndexOf("/") + 1),
  type: type.toLowerCase(),
  ...{ location: "westeurope", tags: null, sku: null, identity: null, zones: null, extendedLocation: null },
  subscriptionId: id.split("/")[2],
  ...more,
});

export const vmId = (name: string, { subscription = 1, group = "app" }: Place = {}) =>
  idOf(subscription, group, `Microsoft.Compute/virtualMachines/${name}`);

export function vmRow(name: string, place: Place & { properties?: object; tags?: object } = {}): Row {
  const { subscription = 1, group = "app", properties = {}, tags = null } = place;
  const nic = idOf(subscription, group, `Microsoft.Network/networkInterfaces/${name}-nic`);
  return row(vmId(name, place), "Microsoft.Compute/virtualMachines", {
    tags,
    properties: {
      provisioningState: "Succeeded",
      hardwareProfile: { vmSize: "Standard_D4s_v5" },
      storageProfile: {
        imageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server" },
        osDisk: {
          diskSizeGB: 64,
          managedDisk: { id: diskId(name, place), storageAccountType: "Premium_LRS" },
        },
        dataDisks: [],
      },
      osProfile: { computerName: name, linuxConfiguration: { provisionVMAgent: true } },
      networkProfile: { networkInterfaces: [{ id: nic, properties: { primary: true } }] },
      ...properties,
    },
  });
}

const diskId = (name: string, { subscription = 1, group = "app" }: Place) =>
  idOf(subscription, group, `Microsoft.Compute/disks/${name}-os`);

export const diskRow = (name: string, place: Place = {}): Row =>
  row(diskId(name, place), "Microsoft.Compute/disks", {
    sku: { name: "Premium_LRS" },
    properties: { diskSizeGB: 64, diskState: "Attached" },
  });

export const vaultId = (name: string, { subscription = 1, group = "backup" }: Place = {}) =>
  idOf(subscription, group, `Microsoft.RecoveryServices/vaults/${name}`);

export const vaultRow = (name: string, place: Place & { properties?: object } = {}): Row =>
  row(vaultId(name, place), "Microsoft.RecoveryServices/vaults", {
    sku: { name: "RS0", tier: "Standard" },
    properties: {
      ...{
        provisioningState: "Succeeded",
        privateEndpointStateForBackup: "None",
        publicNetworkAccess: "Enabled",
      },
      redundancySettings: { standardTierStorageRedundancy: "GeoRedundant", crossRegionRestore: "Disabled" },
      securitySettings: {
        softDeleteSettings: { softDeleteState: "AlwaysON", softDeleteRetentionPeriodInDays: 14 },
      },
      ...place.properties,
    },
  });

export const policyRow = (vault: string, place: Place & { days?: readonly string[] } = {}): Row => {
  const { days } = place;
  const time = "2026-01-01T22:30:00Z";
  const [schedule, retention] =
    days === undefined
      ? [
          { scheduleRunFrequency: "Daily" },
          {
            dailySchedule: { retentionTimes: [time], retentionDuration: { count: 30, durationType: "Days" } },
          },
        ]
      : [
          { scheduleRunFrequency: "Weekly", scheduleRunDays: days },
          {
            weeklySchedule: {
              ...{ daysOfTheWeek: days, retentionTimes: [time] },
              retentionDuration: { count: 12, durationType: "Weeks" },
            },
          },
        ];
  return row(
    `${vaultId(vault, place)}/backupPolicies/nightly`,
    "Microsoft.RecoveryServices/vaults/backupPolicies",
    {
      // A Standard policy has no policyType in Azure's answers.
      properties: {
        ...{ backupManagementType: "AzureIaasVM", instantRPDetails: {}, timeZone: "UTC" },
        instantRpRetentionRangeInDays: days === undefined ? 2 : 5,
        schedulePolicy: { schedulePolicyType: "SimpleSchedulePolicy", scheduleRunTimes: [time], ...schedule },
        retentionPolicy: { retentionPolicyType: "LongTermRetentionPolicy", ...retention },
      },
    },
  );
};

/** Times of a backup before `now`. */
export const now = "2026-11-29T06:00:00Z";
export const hoursAgo = (hours: number) => new Date(Date.parse(now) - hours * 3_600_000).toISOString();

export interface ItemOptions extends Place {
  readonly vault?: string;
  readonly vaultPlace?: Place;
  readonly properties?: object;
}

/** A healthy item, whose last backup was some hours ago. */
export function itemRow(vmName: string, options: ItemOptions = {}): Row {
  const { group = "app", vault = "safe", vaultPlace = {}, properties = {} } = options;
  const suffix = `iaasvmcontainerv2;${group};${vmName}`.toLowerCase();
  const owner = vaultId(vault, vaultPlace);
  return row(
    `${owner}/backupFabrics/Azure/protectionContainers/IaasVMContainer;${suffix}/protectedItems/VM;${suffix}`,
    "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems",
    {
      properties: {
        protectedItemType: "Microsoft.Compute/virtualMachines",
        sourceResourceId: vmId(vmName, options),
        ...{ policyId: `${owner}/backupPolicies/nightly`, policyName: "nightly", policyType: "" },
        ...{ protectionState: "Protected", protectionStatus: "Healthy", healthStatus: "Passed" },
        ...{ lastBackupStatus: "Completed", lastBackupTime: hoursAgo(8), lastRecoveryPoint: hoursAgo(8) },
        ...properties,
      },
    },
  );
}

/** What Azure answers of a stopped item. */
export const stopped = { policyId: "", policyName: "", protectionState: "ProtectionStopped" };
