import { at, type Fix } from "../../core/finding";
import { cite, inRange, isOneOf } from "../../core/limits";
import { pages } from "../../core/pages";
import { forEachEntry, invalidValue, noFindings, type Rule, within } from "../../core/rule";
import { sameText, textOf } from "../../core/values";
import { parseVmId } from "../../vm/id";
import { type ItemSettings, parsePolicyId, placeKey } from "../arm";
import {
  itemNameHasNoSubscription,
  OnDestroy,
  onDemandRetentionDays,
  oneVaultPerVm,
  policyIdForm,
  stoppedStates,
  vmIdForm,
} from "../facts";
import type { ProtectedVmSettings, ProtectedVmsSettings } from "./settings";
import { disksAreChosen, stateIsKnown } from "./vmRules";

type ItemRule = Rule<Omit<ItemSettings, "disks">>;

/** Ids as Pulumi's usual unit-test mocks make them. */
const mockId = /^[\w.-]+_id$/;

const orMock = (id: unknown, fix: string): string =>
  typeof id === "string" && mockId.test(id)
    ? `${fix}; where this is a unit test, let its mocks give ids as Azure writes them`
    : fix;

/** The id of a virtual machine. */
export const vmIdIsValid: ItemRule = ({ vmId }) =>
  parseVmId(vmId) !== undefined
    ? noFindings
    : invalidValue({
        path: "vmId",
        actual: vmId,
        accepted: vmIdForm.text,
        fix: orMock(vmId, "pass the VirtualMachine resource's id"),
        ...cite(vmIdForm),
      });

/** The id of a backup policy. */
export const policyIdIsValid: ItemRule = ({ policyId, protectionState }) => {
  if (policyId === undefined && stoppedStates.includes(textOf(protectionState))) return noFindings;
  if (parsePolicyId(policyId) !== undefined) return noFindings;
  return invalidValue({
    path: "policyId",
    actual: policyId,
    accepted: policyIdForm.text,
    fix: orMock(policyId, "pass the ProtectionPolicy resource's id, or VmBackupPolicy's policyId"),
    ...cite(policyIdForm),
  });
};

/** A policy of the item's own vault. */
export const policyIsOfVault: ItemRule = ({ policyId, vaultName, resourceGroupName }) => {
  const policy = parsePolicyId(policyId);
  if (policy === undefined || typeof vaultName !== "string" || typeof resourceGroupName !== "string")
    return noFindings;
  if (sameText(vaultName, policy.vaultName) && sameText(resourceGroupName, policy.resourceGroupName))
    return noFindings;
  return invalidValue({
    path: "policyId",
    actual: policyId,
    accepted: `a policy of this item's own vault, ${resourceGroupName}/${vaultName}`,
    fix: "use a policy of that vault, or put the item into the policy's vault",
    ...pages.prepare,
  });
};

/** A VM's own policy is one, where it has one. */
export const ownPolicyIsValid: Rule<ProtectedVmSettings> = ({ policyId }, words) =>
  policyId === undefined ? noFindings : policyIdIsValid({ policyId }, words);

/** A VM's own policy is of the vault of all. */
export const ownPoliciesAreOfVault: Rule<ProtectedVmsSettings> = (
  { vms, vaultName, resourceGroupName },
  words,
) =>
  forEachEntry(vms, (vm, key) => {
    if (vm?.policyId === undefined) return noFindings;
    const { policyId } = vm;
    const place = {
      policyId,
      ...(vaultName !== undefined && { vaultName }),
      ...(resourceGroupName !== undefined && { resourceGroupName }),
    };
    return within(at("vms", key), policyIsOfVault(place, words));
  });

/** The names that make an item's name come together. */
export const namesComeTogether: Rule<ProtectedVmSettings> = ({ vmName, resourceGroupName }) => {
  if ((vmName === undefined) === (resourceGroupName === undefined)) return noFindings;
  const path = vmName === undefined ? "vmName" : "resourceGroupName";
  return invalidValue({
    path,
    actual: undefined,
    accepted: "vmName and resourceGroupName together, or neither: both name the item",
    fix: `give ${path} as well, the same that the VirtualMachine is given`,
    ...pages.prepare,
  });
};

/** The names are those of the VM's id. */
export const namesFitId: Rule<ProtectedVmSettings> = ({ vmId, ...given }) => {
  const named = (["vmName", "resourceGroupName"] as const).filter((name) => given[name] !== undefined);
  if (named.length === 0) return noFindings;
  const id = parseVmId(vmId);
  const wrong = id && named.find((name) => !sameText(given[name], id[name]));
  if (id === undefined || wrong === undefined) return noFindings;
  const fix: Fix = { text: `set it to "${id[wrong]}"`, value: id[wrong] };
  return invalidValue({
    path: wrong,
    actual: given[wrong],
    accepted: `"${id[wrong]}", as in vmId`,
    fix,
    ...pages.prepare,
  });
};

/** No VM stands twice, in whatever letter case; nor do two of one name from two subscriptions, which Azure cannot tell apart. */
export const vmsAreDistinct: Rule<ProtectedVmsSettings> = ({ vms }) => {
  const first = new Map<string, { readonly key: string; readonly subscriptionId: string }>();
  return forEachEntry(vms, (vm, key) => {
    const id = parseVmId(vm?.vmId);
    if (id === undefined) return noFindings;
    const place = placeKey(id);
    const other = first.get(place);
    if (other === undefined) {
      first.set(place, { key, subscriptionId: id.subscriptionId });
      return noFindings;
    }
    const [here, there] = [at("vms", key), at("vms", other.key)];
    const isSame = sameText(other.subscriptionId, id.subscriptionId);
    return invalidValue({
      path: `${here}.vmId`,
      actual: vm.vmId,
      accepted: isSame
        ? `each VM once, and ${there} names the same one (letter case does not count)`
        : `one VM of a resource group and name in a vault: Azure names items without the subscription, and ${there} has the same name`,
      fix: isSame ? `remove ${here} or ${there}` : `protect ${here} in another vault`,
      ...cite(isSame ? oneVaultPerVm : itemNameHasNoSubscription),
    });
  });
};

/** A previous key is one that the map has no more. */
export const previousKeysAreGone: Rule<ProtectedVmsSettings> = ({ vms }) =>
  forEachEntry(vms, (vm, key) => {
    const { previousKey } = vm ?? {};
    if (previousKey === undefined || !Object.keys(vms).includes(previousKey)) return noFindings;
    return invalidValue({
      path: `${at("vms", key)}.previousKey`,
      actual: previousKey,
      accepted: `a key that this VM had before and that the map has no more; ${at("vms", previousKey)} is there`,
      fix: previousKey === key ? "remove previousKey" : `remove previousKey, or ${at("vms", previousKey)}`,
      ...pages.prepare,
    });
  });

/** What happens on destroy is one of the choices. */
export const onDestroyIsKnown: Rule<ProtectedVmsSettings> = ({ onDestroy }) =>
  isOneOf("onDestroy", onDestroy, Object.values(OnDestroy), pages.prepare);

/** The first backup's recovery point is kept for whole days. */
export const firstBackupIsKept: Rule<ProtectedVmsSettings> = ({ initialBackup }) =>
  inRange("initialBackup.retentionDays", initialBackup?.retentionDays, onDemandRetentionDays);

/** What one VM of the map must satisfy. */
export const protectedVmRules: readonly Rule<ProtectedVmSettings>[] = [
  vmIdIsValid,
  ownPolicyIsValid,
  namesComeTogether,
  namesFitId,
  stateIsKnown,
  disksAreChosen,
];

/** What the arguments beside the map must satisfy. */
export const protectedVmsRules: readonly Rule<ProtectedVmsSettings>[] = [
  policyIdIsValid,
  policyIsOfVault,
  onDestroyIsKnown,
  firstBackupIsKept,
];

/** What the VMs of the map must satisfy together. */
export const acrossVmsRules: readonly Rule<ProtectedVmsSettings>[] = [
  vmsAreDistinct,
  previousKeysAreGone,
  ownPoliciesAreOfVault,
];
