import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import { check } from "../component/check";
import { childOptions } from "../component/children";
import { fabricName, protectionNames } from "../vm/id";
import { OnDestroy } from "./facts";
import { protectedVmsRules } from "./rules";

/** One VM to protect. */
export interface ProtectedVm {
  /** Azure id of the virtual machine, in the vault's region. */
  vmId: pulumi.Input<string>;
  /** Key under which the VM stood in the map before. Without it a renamed key is a new item, which Azure refuses while the old one protects the VM. Omitted: the key was never another one. */
  previousKey?: string;
}

/** Arguments of ProtectedVms. */
export interface ProtectedVmsArgs {
  /** Resource group of the vault. */
  resourceGroupName: pulumi.Input<string>;
  /** Name of the vault. */
  vaultName: pulumi.Input<string>;
  /** Azure id of the backup policy. */
  policyId: pulumi.Input<string>;
  /** The VMs, each under a key of your choice: the key names the item in Pulumi, so a new VM never moves another. */
  vms: { [key: string]: ProtectedVm };
  /** What happens when the stack is destroyed or a VM leaves the map. Omitted: Retain. */
  onDestroy?: OnDestroy;
}

/** What each backup changes and a refresh reads back as if the program had set it. */
const writtenByAzure = [
  "kpisHealths",
  "lastBackupStatus",
  "lastRecoveryPoint",
  "protectionStatus",
  "extendedInfo",
].map((property) => `properties.${property}`);

/**
 * Azure virtual machines protected by one vault and one policy. Switching backup on takes no first backup: it
 * runs at the policy's next time.
 * https://learn.microsoft.com/azure/backup/backup-azure-arm-vms-prepare
 */
export class ProtectedVms extends pulumi.ComponentResource {
  /** Azure ids of the protected items, by the keys of args.vms. */
  readonly protectedItemIds: pulumi.Output<{ [key: string]: string }>;

  /**
   * @param name Pulumi name; each item's is `<name>-<key>`.
   * @throws pulumi.InputPropertiesError that lists every fault in the arguments, before anything is registered.
   */
  constructor(name: string, args: ProtectedVmsArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(`ProtectedVms "${name}"`, args, protectedVmsRules);
    super("azure-vm-backup:index:ProtectedVms", name, args, opts);

    const retainOnDelete = args.onDestroy !== OnDestroy.Delete;
    const ids: { [key: string]: pulumi.Output<string> } = {};
    for (const [key, vm] of Object.entries(checked.vms)) {
      const { vmId } = vm;
      // Names of a plain id stay plain: a thousand Outputs fewer to resolve.
      const names =
        typeof vmId === "string" ? protectionNames(vmId) : pulumi.output(vmId).apply(protectionNames);
      const item = new recoveryservices.ProtectedItem(
        `${name}-${key}`,
        {
          resourceGroupName: checked.resourceGroupName,
          vaultName: checked.vaultName,
          fabricName,
          containerName: names.containerName,
          protectedItemName: names.protectedItemName,
          properties: {
            protectedItemType: "Microsoft.Compute/virtualMachines",
            sourceResourceId: vmId,
            policyId: checked.policyId,
          },
        },
        childOptions(this, {
          retainOnDelete,
          ignoreChanges: writtenByAzure,
          ...(vm.previousKey !== undefined && { aliases: [{ name: `${name}-${vm.previousKey}` }] }),
        }),
      );
      ids[key] = item.id;
    }

    this.protectedItemIds = pulumi.output(ids);
    this.registerOutputs({ protectedItemIds: this.protectedItemIds });
  }
}
