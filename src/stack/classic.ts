import { lazy } from "../core/lazy";
import { type Fields, viewer, type Words, wordsOf } from "../core/words";

/** The properties of a resource of the classic `azure:` provider. Any field may be missing, unknown or of a wrong type. */
// biome-ignore lint/suspicious/noExplicitAny: the properties have no known type.
type Props = any;

/** How to read resources of a type of the classic provider as the payload that the provider sends to Azure. */
export interface ClassicType {
  /** Azure's type of the resource. */
  readonly type: string;
  readonly view: (props: Props) => object;
  /** The classic provider's names of the payload's fields. */
  readonly words: () => Words;
}

/** Field names inside a disk or an image that differ from the payload. */
const innerNames = { diskSizeGB: "diskSizeGb", vhd: "vhdUri" };

function classicType(type: string, fields: Fields): ClassicType {
  const words = wordsOf(fields, "", innerNames);
  return { type, view: viewer<object>(fields), words: () => words };
}

const image = (props: Props) =>
  props &&
  lazy({
    publisher: () => props.publisher,
    offer: () => props.offer,
    sku: () => props.sku,
    id: () => props.id,
  });

const disk = (props: Props) =>
  props &&
  lazy({
    diskSizeGB: () => props.diskSizeGb,
    writeAcceleratorEnabled: () => props.writeAcceleratorEnabled,
    vhd: () => (props.vhdUri ? { uri: props.vhdUri } : undefined),
    diffDiskSettings: () => props.diffDiskSettings,
    managedDisk: () =>
      lazy({
        id: () => props.managedDiskId,
        storageAccountType: () => props.storageAccountType ?? props.managedDiskType,
      }),
  });

const list = (value: Props): Props[] => (Array.isArray(value) ? value : []);

const vmType = "Microsoft.Compute/virtualMachines";

/** Fields of every virtual machine type of the provider. */
const commonFields: Fields = {
  vmName: "name",
  resourceGroupName: "resourceGroupName",
  location: "location",
  tags: "tags",
  "networkProfile.networkInterfaces": { at: "networkInterfaceIds", read: list },
};

/** `linuxVirtualMachine` and `windowsVirtualMachine`. Separate resources attach their data disks. */
const vmWithOs = (configuration: string): ClassicType => {
  const type = classicType(vmType, {
    ...commonFields,
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

/** `virtualMachine`, the older type. By default the provider installs no agent on Windows. */
const olderVm = classicType(vmType, {
  ...commonFields,
  "storageProfile.imageReference": { at: "storageImageReference", read: image },
  "storageProfile.osDisk": { at: "storageOsDisk", read: disk },
  "storageProfile.dataDisks": { at: "storageDataDisks", read: (value) => list(value).map(disk) },
  "osProfile.customData": "osProfile.customData",
  "osProfile.windowsConfiguration": {
    at: "osProfileWindowsConfig",
    read: (windows: Props) => windows && lazy({ provisionVMAgent: () => windows.provisionVmAgent ?? false }),
  },
  "osProfile.windowsConfiguration.provisionVMAgent": "osProfileWindowsConfig.provisionVmAgent",
});

/** The classic provider's types that requirements judge one resource at a time, by type token. */
export const classicTypes: Readonly<Record<string, ClassicType>> = {
  "azure:compute/linuxVirtualMachine:LinuxVirtualMachine": vmWithOs("linuxConfiguration"),
  "azure:compute/windowsVirtualMachine:WindowsVirtualMachine": vmWithOs("windowsConfiguration"),
  "azure:compute/virtualMachine:VirtualMachine": olderVm,
};

/** The classic provider's types that are only read as part of an inventory, to find what protects a VM. By type token. */
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
