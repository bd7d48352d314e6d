import type * as pulumi from "@pulumi/pulumi";
import type { OnDestroy, ProtectionState } from "../facts";

/** One VM to protect. */
export interface ProtectedVm {
  /** Azure id of the virtual machine, e.g. `vm.id`. The VM must be in the vault's region. */
  vmId: pulumi.Input<string>;
  /**
   * Name of the virtual machine in Azure, as a plain text. Pass the same vmName and resourceGroupName to the VirtualMachine and here:
   * Azure identifies the backup by these two names, so the backup survives a replacement of the VM. Omitted: read from vmId, which is
   * enough for a VM of another stack.
   */
  vmName?: string;
  /** Name of the virtual machine's resource group. Set it together with vmName. Omitted: read from vmId. */
  resourceGroupName?: pulumi.Input<string>;
  /**
   * Key that the VM had in the map before. Set it when you rename a key: otherwise Pulumi creates a second item, which Azure refuses
   * while the first one protects the VM. Omitted: the key did not change.
   */
  previousKey?: string;
  /** Azure id of the VM's own backup policy, which must be in the same vault. A change updates the item in place. Omitted: the component's policyId. */
  policyId?: pulumi.Input<string>;
  /**
   * What Azure Backup does with the VM. To stop a backup and keep its recovery points, set ProtectionStopped and run pulumi up; after
   * that you may remove the VM from the map. Azure stops only a VM that was protected before. Omitted: Protected.
   */
  protectionState?: pulumi.Input<ProtectionState>;
  /**
   * Which disks are backed up. To back up all disks again, set exclude: []. If you only remove disks, nothing is sent to Azure, and
   * Azure's page does not say that this resets the selection. Omitted: all.
   */
  disks?: pulumi.Input<ProtectedDisks>;
}

/** The disks of a VM that are backed up. Set include or exclude, not both. The OS disk is always backed up. */
export interface ProtectedDisks {
  /** LUNs of the data disks to back up. An empty list backs up only the OS disk. Omitted: see exclude. */
  include?: pulumi.Input<pulumi.Input<number>[]>;
  /** LUNs of the data disks to leave out. An empty list backs up all disks. Omitted: see include. */
  exclude?: pulumi.Input<pulumi.Input<number>[]>;
}

/** A first backup of each VM as soon as it is protected. */
export interface InitialBackup {
  /** How long the recovery point of the first backup is kept. Days, 1 to 36135 (99 years). Omitted: Azure's 30 days. */
  retentionDays?: number;
  /**
   * Whether pulumi up waits until Azure has validated the backup, which takes minutes to hours. Only a validated backup can be
   * restored. Omitted: false, pulumi up only starts the backup.
   */
  wait?: boolean;
}

/** Protected items that exist in Azure and that this stack takes over: made in the portal, by Azure Policy or by a run that crashed. */
export interface AdoptedItems {
  /** Azure id of the vault. Write the vault's name in the same letter case as vaultName. */
  vaultId: string;
  /**
   * Keys of the VMs whose items exist. A soft-deleted item is undeleted. For an item of this stack that was deleted in the portal,
   * run pulumi up --refresh. Once the items are in the stack, you may keep or remove the keys.
   */
  keys: string[];
}

/** Arguments of ProtectedVms. */
export interface ProtectedVmsArgs {
  /** Name of the resource group that contains the vault. */
  resourceGroupName: pulumi.Input<string>;
  /** Name of the Recovery Services vault, which must be in the VMs' region. */
  vaultName: pulumi.Input<string>;
  /** Azure id of a backup policy of that vault, e.g. VmBackupPolicy's policyId. */
  policyId: pulumi.Input<string>;
  /** The VMs, each under a key that you choose. The key is part of the item's name in Pulumi, so a new VM does not affect the others. */
  vms: { [key: string]: pulumi.Input<ProtectedVm> };
  /** What happens to the backups when the stack is destroyed or a VM is removed from the map. Omitted: Retain, the VM stays protected in Azure. */
  onDestroy?: OnDestroy;
  /**
   * Items that exist in Azure and that this stack takes over, with their recovery points. Each gets this component's policy and state;
   * preview reports what changes. Omitted: none, and Pulumi refuses to create an item that exists.
   */
  adopt?: AdoptedItems;
  /**
   * A first backup of each newly protected VM, through Azure's SDK with DefaultAzureCredential. If it fails, Pulumi logs a warning and
   * does not repeat it. Omitted: the first backup runs at the policy's next time.
   */
  initialBackup?: InitialBackup;
  /**
   * Azure ids of the requests that allow changes which the vault's resource guard protects: the guard's id, then
   * `/updateProtectedItemRequests/default` to use a policy with shorter retention, or `/stopProtectionWithRetainDataRequests/default`
   * to stop or suspend backups. Only changes that weaken a protection need one. A deletion must be unlocked instead. A new list updates
   * every item once. Omitted: none.
   */
  resourceGuardOperationRequests?: pulumi.Input<pulumi.Input<string>[]>;
}
