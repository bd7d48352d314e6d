import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../../component/argumentTypes";
import { beforeChange } from "../../component/beforeChange";
import { check } from "../../component/check";
import { childOptions } from "../../component/children";
import { isCreatedAnew, isDeferred } from "../../component/deferred";
import { noteDeletedItems } from "../../component/deletedItems";
import { retryOnError } from "../../component/retry";
import { withStackFrames } from "../../core/stackTraces";
import { fabricName, protectionNames, type VmPlace, vmItemType } from "../arm";
import { OnDestroy } from "../facts";
import { type DiskSelection, diskProperties, stateProperty } from "../item/properties";
import { adoptedAreKnown, adoptedItemId, adoptionRules } from "./adoption";
import { existsMessage } from "./changeMessages";
import { itemHooks } from "./itemHooks";
import { reportLeftItems, reportUnknownNames } from "./previewWarnings";
import type { ProtectedVm, ProtectedVmsArgs } from "./protectedVmsArgs";
import { fromPlace, hasPlainName, recordVms } from "./recordedVms";
import { reportChanges } from "./reportChanges";
import { acrossVmsRules, protectedVmRules, protectedVmsRules } from "./rules";
import { placeOf } from "./vmPlaces";

/** Properties that Azure changes with each backup. After a refresh they look like changes of the program. */
const writtenByAzure = [
  "kpisHealths",
  "lastBackupStatus",
  "lastRecoveryPoint",
  "protectionStatus",
  "extendedInfo",
].map((property) => `properties.${property}`);

/**
 * Azure virtual machines protected by one vault and one policy. The first backup runs at the policy's next time, or at once if you
 * set initialBackup.
 * https://learn.microsoft.com/azure/backup/backup-azure-arm-vms-prepare
 *
 * @example
 * ```ts
 * const names = { resourceGroupName: group.name, vmName: "ledger" };
 * const ledger = new VirtualMachine("ledger", names); // plus its size, image, disks and network
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
    const isReplaced = (key: string) => isCreatedAnew(vmIdOf(args.vms[key] as pulumi.Input<ProtectedVm>));
    const reporter = { name, component: () => this, isReplaced };
    let isReported = false;
    const report = beforeChange(`protected-vms:${name}`, (change) => {
      isReported = true;
      return reportChanges(reporter, change);
    });
    const hooks = { beforeCreate: report, beforeUpdate: report };
    const recorded = { ...args, vms: recordVms(args.vms) };
    super("azure-vm-backup:index:ProtectedVms", name, recorded, pulumi.mergeOptions({ hooks }, opts));

    const { resourceGuardOperationRequests } = checked;
    const hooksOf = itemHooks(name, args.initialBackup, args.adopt?.keys ?? []);
    const onError = retryOnError(`ProtectedVms:${name}`, {
      ifExists: ({ name: itemName, urn, id = "" }) =>
        existsMessage([{ key: itemName.slice(name.length + 1), item: { id } }], deletes, { parent: urn }),
    });
    if (deletes && Object.keys(checked.vms).length > 0) noteDeletedItems(checked.vaultName);
    const ids: { [key: string]: pulumi.Output<string> } = {};
    const namesFromIds: { [key: string]: unknown } = {};
    // Pulumi records ten stack frames with each promise, which took a third of a preview of 1,000 VMs. It records a resource's position
    // in the program separately.
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
              ...(resourceGuardOperationRequests !== undefined && { resourceGuardOperationRequests }),
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
    void reportLeftItems(this, recorded, () => isReported);

    this.protectedItemIds = pulumi.output(ids);
    this.registerOutputs({ protectedItemIds: this.protectedItemIds });
  }
}

type Names = ReturnType<typeof protectionNames>;

const itemNames = (vm: pulumi.Input<ProtectedVm>): Names | pulumi.Output<Names> =>
  fromPlace(vm, (place) => protectionNames(place as VmPlace));

/** The VM's own policy, or else the component's. */
const policyOf = (vm: pulumi.Input<ProtectedVm>, fallback: pulumi.Input<string>): pulumi.Input<string> =>
  isDeferred(vm)
    ? pulumi.all([vm, fallback]).apply(([{ policyId }, componentPolicyId]) => policyId ?? componentPolicyId)
    : ((vm as ProtectedVm).policyId ?? fallback);

/** The VM's place. Undefined: a part of it is deferred. */
const plainPlace = (vm: pulumi.Input<ProtectedVm> | undefined): VmPlace | undefined =>
  isDeferred(vm) ? undefined : placeOf(vm as ProtectedVm);

/** The option that imports an adopted item. */
function importOf({ adopt, vms }: ProtectedVmsArgs, key: string): pulumi.CustomResourceOptions {
  const place = adopt?.keys?.includes(key) ? plainPlace(vms[key]) : undefined;
  return adopt === undefined || place === undefined ? {} : { import: adoptedItemId(adopt.vaultId, place) };
}

/** The properties of an item that only some VMs set. For the other VMs no Output is created. */
function choicesOf(vm: pulumi.Input<ProtectedVm>) {
  const { disks, protectionState } = vm as ProtectedVm;
  if (!isDeferred(vm) && disks === undefined && protectionState === undefined) return {};
  const choices = pulumi.output(
    isDeferred(vm) ? vm : { disks, protectionState },
  ) as unknown as pulumi.Output<{
    readonly disks?: DiskSelection;
    readonly protectionState?: string;
  }>;
  return {
    extendedProperties: choices.apply((known) => diskProperties(known.disks)),
    protectionState: choices.apply((known) => stateProperty(known.protectionState)),
  };
}

const vmIdOf = (vm: pulumi.Input<ProtectedVm>): pulumi.Input<string> =>
  isDeferred(vm)
    ? pulumi.output(vm as pulumi.Output<ProtectedVm>).apply(({ vmId }) => vmId)
    : (vm as ProtectedVm).vmId;
