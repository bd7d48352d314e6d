import { vmItems } from "../../src/assess/items";
import type { BackupPolicy } from "../../src/backupPolicy/arm";
import {
  archiveFromArm,
  backupPolicyType,
  isVmPolicy,
  type ProtectionPolicy,
  policyFromArm,
  workloadOf,
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
import type { AdoptedCompanions } from "./companions";
import { whyNotExpressible } from "./expressible";

/** A vault in Azure, with the policies and VMs that the program declares. */
export interface AdoptedVault {
  readonly id: string;
  readonly vaultName: string;
  readonly resourceGroupName: string;
  readonly payload: Vault;
  readonly tags: Readonly<Record<string, string>>;
  readonly policies: readonly AdoptedPolicy[];
  readonly vms: readonly AdoptedVm[];
  /** What belongs to the vault. Omitted: it was not read. */
  readonly companions?: AdoptedCompanions;
  /** What the program does not declare: the name and the reason. */
  readonly leftOut: readonly string[];
}

export interface AdoptedPolicy {
  readonly id: string;
  readonly name: string;
  readonly settings: BackupPolicy;
  readonly archive: BackupPolicy["archive"];
  /** Why a VmBackupPolicy cannot be this policy. Its VMs name it by its id. Undefined: it can. */
  readonly notExpressible?: string;
}

export interface AdoptedVm {
  readonly key: string;
  readonly vmId: string;
  readonly vmName: string;
  readonly resourceGroupName: string;
  /** Name of the policy. Undefined: a stopped item, which Azure returns without a policy. */
  readonly policy?: string;
  readonly protectionState?: string;
  readonly disks?: { readonly include: readonly number[] } | { readonly exclude: readonly number[] };
}

/** Names in the inputs of vaults, policies and items. */
interface Names {
  readonly vaultName?: string;
  readonly resourceGroupName?: string;
  readonly policyName?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

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

function vaultOf(inventory: Inventory, { urn, inputs }: InventoryResource<Vault & Names>): AdoptedVault {
  const { vaultName = "", resourceGroupName = "", tags } = inputs;
  const isInVault = (resource: InventoryResource<Names>) =>
    sameText(resource.inputs.vaultName ?? "", vaultName) &&
    sameText(resource.inputs.resourceGroupName ?? "", resourceGroupName);
  const items = (vmItems(inventory) as unknown as InventoryResource<ProtectedItem & Names>[]).filter(
    isInVault,
  );
  const allItems = inventory.of(itemType) as readonly InventoryResource<ProtectedItem & Names>[];
  const otherItems = allItems.filter((item) => isInVault(item) && !isVmItem(item.inputs));
  const active = items.filter((item) => !isSoftDeleted(item as never));
  const vms = active.flatMap(vmOf);
  const usedPolicies = new Set(vms.map(({ policy }) => policy?.toLowerCase()));
  const policies = (
    inventory.of(backupPolicyType) as readonly InventoryResource<ProtectionPolicy & Names>[]
  ).filter(isInVault);
  const vmPolicies = policies.filter(({ inputs: policy }) => isVmPolicy(policy));
  const inUse = vmPolicies.filter((policy) =>
    usedPolicies.has(textOf(policy.inputs.policyName).toLowerCase()),
  );
  // If all items are stopped, none names a policy, but the program needs one under which they can resume.
  const declared = inUse.length === 0 && vms.length > 0 ? vmPolicies.slice(0, 1) : inUse;
  const unused = policies.filter((policy) => !declared.includes(policy));
  return {
    ...{ id: urn, vaultName, resourceGroupName, payload: inputs, tags: { ...tags } },
    policies: declared.map((policy) => ({
      id: policy.urn,
      name: policy.inputs.policyName ?? policy.name,
      settings: policyFromArm(policy.inputs),
      archive: archiveFromArm(policy.inputs),
      ...reasonOf(policy.inputs),
    })),
    vms,
    leftOut: [
      ...beyondArguments(inputs),
      ...gapsOf(inventory),
      ...(inUse.length === 0
        ? declared.map(
            ({ name }) =>
              `all backups of the vault are stopped. Policy ${name} is here only because ProtectedVms needs one; choose the policy under which they would resume`,
          )
        : []),
      ...declared.flatMap((policy) => {
        const { notExpressible } = reasonOf(policy.inputs);
        return notExpressible === undefined
          ? []
          : `policy ${policy.name}: ${notExpressible}. Its VMs name it by its id, so that it stays as it is; to manage it here, declare a ProtectionPolicy of azure-native`;
      }),
      ...active
        .filter((item) => vmOf(item).length === 0)
        .map(
          ({ name }) =>
            `${name}: its virtual machine has no id of Microsoft.Compute, so ProtectedVms cannot declare it`,
        ),
      ...(declared.length === 0
        ? vms.map(
            ({ vmName }) =>
              `${vmName}: its backup is stopped, and the vault has no policy for VMs under which it could resume`,
          )
        : []),
      ...unused.map(({ name, inputs: policy }) =>
        isVmPolicy(policy)
          ? `policy ${name}: no VM of this vault uses it`
          : `policy ${name}: it is for ${workloadOf(policy) ?? "another workload"}, not for virtual machines`,
      ),
      ...items
        .filter((item) => !active.includes(item))
        .map(
          ({ name }) =>
            `${name}: soft-deleted; to undelete it, use the argument adopt of ProtectedVms or RegionalBackup`,
        ),
      ...otherItems.map(({ name }) => `${name}: not the backup of a virtual machine`),
    ],
  };
}

const reasonOf = (policy: ProtectionPolicy): Pick<AdoptedPolicy, "notExpressible"> => {
  const notExpressible = whyNotExpressible(policy);
  return notExpressible === undefined ? {} : { notExpressible };
};

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
