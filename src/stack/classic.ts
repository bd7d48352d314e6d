import { lazy } from "../core/lazy";
import { type Fields, viewer, type Words, wordsOf } from "../core/words";

/** What a view of the classic `azure:` provider's resources reads: any field may be missing, unknown or of a wrong type. */
// biome-ignore lint/suspicious/noExplicitAny: a payload of which nothing is known.
type Props = any;

/** A resource of the classic provider, seen as the payload it becomes. */
export interface ClassicType {
  /** Azure's type of the same resource. */
  readonly type: string;
  readonly view: (props: Props) => object;
  /** How the classic provider writes the payload's fields. */
  readonly words: Words;
}

/** Names that differ within a disk or an image. */
const names = { diskSizeGB: "diskSizeGb", vhd: "vhdUri" };

const classicType = (type: string, fields: Fields): ClassicType => ({
  type,
  view: viewer<object>(fields),
  words: wordsOf(fields, "", names),
});

const image = (given: Props) =>
  given &&
  lazy({
    publisher: () => given.publisher,
    offer: () => given.offer,
    sku: () => given.sku,
    id: () => given.id,
  });

const disk = (given: Props) =>
  given &&
  lazy({
    diskSizeGB: () => given.diskSizeGb,
    writeAcceleratorEnabled: () => given.writeAcceleratorEnabled,
    vhd: () => (given.vhdUri ? { uri: given.vhdUri } : undefined),
    diffDiskSettings: () => given.diffDiskSettings,
    managedDisk: () =>
      lazy({
        id: () => given.managedDiskId,
        storageAccountType: () => given.storageAccountType ?? given.managedDiskType,
      }),
  });

const list = (given: Props): Props[] => (Array.isArray(given) ? given : []);

const vmType = "Microsoft.Compute/virtualMachines";

/** What both generations of virtual machines have. */
const common: Fields = {
  vmName: "name",
  resourceGroupName: "resourceGroupName",
  location: "location",
  tags: "tags",
  "networkProfile.networkInterfaces": { at: "networkInterfaceIds", read: list },
};

/** `linuxVirtualMachine` and `windowsVirtualMachine`; their data disks are attached by resources of their own. */
const current = (configuration: string): ClassicType => {
  const type = classicType(vmType, {
    ...common,
    userData: "userData",
    "storageProfile.imageReference": { at: "sourceImageReference", read: image },
    "storageProfile.osDisk": { at: "osDisk", read: disk },
    "osProfile.customData": "customData",
    "osProfile.allowExtensionOperations": "allowExtensionOperations",
    [`osProfile.${configuration}.provisionVMAgent`]: "provisionVmAgent",
  });
  const securityType = (props: Props) =>
    props.osDisk?.securityEncryptionType
      ? "ConfidentialVM"
      : props.vtpmEnabled === true || props.secureBootEnabled === true
        ? "TrustedLaunch"
        : undefined;
  return {
    ...type,
    view: (props) =>
      Object.defineProperty(type.view(props), "securityProfile", {
        enumerable: true,
        value: lazy({ securityType: () => securityType(props) }),
      }),
  };
};

/** The older `virtualMachine`, of which the provider gives Windows no agent unless asked. */
const older = classicType(vmType, {
  ...common,
  "storageProfile.imageReference": { at: "storageImageReference", read: image },
  "storageProfile.osDisk": { at: "storageOsDisk", read: disk },
  "storageProfile.dataDisks": { at: "storageDataDisks", read: (given) => list(given).map(disk) },
  "osProfile.customData": "osProfile.customData",
  "osProfile.windowsConfiguration": {
    at: "osProfileWindowsConfig",
    read: (windows: Props) => windows && lazy({ provisionVMAgent: () => windows.provisionVmAgent ?? false }),
  },
  "osProfile.windowsConfiguration.provisionVMAgent": "osProfileWindowsConfig.provisionVmAgent",
});

/** The classic provider's resources that the pack judges, by type token. */
export const classicTypes: Readonly<Record<string, ClassicType>> = {
  "azure:compute/linuxVirtualMachine:LinuxVirtualMachine": current("linuxConfiguration"),
  "azure:compute/windowsVirtualMachine:WindowsVirtualMachine": current("windowsConfiguration"),
  "azure:compute/virtualMachine:VirtualMachine": older,
};

/** The classic provider's resources around a VM, for the joins of a stack alone. */
export const classicBackupTypes: Readonly<Record<string, ClassicType>> = {
  "azure:recoveryservices/vault:Vault": classicType("Microsoft.RecoveryServices/vaults", {
    vaultName: "name",
    name: "name",
    location: "location",
    resourceGroupName: "resourceGroupName",
    "properties.redundancySettings.standardTierStorageRedundancy": "storageModeType",
  }),
  "azure:backup/policyVM:PolicyVM": classicType("Microsoft.RecoveryServices/vaults/backupPolicies", {
    policyName: "name",
    name: "name",
    "properties.backupManagementType": { at: "", read: () => "AzureIaasVM" },
    "properties.policyType": "policyType",
  }),
  "azure:backup/protectedVM:ProtectedVM": classicType(
    "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems",
    {
      vaultName: "recoveryVaultName",
      resourceGroupName: "resourceGroupName",
      "properties.protectedItemType": { at: "", read: () => vmType },
      "properties.sourceResourceId": "sourceVmId",
      "properties.policyId": "backupPolicyId",
    },
  ),
};
