import { at } from "../../core/finding";
import { formatValue } from "../../core/format";
import { pages } from "../../core/pages";
import { forEachEntry, invalidValue, missing, noFindings, type Rule, unknownName } from "../../core/rule";
import { keysWithValue, listOf, nearestNames, sameText, textOf } from "../../core/values";
import { fabricName, protectionNames, type VmPlace } from "../arm";
import { OnDestroy } from "../facts";
import type { ProtectedVmsSettings } from "./settings";

type AdoptionRule = Rule<ProtectedVmsSettings>;

const vaultIdPattern =
  /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/providers\/Microsoft\.RecoveryServices\/vaults\/([^/]+)$/i;

/**
 * Azure's id of an adopted item. It is made of the names that the program declares, because an id in another spelling is another
 * resource for Pulumi.
 */
export function adoptedItemId(vaultId: string, place: VmPlace): string {
  const { containerName, protectedItemName } = protectionNames(place);
  return `${vaultId}/backupFabrics/${fabricName}/protectionContainers/${containerName}/protectedItems/${protectedItemName}`;
}

/** Azure's id of a vault. */
export const vaultIdOf = (subscriptionId: string, resourceGroupName: string, vaultName: string): string =>
  `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}/providers/Microsoft.RecoveryServices/vaults/${vaultName}`;

/** adopt.vaultId is the id of the component's vault, with the vault's name in the same letter case. */
export const adoptionIsInVault: AdoptionRule = ({ adopt, vaultName, resourceGroupName }) => {
  if (adopt?.vaultId === undefined) return noFindings;
  const [, group = "", name = ""] = vaultIdPattern.exec(textOf(adopt.vaultId)) ?? [];
  const isOwnVault =
    (typeof vaultName !== "string" || name === vaultName) &&
    (typeof resourceGroupName !== "string" || sameText(group, resourceGroupName));
  // The table of names and ids judges what is no id of a vault.
  if (name === "" || isOwnVault) return noFindings;
  const own = [resourceGroupName, vaultName].filter((part) => typeof part === "string").join("/");
  return invalidValue({
    path: "adopt.vaultId",
    actual: adopt.vaultId,
    accepted: `the id of vault ${own}, with its name in the same letter case: Pulumi treats another spelling as another resource`,
    by: "this argument",
    fix: "give the id of that vault, and write the name as in vaultName",
    ...pages.prepare,
  });
};

/** Each of adopt.keys is a key of vms. */
export const adoptedAreInMap: AdoptionRule = ({ adopt, vms }) =>
  forEachEntry(listOf(adopt?.keys), (key, i) => {
    const keys = keysWithValue(vms);
    if (keys.includes(key)) return noFindings;
    const [near] = nearestNames(textOf(key), keys, 1);
    const path = at("adopt.keys", Number(i));
    return unknownName({
      path,
      message: `Unknown key ${formatValue(key)} in ${path}`,
      fix: near === undefined ? "remove it, or use a key of vms" : `Did you mean ${formatValue(near)}?`,
      ...pages.prepare,
    });
  });

/**
 * onDestroy is Retain while items are adopted. If Azure has an item's id in another spelling than the stack, Pulumi replaces the
 * item, and Delete would delete the backup.
 */
export const adoptedAreRetained: AdoptionRule = ({ adopt, onDestroy }) => {
  if (listOf(adopt?.keys).length === 0 || onDestroy !== OnDestroy.Delete) return noFindings;
  return invalidValue({
    path: "onDestroy",
    actual: onDestroy,
    accepted: `only ${formatValue(OnDestroy.Retain)} while it has keys`,
    by: "adopt",
    fix: {
      text: `set it to ${OnDestroy.Retain} and run pulumi up; then remove adopt and set it to ${OnDestroy.Delete}`,
      value: OnDestroy.Retain,
    },
    ...pages.prepare,
  });
};

/** The names of an adopted VM are plain texts, because Pulumi imports by a plain id. */
export const adoptedAreKnown = (hasPlainNames: (key: string) => boolean): AdoptionRule =>
  function adoptedAreKnown({ adopt, vms }) {
    return forEachEntry(listOf(adopt?.keys), (key) => {
      if (!keysWithValue(vms).includes(key) || hasPlainNames(key)) return noFindings;
      return missing({
        path: at("vms", key),
        message:
          "an adopted VM needs vmName and resourceGroupName, or vmId, as plain texts, because Pulumi imports its item by a plain id",
        fix: "write vmName and resourceGroupName as plain texts",
        ...pages.prepare,
      });
    });
  };

/** Rules on the adoption of items. */
export const adoptionRules: readonly AdoptionRule[] = [
  adoptionIsInVault,
  adoptedAreInMap,
  adoptedAreRetained,
];
