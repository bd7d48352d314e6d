import { at } from "../../core/finding";
import { cite } from "../../core/limits";
import { pages } from "../../core/pages";
import { forEachEntry, invalidValue, noFindings, type Rule } from "../../core/rule";
import { keysWithValue, listOf, nearestNames, sameText, textOf } from "../../core/values";
import { fabricName, protectionNames, type VmPlace } from "../arm";
import { OnDestroy, vaultIdForm } from "../facts";
import type { ProtectedVmsSettings } from "./settings";

type AdoptionRule = Rule<ProtectedVmsSettings>;

const vaultIdPattern =
  /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/providers\/Microsoft\.RecoveryServices\/vaults\/([^/]+)$/i;

/** Azure's id of an item that is to be adopted, from the names under which it is declared: in another spelling it would be another resource for Pulumi. */
export function adoptedItemId(vaultId: string, place: VmPlace): string {
  const { containerName, protectedItemName } = protectionNames(place);
  return `${vaultId}/backupFabrics/${fabricName}/protectionContainers/${containerName}/protectedItems/${protectedItemName}`;
}

/** Azure's id of a vault. */
export const vaultIdOf = (subscriptionId: string, resourceGroupName: string, vaultName: string): string =>
  `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}/providers/Microsoft.RecoveryServices/vaults/${vaultName}`;

/** The vault of the adopted items is that of the others, letter by letter. */
export const vaultIsTheirs: AdoptionRule = ({ adopt, vaultName, resourceGroupName }) => {
  if (adopt?.vaultId === undefined) return noFindings;
  const [, group = "", name = ""] = vaultIdPattern.exec(textOf(adopt.vaultId)) ?? [];
  const isIt =
    name !== "" &&
    (typeof vaultName !== "string" || name === vaultName) &&
    (typeof resourceGroupName !== "string" || sameText(group, resourceGroupName));
  if (isIt) return noFindings;
  return invalidValue({
    path: "adopt.vaultId",
    actual: adopt.vaultId,
    accepted:
      name === ""
        ? vaultIdForm.text
        : `the id of vault ${resourceGroupName}/${vaultName}, its name in the same letters: another spelling is another resource for Pulumi`,
    fix: "write the vault's id with the name as vaultName has it",
    ...cite(vaultIdForm),
  });
};

/** What is adopted stands in the map. */
export const adoptedAreInMap: AdoptionRule = ({ adopt, vms }) =>
  forEachEntry(listOf(adopt?.keys), (key, i) => {
    const keys = keysWithValue(vms);
    if (keys.includes(key)) return noFindings;
    const [near] = nearestNames(textOf(key), keys, 1);
    return invalidValue({
      path: at("adopt.keys", Number(i)),
      actual: key,
      accepted: "a key of vms",
      fix: near === undefined ? "remove it" : `write ${JSON.stringify(near)}, or remove it`,
      ...pages.prepare,
    });
  });
/** What is adopted stays in Azure whatever happens: should its id be spelt otherwise in the state, Pulumi replaces it there. */
export const adoptedAreRetained: AdoptionRule = ({ adopt, onDestroy }) => {
  if (listOf(adopt?.keys).length === 0 || onDestroy !== OnDestroy.Delete) return noFindings;
  return invalidValue({
    path: "onDestroy",
    actual: onDestroy,
    accepted: `${OnDestroy.Retain} while items are adopted`,
    fix: {
      text: `set it to ${OnDestroy.Retain}, run pulumi up, then take adopt away and set it to ${OnDestroy.Delete}`,
      value: OnDestroy.Retain,
    },
    ...pages.prepare,
  });
};

/** What is adopted has names that are known when the program runs. `isKnown` says so of a key of the map. */
export const adoptedAreKnown = (isKnown: (key: string) => boolean): AdoptionRule =>
  function adoptedAreKnown({ adopt, vms }) {
    return forEachEntry(listOf(adopt?.keys), (key) => {
      if (!keysWithValue(vms).includes(key) || isKnown(key)) return noFindings;
      return invalidValue({
        path: at("vms", key),
        actual: undefined,
        accepted:
          "vmName and resourceGroupName, or vmId, as plain texts: Pulumi imports an item by a plain id",
        fix: "write both names as plain texts",
        ...pages.prepare,
      });
    });
  };

/** What the adoption of items must satisfy. */
export const adoptionRules: readonly AdoptionRule[] = [vaultIsTheirs, adoptedAreInMap, adoptedAreRetained];
