import { networkTypes, types } from "../support/tokens";
import { broken } from "./compliant";

interface Violation {
  readonly policy: string;
  readonly type: string;
  /** What is changed of the compliant resource, by path. */
  readonly changes: Readonly<Record<string, unknown>>;
  /** Where the finding is. */
  readonly path: string;
}

/** Options of the pack with which each violation is found. */
export const violationOptions = { "backup-policy-minimum-retention": { minDays: 30 } } as const;

/** The settings with which a policy finds its violation. */
export const settingsOf = (policy: string): Readonly<Record<string, unknown>> =>
  (violationOptions as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[policy] ?? {};

const nicId = (name: string) =>
  `/subscriptions/s/resourceGroups/app/providers/Microsoft.Network/networkInterfaces/${name}`;

const image = (publisher: string, offer: string, sku: string) => ({
  "storageProfile.imageReference": { publisher, offer, sku, version: "latest" },
});
const disks = (count: number, disk: object = {}) => ({
  "storageProfile.dataDisks": Array.from({ length: count }, (_, lun) => ({ lun, ...disk })),
});
const luks = Buffer.from("cryptsetup luksFormat /dev/sdc").toString("base64");
const osDisk = "storageProfile.osDisk";
const redundancy = "properties.redundancySettings";
const soft = "properties.securitySettings.softDeleteSettings";
const immutabilityOf = "properties.securitySettings.immutabilitySettings";
const immutability = `${immutabilityOf}.state`;
const daily = "properties.retentionPolicy.dailySchedule";

const vm = (policy: string, changes: Violation["changes"], path: string): Violation => ({
  policy,
  type: types.vm,
  changes,
  path,
});
const vault = (policy: string, changes: Violation["changes"], path: string): Violation => ({
  policy,
  type: types.vault,
  changes,
  path,
});

/** What each resource policy refuses: a compliant resource with one fault. */
export const violations: readonly Violation[] = [
  vm("vm-os-supported", image("CoreOS", "CoreOS", "Stable"), "storageProfile.imageReference"),
  ...[
    ...[types.vm, types.disk, types.nic, types.vault, types.policy, types.item],
    ...[networkTypes.securityGroup, networkTypes.securityRule, networkTypes.privateEndpoint],
  ].map((type) => ({
    ...{ policy: "names-and-ids", type, path: "resourceGroupName" },
    changes: { resourceGroupName: "/subscriptions/s/resourceGroups/bank" },
  })),
  vm(
    "names-and-ids",
    { "networkProfile.networkInterfaces": [{ id: "nic" }] },
    "networkProfile.networkInterfaces[0].id",
  ),
  vm(
    "vm-os-uncertain",
    image("kinvolk", "flatcar-container-linux", "stable"),
    "storageProfile.imageReference",
  ),
  vm(
    "vm-agent-enabled",
    { "osProfile.linuxConfiguration.provisionVMAgent": false },
    "osProfile.linuxConfiguration.provisionVMAgent",
  ),
  vm(
    "vm-agent-enabled",
    { "osProfile.allowExtensionOperations": false },
    "osProfile.allowExtensionOperations",
  ),
  vm("vm-no-luks", { "osProfile.customData": luks }, "osProfile.customData"),
  vm("vm-no-luks", { "tags.encryption": "LUKS" }, 'tags["encryption"]'),
  {
    policy: "vm-no-luks",
    type: types.extension,
    changes: { "protectedSettings.script": luks },
    path: "protectedSettings.script",
  },
  {
    policy: "vm-no-luks",
    type: types.runCommand,
    changes: { "source.script": "cryptsetup luksOpen /dev/sdc d" },
    path: "source.script",
  },
  vm("vm-within-2018-limits", disks(17), "storageProfile.dataDisks"),
  vm(
    "vm-within-2018-limits",
    image("almalinux", "almalinux-x86_64", "9-gen2"),
    "storageProfile.imageReference",
  ),
  vm(
    "vm-within-2018-limits",
    disks(1, { writeAcceleratorEnabled: true }),
    "storageProfile.dataDisks[0].writeAcceleratorEnabled",
  ),
  vm(
    "vm-restore-notes",
    { "networkProfile.networkInterfaces": ["a", "b"].map((name) => ({ id: nicId(name) })) },
    "networkProfile.networkInterfaces",
  ),
  vm("vm-restore-notes", image("contoso", "ad-dc-2022", "1"), "storageProfile.imageReference"),
  {
    policy: "vm-restore-notes",
    type: types.nic,
    changes: { ipConfigurations: [{ loadBalancerBackendAddressPools: [{ id: "pool" }] }] },
    path: "ipConfigurations[0].loadBalancerBackendAddressPools",
  },
  {
    policy: "vm-restore-notes",
    type: types.nic,
    changes: { ipConfigurations: [{ publicIPAddress: { id: "a" } }, { publicIPAddress: { id: "b" } }] },
    path: "ipConfigurations",
  },
  {
    policy: "vm-restore-notes",
    type: types.extension,
    changes: { "settings.commandToExecute": "powershell Install-ADDSForest" },
    path: "settings",
  },
  {
    policy: "vm-restore-notes",
    type: types.runCommand,
    changes: { "source.script": "Install-ADDSDomainController" },
    path: "source.script",
  },
  vm("vm-data-disk-limit", disks(33), "storageProfile.dataDisks"),
  vm("vm-disk-size-limit", { [`${osDisk}.diskSizeGB`]: 65_537 }, `${osDisk}.diskSizeGB`),
  vm("vm-disk-size-limit", disks(9, { diskSizeGB: 65_536 }), "storageProfile"),
  vm("vm-no-unmanaged-disks", { [`${osDisk}.vhd`]: { uri: "https://a/os.vhd" } }, `${osDisk}.vhd`),
  vm(
    "vm-no-unmanaged-disks",
    disks(1, { vhd: { uri: "https://a/d.vhd" } }),
    "storageProfile.dataDisks[0].vhd",
  ),
  vm(
    "vm-no-write-accelerated-os-disk",
    { [`${osDisk}.writeAcceleratorEnabled`]: true },
    `${osDisk}.writeAcceleratorEnabled`,
  ),
  vm(
    "vm-no-ephemeral-os-disk",
    { [`${osDisk}.diffDiskSettings`]: { option: "Local" } },
    `${osDisk}.diffDiskSettings.option`,
  ),
  {
    policy: "disk-data-access-auth",
    type: types.disk,
    changes: { dataAccessAuthMode: "AzureActiveDirectory" },
    path: "dataAccessAuthMode",
  },
  { policy: "disk-not-shared", type: types.disk, changes: { maxShares: 3 }, path: "maxShares" },
  vault("vault-name", { vaultName: "1-vault" }, "vaultName"),
  vault(
    "vault-cross-region-restore-needs-geo",
    { [`${redundancy}.standardTierStorageRedundancy`]: "LocallyRedundant" },
    `${redundancy}.crossRegionRestore`,
  ),
  vault(
    "vault-cross-region-restore-needs-geo",
    { [`${redundancy}.standardTierStorageRedundancy`]: "LRS" },
    `${redundancy}.standardTierStorageRedundancy`,
  ),
  vault("vault-encryption-needs-identity", { identity: undefined }, "identity.type"),
  vault(
    "vault-encryption-needs-identity",
    { "properties.encryption.kekIdentity": { userAssignedIdentity: "key" } },
    "identity.type",
  ),
  vault(
    "vault-encryption-needs-identity",
    { "properties.encryption.kekIdentity": undefined },
    "properties.encryption.kekIdentity",
  ),
  vault("vault-soft-delete", { [`${soft}.softDeleteState`]: "Disabled" }, `${soft}.softDeleteState`),
  vault(
    "vault-soft-delete",
    { [`${soft}.softDeleteRetentionPeriodInDays`]: 13 },
    `${soft}.softDeleteRetentionPeriodInDays`,
  ),
  vault(
    "vault-geo-redundant",
    { [`${redundancy}.standardTierStorageRedundancy`]: "ZoneRedundant" },
    `${redundancy}.standardTierStorageRedundancy`,
  ),
  vault(
    "vault-region-redundancy",
    { location: "West US", [`${redundancy}.standardTierStorageRedundancy`]: "ZoneRedundant" },
    `${redundancy}.standardTierStorageRedundancy`,
  ),
  vault("vault-region-redundancy", { location: "qatarcentral" }, `${redundancy}.crossRegionRestore`),
  vault(
    "vault-geo-redundant",
    {
      location: "qatarcentral",
      [redundancy]: { standardTierStorageRedundancy: "LocallyRedundant" },
    },
    `${redundancy}.standardTierStorageRedundancy`,
  ),
  vault("vault-immutability", { [immutability]: "Disabled" }, immutability),
  vault(
    "vault-immutability",
    { [`${immutabilityOf}.configuration`]: { type: "TimeBased", durationInDays: 29 } },
    `${immutabilityOf}.configuration.durationInDays`,
  ),
  vault("vault-immutability-lock-acknowledged", { [immutability]: "Locked" }, immutability),
  vault(
    "vault-public-access",
    { "properties.publicNetworkAccess": "Enabled" },
    "properties.publicNetworkAccess",
  ),
  {
    policy: "backup-policy-valid",
    type: types.policy,
    changes: { "properties.schedulePolicy.scheduleRunTimes": ["2020-01-01T22:15:00Z"] },
    path: "properties.schedulePolicy.scheduleRunTimes",
  },
  {
    policy: "backup-policy-valid",
    type: types.policy,
    changes: { "properties.timeZone": "Nowhere" },
    path: "properties.timeZone",
  },
  {
    policy: "backup-policy-minimum-retention",
    type: types.policy,
    changes: { [`${daily}.retentionDuration.count`]: 20 },
    path: `${daily}.retentionDuration.count`,
  },
  {
    policy: "backup-policy-clock-change",
    type: types.policy,
    changes: { "properties.timeZone": "Romance Standard Time" },
    path: "properties.timeZone",
  },
  {
    policy: "protected-item-valid",
    type: types.item,
    changes: { containerName: "web" },
    path: "containerName",
  },
  {
    policy: "protected-item-valid",
    type: types.item,
    changes: { "properties.protectedItemType": "AzureIaaSVMProtectedItem" },
    path: "properties.protectedItemType",
  },
  vm(
    "vm-no-secured-data-disks",
    disks(1, { managedDisk: { securityProfile: { securityEncryptionType: "VMGuestStateOnly" } } }),
    "storageProfile.dataDisks[0].managedDisk.securityProfile.securityEncryptionType",
  ),
  vm("vm-support-conditions", { "securityProfile.securityType": "ConfidentialVM" }, "location"),
  vm(
    "vm-support-conditions",
    { extendedLocation: { name: "losangeles", type: "EdgeZone" } },
    "extendedLocation",
  ),
  vm("vm-support-conditions", { "hardwareProfile.vmSize": "Standard_B1s" }, "hardwareProfile.vmSize"),
  vm(
    "vm-support-conditions",
    { "osProfile.customData": "#!/bin/sh\necho Extensions.Enabled=n >> /etc/waagent.conf\n" },
    "osProfile.customData",
  ),
  {
    policy: "nsg-service-tag-spelling",
    type: networkTypes.securityRule,
    changes: { destinationAddressPrefix: "AzureCloud.NorwayEast" },
    path: "destinationAddressPrefix",
  },
  {
    policy: "nsg-service-tag-spelling",
    type: networkTypes.securityGroup,
    changes: {
      securityRules: [
        {
          ...{ name: "out", priority: 200, direction: "Outbound", access: "Allow", protocol: "Tcp" },
          ...{ sourceAddressPrefix: "*", sourcePortRange: "*", destinationPortRange: "443" },
          destinationAddressPrefixes: ["AzureCloud.switzerlandnorth"],
        },
      ],
    },
    path: "securityRules[0].destinationAddressPrefixes[0]",
  },
  {
    policy: "storage-account-trusted-services",
    type: networkTypes.storageAccount,
    changes: { "networkRuleSet.bypass": "Logging, Metrics" },
    path: "networkRuleSet.bypass",
  },
];

export const violatingProps = ({ type, changes }: Violation): object => broken(type, changes);
