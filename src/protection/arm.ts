import type { Shape } from "../core/rule";
import { type Fields, viewer, wordsOf } from "../core/words";

const fabrics = "Microsoft.RecoveryServices/vaults/backupFabrics";

/** Azure's type of a protected item. */
export const itemType = `${fabrics}/protectionContainers/protectedItems`;

/** Azure's type of a protection intent, a promise of an item. */
export const intentType = `${fabrics}/backupProtectionIntent`;

/** The part of a protected item's payload that the rules read: the same in a program and in Azure's answers. */
export interface ProtectedItem {
  readonly resourceGroupName?: string;
  readonly vaultName?: string;
  readonly fabricName?: string;
  readonly containerName?: string;
  readonly protectedItemName?: string;
  readonly properties?: {
    readonly protectedItemType?: string;
    readonly sourceResourceId?: string;
    readonly policyId?: string;
    readonly protectionState?: string;
    readonly extendedProperties?: {
      readonly diskExclusionProperties?: {
        readonly diskLunList?: readonly number[];
        readonly isInclusionList?: boolean;
      };
    };
  };
}

/** A protected item in this library's terms. Rules read it too, so every field may be of a wrong type, whatever the types say. */
export interface ItemSettings {
  readonly resourceGroupName?: string;
  readonly vaultName?: string;
  readonly policyId?: string;
  readonly vmId?: string;
  readonly itemType?: string;
  readonly fabricName?: string;
  readonly containerName?: string;
  readonly protectedItemName?: string;
  readonly protectionState?: string;
  readonly disks?: { readonly luns?: readonly number[]; readonly isInclusionList?: boolean };
}

const disks = "properties.extendedProperties.diskExclusionProperties";

/** Where a payload keeps what this library calls by other names. */
const fields: Fields = {
  resourceGroupName: "resourceGroupName",
  vaultName: "vaultName",
  fabricName: "fabricName",
  containerName: "containerName",
  protectedItemName: "protectedItemName",
  policyId: "properties.policyId",
  vmId: "properties.sourceResourceId",
  itemType: "properties.protectedItemType",
  protectionState: "properties.protectionState",
  "disks.luns": `${disks}.diskLunList`,
  "disks.isInclusionList": `${disks}.isInclusionList`,
};

const words = wordsOf(fields);

/** A payload, seen as settings. */
export const itemShape: Shape<ProtectedItem, ItemSettings> = {
  view: viewer<ItemSettings>(fields),
  words: () => words,
};

/** Type of a protected item that is a virtual machine. */
export const vmItemType = "Microsoft.Compute/virtualMachines";

/** Types under which a program may mean a virtual machine and that Azure Backup refuses. */
export const wrongVmItemTypes = ["AzureIaaSVMProtectedItem", "Microsoft.ClassicCompute/virtualMachines"];

/** Whether an item is, or means to be, a virtual machine: file shares and databases are no business of ours. */
export const isVmItem = ({ properties }: ProtectedItem): boolean =>
  [vmItemType, ...wrongVmItemTypes].includes(properties?.protectedItemType as string);

/** Fabric under which Azure Backup keeps Azure virtual machines. */
export const fabricName = "Azure";

/** What Azure names a virtual machine's item after: the subscription is not among it. */
export interface VmPlace {
  readonly resourceGroupName: string;
  readonly vmName: string;
}

/** A place as one text: names are compared without case. */
export const placeKey = ({ resourceGroupName, vmName }: VmPlace): string =>
  `${resourceGroupName}/${vmName}`.toLowerCase();

/**
 * Names under which Azure Backup knows a virtual machine. In lower case, since the service compares them so and
 * a VM's id may come back in another case.
 */
export function protectionNames({ resourceGroupName, vmName }: VmPlace) {
  const suffix = `iaasvmcontainerv2;${resourceGroupName};${vmName}`.toLowerCase();
  return { containerName: `iaasvmcontainer;${suffix}`, protectedItemName: `vm;${suffix}` };
}

/** A backup policy's id, taken apart. */
export interface PolicyId {
  readonly subscriptionId: string;
  readonly resourceGroupName: string;
  readonly vaultName: string;
  readonly policyName: string;
}

const policyIdPattern =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.RecoveryServices\/vaults\/([^/]+)\/backupPolicies\/([^/]+)$/i;

/** The parts of a backup policy's id; undefined for anything else. */
export function parsePolicyId(id: unknown): PolicyId | undefined {
  const parts = typeof id === "string" ? policyIdPattern.exec(id) : null;
  if (parts === null) return undefined;
  const [, subscriptionId = "", resourceGroupName = "", vaultName = "", policyName = ""] = parts;
  return { subscriptionId, resourceGroupName, vaultName, policyName };
}
