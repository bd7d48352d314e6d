import { lazy } from "../src/core/lazy";

/** What a view of the classic `azure:` provider's resources reads: any field may be missing, unknown or of a wrong type. */
// biome-ignore lint/suspicious/noExplicitAny: a payload of which nothing is known.
type Props = any;

/** A resource of the classic provider, seen as the payload it becomes. */
export interface ClassicType {
  /** The azure-native type of the same resource. */
  readonly type: string;
  readonly view: (props: Props) => object;
  /** The classic provider's words for the payload's, to be replaced in this order. */
  readonly words: readonly (readonly [arm: string, classic: string])[];
}

const vm = "azure-native:compute:VirtualMachine";

const image = (reference: () => Props) => () => {
  const given = reference();
  return (
    given &&
    lazy({
      publisher: () => given.publisher,
      offer: () => given.offer,
      sku: () => given.sku,
      id: () => given.id,
    })
  );
};

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

/** `linuxVirtualMachine` and `windowsVirtualMachine`; their data disks are attached by resources of their own. */
const current = (configuration: string): ClassicType => ({
  type: vm,
  view: (props) =>
    lazy({
      vmName: () => props.name,
      resourceGroupName: () => props.resourceGroupName,
      location: () => props.location,
      tags: () => props.tags,
      userData: () => props.userData,
      storageProfile: () =>
        lazy({ imageReference: image(() => props.sourceImageReference), osDisk: () => disk(props.osDisk) }),
      osProfile: () =>
        lazy({
          customData: () => props.customData,
          allowExtensionOperations: () => props.allowExtensionOperations,
          [configuration]: () => lazy({ provisionVMAgent: () => props.provisionVmAgent }),
        }),
      networkProfile: () => lazy({ networkInterfaces: () => list(props.networkInterfaceIds) }),
      securityProfile: () =>
        lazy({
          securityType: () =>
            props.osDisk?.securityEncryptionType
              ? "ConfidentialVM"
              : props.vtpmEnabled === true || props.secureBootEnabled === true
                ? "TrustedLaunch"
                : undefined,
        }),
    }),
  words: [
    ["storageProfile.imageReference", "sourceImageReference"],
    ["storageProfile.osDisk", "osDisk"],
    [`osProfile.${configuration}.provisionVMAgent`, "provisionVmAgent"],
    ["osProfile.", ""],
    ["networkProfile.networkInterfaces", "networkInterfaceIds"],
    ["diskSizeGB", "diskSizeGb"],
  ],
});

/** The older `virtualMachine`, of which the provider gives Windows no agent unless asked. */
const older: ClassicType = {
  type: vm,
  view: (props) =>
    lazy({
      vmName: () => props.name,
      resourceGroupName: () => props.resourceGroupName,
      location: () => props.location,
      tags: () => props.tags,
      storageProfile: () =>
        lazy({
          imageReference: image(() => props.storageImageReference),
          osDisk: () => disk(props.storageOsDisk),
          dataDisks: () => list(props.storageDataDisks).map(disk),
        }),
      osProfile: () =>
        lazy({
          customData: () => props.osProfile?.customData,
          windowsConfiguration: () => {
            const windows = props.osProfileWindowsConfig;
            return windows && lazy({ provisionVMAgent: () => windows.provisionVmAgent ?? false });
          },
        }),
      networkProfile: () => lazy({ networkInterfaces: () => list(props.networkInterfaceIds) }),
    }),
  words: [
    ["storageProfile.imageReference", "storageImageReference"],
    ["storageProfile.osDisk", "storageOsDisk"],
    ["storageProfile.dataDisks", "storageDataDisks"],
    ["osProfile.windowsConfiguration.provisionVMAgent", "osProfileWindowsConfig.provisionVmAgent"],
    ["networkProfile.networkInterfaces", "networkInterfaceIds"],
    ["diskSizeGB", "diskSizeGb"],
    [".vhd", ".vhdUri"],
  ],
};

/** What the joins of a stack read; no rule on single resources runs on them. */
const same =
  (names: Readonly<Record<string, string>>) =>
  (props: Props): object =>
    lazy(Object.fromEntries(Object.entries(names).map(([arm, classic]) => [arm, () => props[classic]])));

/** The classic provider's resources that the pack knows, by type token. */
export const classicTypes: Readonly<Record<string, ClassicType>> = {
  "azure:compute/linuxVirtualMachine:LinuxVirtualMachine": current("linuxConfiguration"),
  "azure:compute/windowsVirtualMachine:WindowsVirtualMachine": current("windowsConfiguration"),
  "azure:compute/virtualMachine:VirtualMachine": older,
};

/** The classic provider's resources around a VM, for the joins of a stack alone. */
export const classicBackupTypes: Readonly<Record<string, ClassicType>> = {
  "azure:recoveryservices/vault:Vault": {
    type: "azure-native:recoveryservices:Vault",
    view: same({
      vaultName: "name",
      name: "name",
      location: "location",
      resourceGroupName: "resourceGroupName",
    }),
    words: [],
  },
  "azure:backup/policyVM:PolicyVM": {
    type: "azure-native:recoveryservices:ProtectionPolicy",
    view: (props) =>
      lazy({
        policyName: () => props.name,
        name: () => props.name,
        properties: () =>
          lazy({ backupManagementType: () => "AzureIaasVM", policyType: () => props.policyType }),
      }),
    words: [],
  },
  "azure:backup/protectedVM:ProtectedVM": {
    type: "azure-native:recoveryservices:ProtectedItem",
    view: (props) =>
      lazy({
        vaultName: () => props.recoveryVaultName,
        resourceGroupName: () => props.resourceGroupName,
        properties: () =>
          lazy({
            protectedItemType: () => "Microsoft.Compute/virtualMachines",
            sourceResourceId: () => props.sourceVmId,
            policyId: () => props.backupPolicyId,
          }),
      }),
    words: [],
  },
};
