/** Azure's resource types of a virtual machine and of the resources around it. */
export const vmType = "Microsoft.Compute/virtualMachines";
export const extensionType = "Microsoft.Compute/virtualMachines/extensions";
export const runCommandType = "Microsoft.Compute/virtualMachines/runCommands";
export const diskType = "Microsoft.Compute/disks";
export const networkInterfaceType = "Microsoft.Network/networkInterfaces";

/** A disk of a virtual machine. */
export interface VmDisk {
  readonly lun?: number;
  readonly diskSizeGB?: number;
  readonly writeAcceleratorEnabled?: boolean;
  /** Set for an unmanaged disk, which is a blob in a storage account. */
  readonly vhd?: object;
  readonly managedDisk?: {
    readonly id?: string;
    readonly storageAccountType?: string;
    /** Set for a disk that a Confidential VM encrypts, or a disk with its own guest state. */
    readonly securityProfile?: { readonly securityEncryptionType?: string };
  };
}

/** The part of a virtual machine's payload that the rules read. Programs and Azure's answers have the same shape. */
export interface VirtualMachine {
  readonly resourceGroupName?: string;
  readonly location?: string;
  readonly hardwareProfile?: { readonly vmSize?: string };
  /** Set for a VM in an Extended Zone. */
  readonly extendedLocation?: { readonly name?: string; readonly type?: string };
  readonly tags?: Readonly<Record<string, string>>;
  /** Encoded in Base64, as Azure requires. */
  readonly userData?: string;
  readonly storageProfile?: {
    readonly imageReference?: {
      readonly publisher?: string;
      readonly offer?: string;
      readonly sku?: string;
      readonly id?: string;
    };
    readonly osDisk?: VmDisk & { readonly diffDiskSettings?: { readonly option?: string } };
    readonly dataDisks?: readonly VmDisk[];
  };
  readonly osProfile?: {
    /** Encoded in Base64, as Azure requires. */
    readonly customData?: string;
    readonly allowExtensionOperations?: boolean;
    readonly linuxConfiguration?: { readonly provisionVMAgent?: boolean };
    readonly windowsConfiguration?: { readonly provisionVMAgent?: boolean };
  };
  readonly networkProfile?: { readonly networkInterfaces?: readonly object[] };
  readonly securityProfile?: { readonly securityType?: string };
  readonly additionalCapabilities?: { readonly ultraSSDEnabled?: boolean };
}

/** The part of a managed disk's payload that the rules read. */
export interface Disk {
  readonly diskName?: string;
  readonly dataAccessAuthMode?: string;
  readonly maxShares?: number;
  readonly sku?: { readonly name?: string };
}

/** A command that runs inside an existing virtual machine: an extension or a run command. */
export interface GuestCommand {
  readonly publisher?: string;
  readonly type?: string;
  readonly settings?: unknown;
  readonly protectedSettings?: unknown;
  readonly source?: { readonly script?: string };
}

/** The part of a network interface's payload that the rules read. */
export interface NetworkInterface {
  readonly ipConfigurations?: readonly {
    readonly loadBalancerBackendAddressPools?: readonly object[];
    readonly publicIPAddress?: object;
  }[];
}
