import { at } from "../../core/finding";
import { cite, inRange, isOneOf } from "../../core/limits";
import { pages } from "../../core/pages";
import { forEachEntry, invalidValue, noFindings, type Rule, within } from "../../core/rule";
import { sameText } from "../../core/values";
import { parseVmId } from "../../vm/id";
import { placeKey } from "../arm";
import { itemNameHasNoSubscription, OnDestroy, onDemandRetentionDays, oneVaultPerVm } from "../facts";
import { policyIdIsValid, policyIsOfVault, vmIdIsValid } from "../item/idRules";
import type { ProtectedVmSettings, ProtectedVmsSettings } from "./settings";
import { disksAreChosen, namesComeTogether, namesMatchId, ownPolicyIsValid, stateIsKnown } from "./vmRules";

type VmsRule = Rule<ProtectedVmsSettings>;

/** A VM's own policy is in the component's vault. */
export const ownPoliciesAreOfVault: VmsRule = ({ vms, vaultName, resourceGroupName }, words) =>
  forEachEntry(vms, (vm, key) => {
    if (vm?.policyId === undefined) return noFindings;
    const { policyId } = vm;
    const item = {
      policyId,
      ...(vaultName !== undefined && { vaultName }),
      ...(resourceGroupName !== undefined && { resourceGroupName }),
    };
    return within(at("vms", key), policyIsOfVault(item, words));
  });

/**
 * The map has each VM once, in whatever letter case. It has no two VMs that share a resource group and a name in different
 * subscriptions: Azure cannot distinguish them in one vault.
 */
export const vmsAreDistinct: VmsRule = ({ vms }) => {
  const firstByPlace = new Map<string, { readonly key: string; readonly subscriptionId: string }>();
  return forEachEntry(vms, (vm, key) => {
    const id = parseVmId(vm?.vmId);
    if (id === undefined) return noFindings;
    const place = placeKey(id);
    const first = firstByPlace.get(place);
    if (first === undefined) {
      firstByPlace.set(place, { key, subscriptionId: id.subscriptionId });
      return noFindings;
    }
    const [here, there] = [at("vms", key), at("vms", first.key)];
    const isSameVm = sameText(first.subscriptionId, id.subscriptionId);
    return invalidValue({
      path: `${here}.vmId`,
      actual: vm.vmId,
      accepted: isSameVm
        ? `each VM once, and ${there} is the same VM (Azure ignores letter case)`
        : `one VM per resource group and name in a vault, because item names do not contain the subscription, and ${there} has the same resource group and name`,
      fix: isSameVm ? `remove ${here} or ${there}` : `protect ${here} in another vault`,
      ...cite(isSameVm ? oneVaultPerVm : itemNameHasNoSubscription),
    });
  });
};

/** A previousKey is no longer a key of the map. */
export const previousKeysAreRemoved: VmsRule = ({ vms }) =>
  forEachEntry(vms, (vm, key) => {
    const { previousKey } = vm ?? {};
    if (previousKey === undefined || !Object.keys(vms).includes(previousKey)) return noFindings;
    return invalidValue({
      path: `${at("vms", key)}.previousKey`,
      actual: previousKey,
      accepted: `only a key that is no longer in the map, and ${at("vms", previousKey)} still is`,
      by: "this argument",
      fix: previousKey === key ? "remove previousKey" : `remove previousKey, or ${at("vms", previousKey)}`,
      ...pages.prepare,
    });
  });

/** onDestroy is Retain or Delete. */
export const onDestroyIsKnown: VmsRule = ({ onDestroy }) =>
  isOneOf("onDestroy", onDestroy, Object.values(OnDestroy), pages.prepare);

/** The retention of the first backup is a number of days that Azure accepts. */
export const initialBackupDaysAreValid: VmsRule = ({ initialBackup }) =>
  inRange("initialBackup.retentionDays", initialBackup?.retentionDays, onDemandRetentionDays);

/** Rules on each VM of the map. */
export const protectedVmRules: readonly Rule<ProtectedVmSettings>[] = [
  vmIdIsValid,
  ownPolicyIsValid,
  namesComeTogether,
  namesMatchId,
  stateIsKnown,
  disksAreChosen,
];

/** Rules on the arguments other than the map. */
export const protectedVmsRules: readonly Rule<ProtectedVmsSettings>[] = [
  policyIdIsValid,
  policyIsOfVault,
  onDestroyIsKnown,
  initialBackupDaysAreValid,
];

/** Rules on all VMs of the map together. */
export const acrossVmsRules: readonly Rule<ProtectedVmsSettings>[] = [
  vmsAreDistinct,
  previousKeysAreRemoved,
  ownPoliciesAreOfVault,
];
