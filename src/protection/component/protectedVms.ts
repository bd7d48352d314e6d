import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../../component/argumentTypes";
import { beforeChange } from "../../component/beforeChange";
import { check } from "../../component/check";
import { childOptions } from "../../component/children";
import { isDeferred } from "../../component/deferred";
import { retryOnError } from "../../component/retry";
import { withStackFrames } from "../../core/stackTraces";
import { fabricName, protectionNames, type VmPlace, vmItemType } from "../arm";
import { OnDestroy, type ProtectionState } from "../facts";
import { type DiskSelection, diskProperties, stateProperty } from "../item/properties";
import { adoptedAreKnown, adoptedItemId, adoptionRules } from "./adoption";
import { placeOf } from "./changeMessages";
import { itemHooks } from "./itemHooks";
import { fromPlace, hasPlainName, recordVms } from "./recordedVms";
import { reportChanges, reportUnknownNames } from "./reportChanges";
import { acrossVmsRules, protectedVmRules, protectedVmsRules } from "./rules";

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
  /** Azure id of the VM's own backup policy, of the same vault. Another one is a change in place. Omitted: the component's. */
  policyId?: pulumi.Input<string>;
  /**
   * What Azure Backup does with the VM. To stop a backup and keep its recovery points, set ProtectionStopped and run pulumi up; then
   * the VM may leave the map. Azure stops only what was protected before. Omitted: Protected.
   */
  protectionState?: pulumi.Input<ProtectionState>;
  /** Which disks are backed up. Leaving it out again sends nothing, and Azure's page does not say that this resets the choice: exclude: [] does. Omitted: all. */
  disks?: pulumi.Input<ProtectedDisks>;
}

/** The disks of a VM that are backed up: include or exclude, not both. The OS disk always is. */
export interface ProtectedDisks {
  /** LUNs of the data disks to back up; an empty list is the OS disk alone. Omitted: see exclude. */
  include?: pulumi.Input<pulumi.Input<number>[]>;
  /** LUNs of the data disks to leave out; an empty list is all disks. Omitted: see include. */
  exclude?: pulumi.Input<pulumi.Input<number>[]>;
}

/** A first backup of each VM as soon as it is protected. */
export interface InitialBackup {
  /** For how long its recovery point is kept. Days, 1 to 36135 (99 years). Omitted: Azure's 30 days. */
  retentionDays?: number;
  /** Whether pulumi up waits, minutes to hours, until Azure has validated the backup: only then it can be restored. Omitted: no, the backup is started. */
  wait?: boolean;
}

/** Protected items that exist in Azure, made in the portal, by Azure Policy or by a run that crashed, and that this stack takes over. */
export interface AdoptedItems {
  /** Azure id of the vault, with its name in the letters of vaultName. */
  vaultId: string;
  /** Keys of the VMs whose items exist; a soft-deleted one is undeleted, also one of the stack that was deleted in the portal (pulumi up --refresh). Once they are in the stack the keys may stay or go. */
  keys: string[];
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
  /** Items that exist already and that this stack takes over, with their recovery points. Each gets this component's policy and state: preview says what changes. Omitted: none, and Pulumi refuses to create what exists. */
  adopt?: AdoptedItems;
  /** A first backup of each VM that is newly protected, through Azure's SDK with DefaultAzureCredential. One that fails is a warning, and is not repeated. Omitted: the first backup runs at the policy's next time. */
  initialBackup?: InitialBackup;
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
 * runs at the policy's next time, or at once with initialBackup.
 * https://learn.microsoft.com/azure/backup/backup-azure-arm-vms-prepare
 *
 * @example
 * ```ts
 * const names = { resourceGroupName: group.name, vmName: "ledger" };
 * const ledger = new VirtualMachine("ledger", names); // and what else a VM has
 * new ProtectedVms("bank-backup", {
 *   resourceGroupName: vault.resourceGroupName,
 *   vaultName: vault.vaultName,
 *   policyId: nightly.policyId,
 *   vms: { ledger: { ...names, vmId: ledger.id } },
 * });
 * ```
 */
export class ProtectedVms extends pulumi.ComponentResource {
  /** Azure ids of the protected items, by the keys of args.vms. */
  readonly protectedItemIds: pulumi.Output<{ [key: string]: string }>;

  /**
   * Switches on backup for each VM in args.vms: creates one protected item per VM in a vault.
   * See docs/components/protected-vms.md in this package.
   *
   * @param name Pulumi name; the protected item of each VM is named `<name>-<key>` in Pulumi.
   * @throws pulumi.InputPropertiesError that lists every error in the arguments, before any resource is registered.
   */
  constructor(name: string, args: ProtectedVmsArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `ProtectedVms "${name}"`,
      args,
      {},
      {
        fields: argumentsOf("ProtectedVms"),
        rules: protectedVmsRules,
        entries: { map: "vms", rules: protectedVmRules },
        across: [
          ...acrossVmsRules,
          ...adoptionRules,
          adoptedAreKnown((key) => plainPlace(args?.vms?.[key]) !== undefined),
        ],
      },
    );
    const deletes = args.onDestroy === OnDestroy.Delete;
    const tell = beforeChange(`protected-vms:${name}`, (change) => reportChanges(deletes, change));
    const hooks = { beforeCreate: tell, beforeUpdate: tell };
    const kept = { ...args, vms: recordVms(args.vms) };
    super("azure-vm-backup:index:ProtectedVms", name, kept, pulumi.mergeOptions({ hooks }, opts));

    const hooksOf = itemHooks(name, args.initialBackup, args.adopt?.keys ?? []);
    const onError = retryOnError(`ProtectedVms:${name}`);
    const ids: { [key: string]: pulumi.Output<string> } = {};
    const namesFromIds: { [key: string]: unknown } = {};
    // Pulumi records ten stack frames with each promise: a third of a preview of 1,000 VMs. A resource's place in the program is recorded apart.
    withStackFrames(1, () => {
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
              policyId: policyOf(vm, checked.policyId),
              ...choicesOf(vm),
            },
          },
          childOptions(this, {
            ...(!deletes && { retainOnDelete: true }),
            ignoreChanges: writtenByAzure,
            hooks: { ...hooksOf(key), onError },
            ...importOf(args, key),
            ...(typeof previousKey === "string" && { aliases: [{ name: `${name}-${previousKey}` }] }),
          }),
        );
        ids[key] = item.id;
        if (!hasPlainName(vm)) namesFromIds[key] = names;
      }
    });
    void reportUnknownNames(name, namesFromIds);

    this.protectedItemIds = pulumi.output(ids);
    this.registerOutputs({ protectedItemIds: this.protectedItemIds });
  }
}

type Names = ReturnType<typeof protectionNames>;

const itemNames = (vm: pulumi.Input<ProtectedVm>): Names | pulumi.Output<Names> =>
  fromPlace(vm, (place) => protectionNames(place as VmPlace));

/** The VM's own policy, else that of all. */
const policyOf = (vm: pulumi.Input<ProtectedVm>, ofAll: pulumi.Input<string>): pulumi.Input<string> =>
  isDeferred(vm)
    ? pulumi.all([vm, ofAll]).apply(([{ policyId }, all]) => policyId ?? all)
    : ((vm as ProtectedVm).policyId ?? ofAll);

/** The VM's place where it is plain. */
const plainPlace = (vm: pulumi.Input<ProtectedVm> | undefined): VmPlace | undefined =>
  isDeferred(vm) ? undefined : placeOf(vm as ProtectedVm);

/** The option that takes an item over. */
function importOf({ adopt, vms }: ProtectedVmsArgs, key: string): pulumi.CustomResourceOptions {
  const place = adopt?.keys?.includes(key) ? plainPlace(vms[key]) : undefined;
  return adopt === undefined || place === undefined ? {} : { import: adoptedItemId(adopt.vaultId, place) };
}

/** What the VM's entry chooses for its item; of most there is nothing, and then no Output is made. */
function choicesOf(vm: pulumi.Input<ProtectedVm>) {
  const { disks, protectionState } = vm as ProtectedVm;
  if (!isDeferred(vm) && disks === undefined && protectionState === undefined) return {};
  const chosen = pulumi.output(isDeferred(vm) ? vm : { disks, protectionState }) as unknown as pulumi.Output<{
    readonly disks?: DiskSelection;
    readonly protectionState?: string;
  }>;
  return {
    extendedProperties: chosen.apply((known) => diskProperties(known.disks)),
    protectionState: chosen.apply((known) => stateProperty(known.protectionState)),
  };
}

const vmIdOf = (vm: pulumi.Input<ProtectedVm>): pulumi.Input<string> =>
  isDeferred(vm)
    ? pulumi.output(vm as pulumi.Output<ProtectedVm>).apply(({ vmId }) => vmId)
    : (vm as ProtectedVm).vmId;
