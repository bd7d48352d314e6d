import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import { check } from "../component/check";
import { childOptions } from "../component/children";
import { isLate } from "../component/late";
import { beforeChange } from "../component/oneWayDoor";
import { protectedVmsArguments } from "./arguments";
import { fabricName, protectionNames, type VmPlace, vmItemType } from "./arm";
import { OnDestroy } from "./facts";
import { placeOf } from "./moves";
import { acrossVmsRules, protectedVmRules, protectedVmsRules } from "./rules";
import { tellMoves, tellUnknownNames } from "./tellMoves";

/** One VM to protect. */
export interface ProtectedVm {
  /** Azure id of the virtual machine, in the vault's region: `vm.id`. */
  vmId: pulumi.Input<string>;
  /**
   * Name of the virtual machine in Azure, as a plain text, together with resourceGroupName: give both to the VirtualMachine and here.
   * Azure knows the backup by these two, and with them it lives on when the VM is replaced, since only then Pulumi knows that they stay. Omitted: read from vmId, which is enough for a VM of another stack.
   */
  vmName?: string;
  /** Name of the virtual machine's resource group, together with vmName. Omitted: read from vmId. */
  resourceGroupName?: pulumi.Input<string>;
  /** Key under which the VM stood in the map before. Without it a renamed key is a new item, which Azure refuses while the old one protects the VM. Omitted: the key was never another one. */
  previousKey?: string;
}

/** Arguments of ProtectedVms. */
export interface ProtectedVmsArgs {
  /** Name of the resource group that holds the vault. */
  resourceGroupName: pulumi.Input<string>;
  /** Name of the Recovery Services vault, in the VMs' region. */
  vaultName: pulumi.Input<string>;
  /** Azure id of a backup policy of that vault: VmBackupPolicy's policyId. */
  policyId: pulumi.Input<string>;
  /** The VMs, each under a key of your choice: the key names the item in Pulumi, so a new VM never moves another. */
  vms: { [key: string]: pulumi.Input<ProtectedVm> };
  /** What happens to the backups when the stack is destroyed or a VM leaves the map. Omitted: Retain, the VM stays protected in Azure. */
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
    const checked = check(
      `ProtectedVms "${name}"`,
      args,
      {},
      {
        fields: protectedVmsArguments,
        rules: protectedVmsRules,
        entries: { map: "vms", rules: protectedVmRules },
        across: acrossVmsRules,
      },
    );
    const deletes = args.onDestroy === OnDestroy.Delete;
    const hooks = {
      beforeUpdate: beforeChange(`protected-vms:${name}`, (change) => tellMoves(name, deletes, change)),
    };
    super("azure-vm-backup:index:ProtectedVms", name, args, pulumi.mergeOptions({ hooks }, opts));

    const ids: { [key: string]: pulumi.Output<string> } = {};
    const allNames: { [key: string]: unknown } = {};
    for (const [key, vm] of Object.entries(checked.vms)) {
      const names = itemNames(vm);
      const { previousKey } = vm as ProtectedVm;
      const item = new recoveryservices.ProtectedItem(
        `${name}-${key}`,
        {
          resourceGroupName: checked.resourceGroupName,
          vaultName: checked.vaultName,
          fabricName,
          containerName: names.containerName,
          protectedItemName: names.protectedItemName,
          properties: {
            protectedItemType: vmItemType,
            sourceResourceId: vmIdOf(vm),
            policyId: checked.policyId,
          },
        },
        childOptions(this, {
          ...(!deletes && { retainOnDelete: true }),
          ignoreChanges: writtenByAzure,
          ...(typeof previousKey === "string" && { aliases: [{ name: `${name}-${previousKey}` }] }),
        }),
      );
      ids[key] = item.id;
      allNames[key] = names;
    }
    void tellUnknownNames(name, allNames);

    this.protectedItemIds = pulumi.output(ids);
    this.registerOutputs({ protectedItemIds: this.protectedItemIds });
  }
}

type Names = ReturnType<typeof protectionNames>;

const namesOf = (vm: pulumi.Unwrap<ProtectedVm>): Names => protectionNames(placeOf(vm) as VmPlace);

/** An item's names: of the VM's plain name where it is given, so that they stay known when the VM is replaced; else of its id. */
function itemNames(vm: pulumi.Input<ProtectedVm>): Names | pulumi.Output<Names> {
  if (isLate(vm)) return pulumi.output(vm as pulumi.Output<ProtectedVm>).apply(namesOf);
  const from = needed(vm as ProtectedVm);
  // Names of plain values stay plain: a thousand Outputs fewer to resolve.
  return Object.values(from).some(isLate)
    ? pulumi.output(from).apply(namesOf)
    : namesOf(from as pulumi.Unwrap<ProtectedVm>);
}

/** What an item's names are made of: the VM's names, else its id. */
const needed = ({ vmId, vmName, resourceGroupName }: ProtectedVm): ProtectedVm =>
  vmName !== undefined && resourceGroupName !== undefined
    ? { vmId: "", vmName, resourceGroupName }
    : { vmId };

const vmIdOf = (vm: pulumi.Input<ProtectedVm>): pulumi.Input<string> =>
  isLate(vm)
    ? pulumi.output(vm as pulumi.Output<ProtectedVm>).apply(({ vmId }) => vmId)
    : (vm as ProtectedVm).vmId;
