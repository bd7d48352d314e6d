import { asBoolean, asChoice, asNumber, asText } from "../core/reading";
import type { Shape } from "../core/rule";
import { listedName } from "../core/values";
import { type Fields, viewer, wordsOf } from "../core/words";
import { itemStates } from "./facts";

const fabrics = "Microsoft.RecoveryServices/vaults/backupFabrics";

/** Azure's type of a protected item. */
export const itemType = `${fabrics}/protectionContainers/protectedItems`;

/** Azure's type of a protection intent: Azure creates the protected item later. */
export const intentType = `${fabrics}/backupProtectionIntent`;

/** The part of a protected item's payload that the rules read. It is the same in a program and in Azure's answers. */
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
    /** Only Azure writes it, with true: the item is soft-deleted. */
    readonly isScheduledForDeferredDelete?: boolean;
    /** Only Azure writes it, for an item that it accepted. */
    readonly protectedItemDataId?: string;
    readonly extendedProperties?: {
      readonly diskExclusionProperties?: {
        readonly diskLunList?: readonly number[];
        readonly isInclusionList?: boolean;
      };
    };
    /** Azure adds the rest to what was sent. */
    readonly policyName?: string;
    readonly healthStatus?: string;
    readonly healthDetails?: readonly HealthDetail[];
    readonly lastBackupStatus?: string;
    readonly lastBackupTime?: string;
    readonly lastRecoveryPoint?: string;
  };
}

/** Why Azure says that an item is healthy or not. */
export interface HealthDetail {
  readonly code?: number;
  readonly title?: string;
  readonly message?: string;
  readonly recommendations?: readonly string[];
}

/** A protected item in this library's terms. Rules read it before it is checked, so any field may have a wrong type. */
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
  readonly isSoftDeleted?: boolean;
  readonly disks?: { readonly luns?: readonly number[]; readonly isInclusionList?: boolean };
}

const disks = "properties.extendedProperties.diskExclusionProperties";

/** Type of a virtual machine's protected item. */
export const vmItemType = "Microsoft.Compute/virtualMachines";

/** The base of the API's types of VM items. Azure PowerShell suspends a backup with it, which Azure accepted in 2025. */
export const baseItemType = "AzureIaaSVMProtectedItem";

/** Types that programs write for a virtual machine by mistake. Azure Backup refuses them, or accepts them in some requests only. */
export const wrongVmItemTypes = [baseItemType, "Microsoft.ClassicCompute/virtualMachines"];

const vmItemTypes = [vmItemType, ...wrongVmItemTypes];

/** The paths of these fields in a payload, and how Azure reads them. An empty text is nothing: a stopped item has policyId "". */
const fields: Fields = {
  resourceGroupName: "resourceGroupName",
  vaultName: "vaultName",
  fabricName: "fabricName",
  containerName: "containerName",
  protectedItemName: "protectedItemName",
  policyId: { at: "properties.policyId", read: asText },
  vmId: { at: "properties.sourceResourceId", read: asText },
  itemType: { at: "properties.protectedItemType", read: asChoice(vmItemTypes) },
  protectionState: { at: "properties.protectionState", read: asChoice(itemStates) },
  isSoftDeleted: { at: "properties.isScheduledForDeferredDelete", read: asBoolean },
  "disks.luns": {
    at: `${disks}.diskLunList`,
    read: (luns) => (Array.isArray(luns) ? luns.map(asNumber) : (luns ?? undefined)),
  },
  "disks.isInclusionList": { at: `${disks}.isInclusionList`, read: asBoolean },
};

const words = wordsOf(fields);

/** How to read a payload as ItemSettings. */
export const itemShape: Shape<ProtectedItem, ItemSettings> = {
  view: viewer<ItemSettings>(fields),
  words: () => words,
};

/** Whether an item is a virtual machine's, even with a wrong type: not one of a file share or a database. */
export const isVmItem = ({ properties }: ProtectedItem): boolean =>
  listedName(vmItemTypes, properties?.protectedItemType) !== undefined;

/** Name of Azure Backup's fabric for Azure virtual machines. */
export const fabricName = "Azure";

/** The names of which Azure makes the name of a virtual machine's item. The subscription is not among them. */
export interface VmPlace {
  readonly resourceGroupName: string;
  readonly vmName: string;
}

/** A place as one text in lower case, because Azure compares names without case. */
export const placeKey = ({ resourceGroupName, vmName }: VmPlace): string =>
  `${resourceGroupName}/${vmName}`.toLowerCase();

/**
 * Names of a virtual machine's container and protected item. In lower case, because Azure Backup compares them without case and may
 * return a VM's id in another case.
 */
export function protectionNames({ resourceGroupName, vmName }: VmPlace) {
  const suffix = `iaasvmcontainerv2;${resourceGroupName};${vmName}`.toLowerCase();
  return { containerName: `iaasvmcontainer;${suffix}`, protectedItemName: `vm;${suffix}` };
}

/** The vault and its resource group in the id of an item. Undefined: it is not such an id. */
export function vaultInId(
  itemId: string | undefined,
): { readonly resourceGroupName: string; readonly vaultName: string } | undefined {
  const [, resourceGroupName = "", vaultName] =
    /\/resourceGroups\/([^/]+)\/.*\/vaults\/([^/]+)\/backupFabrics\//i.exec(itemId ?? "") ?? [];
  return vaultName === undefined ? undefined : { resourceGroupName, vaultName };
}

/** The parts of a backup policy's id. */
export interface PolicyId {
  readonly subscriptionId: string;
  readonly resourceGroupName: string;
  readonly vaultName: string;
  readonly policyName: string;
}

const policyIdPattern =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.RecoveryServices\/vaults\/([^/]+)\/backupPolicies\/([^/]+)$/i;

/** The parts of a backup policy's id. Undefined: it is not such an id. */
export function parsePolicyId(id: unknown): PolicyId | undefined {
  const parts = typeof id === "string" ? policyIdPattern.exec(id) : null;
  if (parts === null) return undefined;
  const [, subscriptionId = "", resourceGroupName = "", vaultName = "", policyName = ""] = parts;
  return { subscriptionId, resourceGroupName, vaultName, policyName };
}
