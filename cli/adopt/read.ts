import { isSoftDeleted, vmItems } from "../../src/assess/items";
import type { BackupPolicy } from "../../src/backupPolicy/arm";
import {
  archiveFromArm,
  backupPolicyType,
  isVmPolicy,
  type ProtectionPolicy,
  policyFromArm,
} from "../../src/backupPolicy/payload/fromArm";
import type { Inventory, InventoryResource } from "../../src/core/inventory";
import { textOf } from "../../src/core/values";
import { keyOf } from "../../src/discover/choose";
import type { ProtectedItem } from "../../src/protection/arm";
import { stoppedStates } from "../../src/protection/facts";
import { type Vault, vaultType } from "../../src/vault/arm";
import { parseVmId } from "../../src/vm/id";

/** A vault that exists, with the policies and VMs that a program takes over. */
export interface AdoptedVault {
  readonly id: string;
  readonly vaultName: string;
  readonly resourceGroupName: string;
  readonly payload: Vault;
  readonly tags: Readonly<Record<string, string>>;
  readonly policies: readonly AdoptedPolicy[];
  readonly vms: readonly AdoptedVm[];
  /** What is left out, in a sentence each. */
  readonly leftOut: readonly string[];
}

export interface AdoptedPolicy {
  readonly name: string;
  readonly settings: BackupPolicy;
  readonly archive: BackupPolicy["archive"];
}

export interface AdoptedVm {
  readonly key: string;
  readonly vmId: string;
  readonly vmName: string;
  readonly resourceGroupName: string;
  /** Name of the policy; undefined of a stopped item, which Azure answers without one. */
  readonly policy?: string;
  readonly protectionState?: string;
  readonly disks?: { readonly include: readonly number[] } | { readonly exclude: readonly number[] };
}

interface Named {
  readonly vaultName?: string;
  readonly resourceGroupName?: string;
  readonly policyName?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

const same = (a: unknown, b: unknown): boolean => textOf(a).toLowerCase() === textOf(b).toLowerCase();

/** The vaults of an inventory, or those of some names or ids. */
export function vaultsIn(inventory: Inventory, names: readonly string[]): AdoptedVault[] {
  return (inventory.of(vaultType) as readonly InventoryResource<Vault & Named>[])
    .filter(
      ({ urn, inputs }) =>
        names.length === 0 || names.some((name) => same(name, urn) || same(name, inputs.vaultName)),
    )
    .map((vault) => vaultOf(inventory, vault))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function vaultOf(inventory: Inventory, { urn, inputs }: InventoryResource<Vault & Named>): AdoptedVault {
  const { vaultName = "", resourceGroupName = "", tags } = inputs;
  const isIn = (one: InventoryResource<Named>) =>
    same(one.inputs.vaultName, vaultName) && same(one.inputs.resourceGroupName, resourceGroupName);
  const items = (vmItems(inventory) as unknown as InventoryResource<ProtectedItem & Named>[]).filter(isIn);
  const active = items.filter((item) => !isSoftDeleted(item as never));
  const vms = active.flatMap(vmOf);
  const used = new Set(vms.map(({ policy }) => policy?.toLowerCase()));
  const policies = (
    inventory.of(backupPolicyType) as readonly InventoryResource<ProtectionPolicy & Named>[]
  ).filter(isIn);
  const ofVms = policies.filter(({ inputs: policy }) => isVmPolicy(policy));
  const inUse = ofVms.filter((policy) => used.has(textOf(policy.inputs.policyName).toLowerCase()));
  // Items that are all stopped name no policy, and a program needs one that they would resume under.
  const taken = inUse.length === 0 && vms.length > 0 ? ofVms.slice(0, 1) : inUse;
  const left = policies.filter((policy) => !taken.includes(policy));
  return {
    ...{ id: urn, vaultName, resourceGroupName, payload: inputs, tags: { ...tags } },
    policies: taken.map((policy) => ({
      name: policy.inputs.policyName ?? policy.name,
      settings: policyFromArm(policy.inputs),
      archive: archiveFromArm(policy.inputs),
    })),
    vms,
    leftOut: [
      ...(taken.length === 0
        ? vms.map(
            ({ vmName }) => `${vmName}: stopped, and the vault has no policy for VMs to resume it under`,
          )
        : []),
      ...left.map(({ name }) => `policy ${name}: no VM of this vault has it`),
      ...items
        .filter((item) => !active.includes(item))
        .map(({ name }) => `${name}: soft-deleted; adopt it with RegionalBackup or ProtectedVms`),
    ],
  };
}

function vmOf({ inputs }: InventoryResource<ProtectedItem>): AdoptedVm[] {
  const { sourceResourceId, policyId, protectionState, extendedProperties } = inputs.properties ?? {};
  const place = parseVmId(sourceResourceId);
  if (place === undefined) return [];
  const { vmName, resourceGroupName } = place;
  const chosen = extendedProperties?.diskExclusionProperties;
  const luns = [...(chosen?.diskLunList ?? [])];
  const policy = policyId?.split("/").pop();
  return [
    {
      key: keyOf({ resourceGroup: resourceGroupName, name: vmName }),
      ...{ vmId: sourceResourceId ?? "", vmName, resourceGroupName },
      ...(policy && { policy }),
      ...(stoppedStates.includes(protectionState ?? "") && { protectionState: protectionState as string }),
      ...(chosen && { disks: chosen.isInclusionList === true ? { include: luns } : { exclude: luns } }),
    },
  ];
}
