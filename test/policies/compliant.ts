import { type BackupPolicy, policyProperties } from "../../src/backupPolicy/arm";
import { networkTypes, types } from "../support/tokens";

const vmId = "/subscriptions/s/resourceGroups/app/providers/Microsoft.Compute/virtualMachines/web";
const policyId =
  "/subscriptions/s/resourceGroups/backup/providers/Microsoft.RecoveryServices/vaults/safe-vault/backupPolicies/nightly";

const idOf = (path: string) => `/subscriptions/s/resourceGroups/app/providers/Microsoft.${path}`;

const outbound = (priority: number, to: object) => ({
  ...{ priority, direction: "Outbound", access: "Allow", protocol: "Tcp" },
  ...{ sourceAddressPrefix: "VirtualNetwork", sourcePortRange: "*", destinationPortRange: "443" },
  ...to,
});

/** A resource of each type of which no policy says anything, advisory ones included. */
export const compliant: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  [types.vm]: {
    resourceGroupName: "app",
    vmName: "web",
    location: "westeurope",
    tags: { owner: "bank", encryption: "host" },
    hardwareProfile: { vmSize: "Standard_D4s_v5" },
    networkProfile: { networkInterfaces: [{ id: idOf("Network/networkInterfaces/nic") }] },
    osProfile: {
      computerName: "web",
      adminPassword: "secret",
      customData: Buffer.from("#cloud-config\npackages: [nginx]").toString("base64"),
      allowExtensionOperations: true,
      linuxConfiguration: { provisionVMAgent: true },
    },
    securityProfile: { securityType: "Standard" },
    storageProfile: {
      imageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" },
      osDisk: {
        createOption: "FromImage",
        diskSizeGB: 64,
        writeAcceleratorEnabled: false,
        managedDisk: { storageAccountType: "Premium_LRS" },
      },
      dataDisks: [
        {
          lun: 0,
          createOption: "Empty",
          diskSizeGB: 128,
          managedDisk: { storageAccountType: "Premium_LRS" },
        },
        { lun: 1, createOption: "Attach", managedDisk: { id: idOf("Compute/disks/disk") } },
      ],
    },
  },
  [types.extension]: {
    resourceGroupName: "app",
    vmName: "web",
    publisher: "Microsoft.Azure.Extensions",
    type: "CustomScript",
    settings: { commandToExecute: "systemctl restart nginx" },
    protectedSettings: { script: "ZWNobyBoZWxsbw==" },
  },
  [types.runCommand]: {
    resourceGroupName: "app",
    vmName: "web",
    location: "westeurope",
    source: { script: "echo hello" },
  },
  [types.disk]: {
    resourceGroupName: "app",
    diskName: "data",
    creationData: { createOption: "Empty" },
    location: "westeurope",
    diskSizeGB: 128,
    maxShares: 1,
    dataAccessAuthMode: "None",
    sku: { name: "Premium_LRS" },
  },
  [types.nic]: {
    resourceGroupName: "app",
    networkInterfaceName: "web",
    ipConfigurations: [
      {
        name: "ip",
        subnet: { id: idOf("Network/virtualNetworks/net/subnets/subnet") },
        publicIPAddress: { id: "address" },
      },
    ],
  },
  [types.vault]: {
    resourceGroupName: "backup",
    vaultName: "safe-vault",
    location: "westeurope",
    sku: { name: "RS0", tier: "Standard" },
    identity: { type: "SystemAssigned" },
    properties: {
      publicNetworkAccess: "Disabled",
      redundancySettings: { standardTierStorageRedundancy: "GeoRedundant", crossRegionRestore: "Enabled" },
      securitySettings: {
        immutabilitySettings: { state: "Unlocked" },
        softDeleteSettings: { softDeleteState: "Enabled", softDeleteRetentionPeriodInDays: 14 },
      },
      encryption: {
        infrastructureEncryption: "Disabled",
        kekIdentity: { useSystemAssignedIdentity: true },
        keyVaultProperties: { keyUri: "https://v.vault.azure.net/keys/k" },
      },
    },
  },
  [types.policy]: {
    resourceGroupName: "backup",
    vaultName: "safe-vault",
    policyName: "nightly",
    properties: policyProperties({
      tier: "Standard",
      timeZone: "UTC",
      schedule: { daily: { time: "22:30" } },
      retention: {
        daily: { days: 30 },
        weekly: { weeks: 12, days: ["Sunday"] },
        monthly: { months: 12, byWeekday: { days: ["Sunday"], weeks: ["First"] } },
      },
    } satisfies BackupPolicy),
  },
  [types.item]: {
    resourceGroupName: "backup",
    vaultName: "safe-vault",
    fabricName: "Azure",
    containerName: "iaasvmcontainer;iaasvmcontainerv2;app;web",
    protectedItemName: "vm;iaasvmcontainerv2;app;web",
    properties: {
      protectedItemType: "Microsoft.Compute/virtualMachines",
      sourceResourceId: vmId,
      policyId,
      extendedProperties: { diskExclusionProperties: { diskLunList: [0], isInclusionList: true } },
    },
  },
  [networkTypes.securityRule]: {
    resourceGroupName: "net",
    networkSecurityGroupName: "lockdown",
    securityRuleName: "out",
    ...outbound(200, { destinationAddressPrefix: "AzureCloud.norwaye" }),
  },
  [networkTypes.securityGroup]: {
    resourceGroupName: "net",
    securityRules: [
      { name: "out", ...outbound(200, { destinationAddressPrefix: "AzureCloud.westeurope" }) },
      {
        name: "storage",
        ...outbound(201, { destinationAddressPrefixes: ["Storage.NorwayEast", "10.0.0.0/8"] }),
      },
    ],
  },
  [networkTypes.privateEndpoint]: {
    resourceGroupName: "backup",
    privateEndpointName: "safe-vault",
    privateLinkServiceConnections: [
      {
        name: "vault",
        groupIds: ["AzureBackup"],
        privateLinkServiceId:
          "/subscriptions/s/resourceGroups/backup/providers/Microsoft.RecoveryServices/vaults/safe-vault",
      },
    ],
  },
  [networkTypes.groupLock]: { resourceGroupName: "other", lockName: "keep", level: "CanNotDelete" },
  [networkTypes.storageAccount]: {
    resourceGroupName: "app",
    accountName: "bankdata",
    location: "westeurope",
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
    networkRuleSet: { defaultAction: "Deny", bypass: "Logging, AzureServices" },
  },
};

/** A deep copy of a compliant resource with fields replaced, by path; undefined removes one. */
export function broken(type: string, changes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const copy = structuredClone(compliant[type] ?? {});
  for (const [path, value] of Object.entries(changes)) set(copy, path.split("."), value);
  return copy;
}

/** Replaces the value at a path, making objects on the way; undefined removes it. */
export function set(object: object, [key = "", ...rest]: readonly string[], value: unknown): void {
  const owner = object as Record<string, unknown>;
  if (rest.length > 0) {
    if (typeof owner[key] !== "object" || owner[key] === null) owner[key] = {};
    set(owner[key] as object, rest, value);
  } else if (value === undefined) delete owner[key];
  else owner[key] = value;
}

/** The paths of all fields of a structure, inner ones and leaves. */
export function pathsIn(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [key],
    ...pathsIn(inner).map((path) => [key, ...path]),
  ]);
}
