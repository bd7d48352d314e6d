import { vmItems } from "../../src/assess/items";
import {
  archiveFromArm,
  backupPolicyType,
  isVmPolicy,
  policyFromArm,
} from "../../src/backupPolicy/payload/fromArm";
import type { Inventory, InventoryResource } from "../../src/core/inventory";
import { idKey } from "../../src/core/resourceId";
import { listedName, sameText, textOf } from "../../src/core/values";
import { keyOf } from "../../src/discover/choose";
import { isVmItem, itemType, type ProtectedItem } from "../../src/protection/arm";
import { stoppedStates } from "../../src/protection/facts";
import { isSoftDeleted } from "../../src/protection/inventory/subjects/backups";
import { type Vault, vaultType } from "../../src/vault/arm";
import { beyondArguments } from "../../src/vault/fromArm";
import { parseVmId } from "../../src/vm/id";
import type { Source } from "../sources/source";
import type { AdoptedVault, AdoptedVm } from "./adopted";
import {
  type ItemResource,
  leftOutOf,
  type Names,
  type PolicyResource,
  reasonOf,
  type VaultContent,
} from "./leftOut";

/** Whether a text is the name or the id of a vault. */
export const isMeant = (text: string, { id, vaultName }: Pick<AdoptedVault, "id" | "vaultName">): boolean =>
  sameText(text, id) || sameText(text, vaultName);

/**
 * The vaults of a subscription.
 *
 * @param names Names or ids. Empty: all vaults.
 */
export function vaultsIn({ inventory, foreign }: Source, names: readonly string[]): AdoptedVault[] {
  return (inventory.of(vaultType) as readonly InventoryResource<Vault & Names>[])
    .filter(({ urn }) => !foreign?.has(idKey(urn)))
    .filter(
      ({ urn, inputs: { vaultName = "" } }) =>
        names.length === 0 || names.some((name) => isMeant(name, { id: urn, vaultName })),
    )
    .map((vault) => vaultOf(inventory, vault))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function vaultOf(inventory: Inventory, vault: InventoryResource<Vault & Names>): AdoptedVault {
  const { vaultName = "", resourceGroupName = "", tags } = vault.inputs;
  const content = contentOf(inventory, vault.inputs);
  return {
    ...{ id: vault.urn, vaultName, resourceGroupName, payload: vault.inputs, tags: { ...tags } },
    policies: content.declared.map((policy) => ({
      id: policy.urn,
      name: policy.inputs.policyName ?? policy.name,
      settings: policyFromArm(policy.inputs),
      archive: archiveFromArm(policy.inputs),
      ...reasonOf(policy.inputs),
    })),
    vms: content.vms,
    leftOut: [...beyondArguments(vault.inputs), ...gapsOf(inventory), ...leftOutOf(content)],
  };
}

function contentOf(inventory: Inventory, { vaultName = "", resourceGroupName = "" }: Names): VaultContent {
  const isInVault = (resource: InventoryResource<Names>) =>
    sameText(resource.inputs.vaultName ?? "", vaultName) &&
    sameText(resource.inputs.resourceGroupName ?? "", resourceGroupName);
  const items = (vmItems(inventory) as unknown as ItemResource[]).filter(isInVault);
  const allItems = inventory.of(itemType) as readonly ItemResource[];
  const active = items.filter((item) => !isSoftDeleted(item as never));
  const vms = active.flatMap(vmOf);
  const usedPolicies = new Set(vms.map(({ policy }) => policy?.toLowerCase()));
  const policies = (inventory.of(backupPolicyType) as readonly PolicyResource[]).filter(isInVault);
  const vmPolicies = policies.filter(({ inputs: policy }) => isVmPolicy(policy));
  const inUse = vmPolicies.filter((policy) =>
    usedPolicies.has(textOf(policy.inputs.policyName).toLowerCase()),
  );
  // If all items are stopped, none names a policy, but the program needs one under which they can resume.
  const declared = inUse.length === 0 && vms.length > 0 ? vmPolicies.slice(0, 1) : inUse;
  return {
    ...{ vms, declared },
    areAllStopped: inUse.length === 0,
    unusedPolicies: policies.filter((policy) => !declared.includes(policy)),
    itemsWithoutVm: active.filter((item) => vmOf(item).length === 0),
    softDeleted: items.filter((item) => !active.includes(item)),
    otherItems: allItems.filter((item) => isInVault(item) && !isVmItem(item.inputs)),
  };
}

/** What was not read of the types that the program declares. */
const gapsOf = ({ coverage }: Inventory): string[] =>
  [itemType, backupPolicyType].flatMap((type) => {
    const gap = coverage.gapIn(type);
    return gap === undefined ? [] : `${gap.what}: not read. ${gap.fix}`;
  });

function vmOf({ inputs }: InventoryResource<ProtectedItem>): AdoptedVm[] {
  const { sourceResourceId, policyId, extendedProperties } = inputs.properties ?? {};
  const stopped = listedName(stoppedStates, inputs.properties?.protectionState);
  const vm = parseVmId(sourceResourceId);
  if (vm === undefined) return [];
  const { vmName, resourceGroupName } = vm;
  const diskChoice = extendedProperties?.diskExclusionProperties;
  const luns = [...(diskChoice?.diskLunList ?? [])];
  const policy = policyId?.split("/").pop();
  return [
    {
      key: keyOf({ resourceGroup: resourceGroupName, name: vmName }),
      ...{ vmId: sourceResourceId ?? "", vmName, resourceGroupName },
      ...(policy && { policy }),
      ...(stopped && { protectionState: stopped }),
      ...(diskChoice && {
        disks: diskChoice.isInclusionList === true ? { include: luns } : { exclude: luns },
      }),
    },
  ];
}
