import { put as ask } from "../../simulator/azure/arm";
import { modelledType } from "../../simulator/azure/ids";
import { openStore, type Resource } from "../../simulator/azure/store";

/** What an estate is made of. */
export interface EstateOptions {
  readonly folder: string;
  readonly vms: number;
  readonly regions: readonly string[];
  /** Regions whose security group lets nothing out. Omitted: none. */
  readonly lockedRegions?: readonly string[];
  /** Omitted: one subscription. */
  readonly subscriptions?: number;
}

export const subscriptionId = (i: number) => `00000000-0000-0000-0000-${String(i).padStart(12, "0")}`;

const images = [
  { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" },
  { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter", version: "latest" },
  { publisher: "CoreOS", offer: "CoreOS", sku: "Stable", version: "latest" },
];

/** What becomes of the VMs: of ten, four protected, one stopped, one soft-deleted, one blocked, three ready. */
export const fates = [
  "protected",
  "ready",
  "protected",
  "blocked",
  "protected",
  "ready",
  "stopped",
  "protected",
  "ready",
  "deleted",
] as const;

/**
 * A mixed estate in simulated Azure: VMs with disks and interfaces behind a security group, a vault in every region but the last, and
 * the VMs' protected items.
 */
export function makeEstate({
  folder,
  vms,
  regions,
  subscriptions = 1,
  lockedRegions = [],
}: EstateOptions): void {
  const store = openStore(folder);
  for (let s = 0; s < subscriptions; s++) {
    const root = `/subscriptions/${subscriptionId(s)}/resourceGroups`;
    const group = `${root}/bank`;
    const put = (path: string, type: string, properties: Resource["properties"]) =>
      store.put({ id: `${group}/providers/${path}`, type, name: path.split("/").pop() ?? "", properties });
    store.put({
      id: group,
      type: "Microsoft.Resources/resourceGroups",
      name: "bank",
      properties: { location: regions[0] },
    });
    for (const location of regions) {
      const guard = `Microsoft.Network/networkSecurityGroups/guard-${location}`;
      const net = `Microsoft.Network/virtualNetworks/net-${location}`;
      put(guard, "Microsoft.Network/networkSecurityGroups", { location });
      if (lockedRegions.includes(location))
        put(
          `${guard}/securityRules/deny-all`,
          "Microsoft.Network/networkSecurityGroups/securityRules",
          denyAll,
        );
      put(net, "Microsoft.Network/virtualNetworks", {
        ...{ location, addressSpace: { addressPrefixes: ["10.0.0.0/16"] } },
      });
      put(`${net}/subnets/servers`, "Microsoft.Network/virtualNetworks/subnets", {
        ...{ addressPrefix: "10.0.0.0/24", networkSecurityGroup: { id: `${group}/providers/${guard}` } },
      });
    }
    for (const location of regions.slice(0, -1)) {
      const vault = `${group}/providers/Microsoft.RecoveryServices/vaults/safe-${location}`;
      // As Azure makes them, with all that it fills in.
      ask({ store, anyVm: true, slowDeletes: 0 }, modelledType("recoveryservices:Vault"), vault, {
        ...{ location, sku: { name: "RS0", tier: "Standard" }, properties: {} },
      });
      const policy = `${vault}/backupPolicies/nightly`;
      ask({ store, anyVm: true, slowDeletes: 0 }, modelledType("recoveryservices:ProtectionPolicy"), policy, {
        properties: nightly,
      });
    }
    for (let i = s; i < vms; i += subscriptions) machine(put, group, regions, i);
  }
}

const denyAll = {
  ...{ priority: 1000, direction: "Outbound", access: "Deny", protocol: "*" },
  ...{
    sourceAddressPrefix: "*",
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: "*",
  },
};

const nightly = {
  ...{
    backupManagementType: "AzureIaasVM",
    policyType: "V2",
    timeZone: "UTC",
    instantRpRetentionRangeInDays: 7,
  },
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicyV2",
    scheduleRunFrequency: "Daily",
    dailySchedule: { scheduleRunTimes: ["2020-01-01T22:30:00Z"] },
  },
  retentionPolicy: {
    retentionPolicyType: "LongTermRetentionPolicy",
    dailySchedule: {
      retentionTimes: ["2020-01-01T22:30:00Z"],
      retentionDuration: { count: 30, durationType: "Days" },
    },
  },
};

type Put = (path: string, type: string, properties: Resource["properties"]) => void;

function machine(put: Put, group: string, regions: readonly string[], i: number): void {
  const fate = fates[i % fates.length];
  const location = regions[Math.floor(i / fates.length) % regions.length] as string;
  const name = `vm${String(i).padStart(5, "0")}`;
  const nic = `Microsoft.Network/networkInterfaces/${name}-nic`;
  put(nic, "Microsoft.Network/networkInterfaces", {
    location,
    ipConfigurations: [
      {
        name: "ip",
        primary: true,
        privateIPAddress: `10.0.${(i >> 8) & 255}.${i & 255}`,
        subnet: {
          id: `${group}/providers/Microsoft.Network/virtualNetworks/net-${location}/subnets/servers`,
        },
      },
    ],
  });
  put(`Microsoft.Compute/disks/${name}-data`, "Microsoft.Compute/disks", {
    location,
    sku: { name: "Premium_LRS" },
    diskSizeGB: 256,
  });
  put(`Microsoft.Compute/virtualMachines/${name}`, "Microsoft.Compute/virtualMachines", {
    location,
    ...{
      tags: { backup: i % 2 === 0 ? "nightly" : "hourly", owner: "bank" },
      hardwareProfile: { vmSize: "Standard_D4s_v5" },
    },
    storageProfile: {
      imageReference: fate === "blocked" ? images[2] : images[i % 2],
      osDisk: {
        createOption: "FromImage",
        diskSizeGB: 64,
        managedDisk: { storageAccountType: "Premium_LRS" },
      },
      dataDisks: [
        {
          lun: 0,
          createOption: "Attach",
          managedDisk: { id: `${group}/providers/Microsoft.Compute/disks/${name}-data` },
        },
      ],
    },
    networkProfile: { networkInterfaces: [{ id: `${group}/providers/${nic}` }] },
    osProfile: {
      computerName: name,
      ...(i % 2 === 1
        ? { windowsConfiguration: { provisionVMAgent: true } }
        : { linuxConfiguration: { provisionVMAgent: true } }),
    },
  });
  const isItem = fate !== "ready" && fate !== "blocked" && location !== regions.at(-1);
  if (!isItem) return;
  const vault = `Microsoft.RecoveryServices/vaults/safe-${location}`;
  const suffix = `iaasvmcontainerv2;bank;${name}`;
  put(
    `${vault}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;${suffix}/protectedItems/vm;${suffix}`,
    "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems",
    {
      properties: {
        protectedItemType: "Microsoft.Compute/virtualMachines",
        sourceResourceId: `${group}/providers/Microsoft.Compute/virtualMachines/${name}`,
        ...(fate === "protected" && {
          policyId: `${group}/providers/${vault}/backupPolicies/nightly`,
          policyName: "nightly",
        }),
        protectionState: fate === "protected" ? "Protected" : "ProtectionStopped",
        healthStatus: "Passed",
        lastBackupStatus: "Completed",
        lastRecoveryPoint: new Date().toISOString(),
        ...(fate === "deleted" && { isScheduledForDeferredDelete: true }),
      },
    },
  );
}
