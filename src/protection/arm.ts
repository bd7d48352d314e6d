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

/** Type of a protected item that is a virtual machine. */
export const vmItemType = "Microsoft.Compute/virtualMachines";

/** Types under which a program may mean a virtual machine and that Azure Backup refuses. */
export const wrongVmItemTypes = ["AzureIaaSVMProtectedItem", "Microsoft.ClassicCompute/virtualMachines"];

/** Whether an item is, or means to be, a virtual machine: file shares and databases are no business of ours. */
export const isVmItem = ({ properties }: ProtectedItem): boolean =>
  [vmItemType, ...wrongVmItemTypes].includes(properties?.protectedItemType as string);

/** A backup policy's id, taken apart. */
export interface PolicyId {
  readonly resourceGroupName: string;
  readonly vaultName: string;
  readonly policyName: string;
}

const policyIdForm =
  /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)\/providers\/Microsoft\.RecoveryServices\/vaults\/([^/]+)\/backupPolicies\/([^/]+)$/i;

/** The parts of a backup policy's id; undefined for anything else. */
export function parsePolicyId(id: unknown): PolicyId | undefined {
  const parts = typeof id === "string" ? policyIdForm.exec(id) : null;
  if (parts === null) return undefined;
  const [, resourceGroupName = "", vaultName = "", policyName = ""] = parts;
  return { resourceGroupName, vaultName, policyName };
}
