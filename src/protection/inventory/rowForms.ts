import { backupPolicyType } from "../../backupPolicy/payload/fromArm";
import type { RowForm } from "../../core/rowsInventory";
import { vaultType } from "../../vault/arm";
import { vmType } from "../../vm/arm";
import { intentType, itemType } from "../arm";

const group = { resourceGroups: "resourceGroupName" };
const inVault = { ...group, vaults: "vaultName" };

/** How to read Azure's rows of VMs, vaults, policies and items. */
export const protectionRowForms: Readonly<Record<string, RowForm>> = {
  [vmType]: {
    ids: { ...group, virtualMachines: "vmName" },
    flat: true,
    always: ["hardwareProfile", "storageProfile", "networkProfile"],
  },
  [vaultType]: { ids: inVault, flat: false },
  [backupPolicyType]: {
    ids: { ...inVault, backupPolicies: "policyName" },
    flat: false,
    always: ["backupManagementType"],
  },
  [itemType]: {
    ids: {
      ...inVault,
      backupFabrics: "fabricName",
      protectionContainers: "containerName",
      protectedItems: "protectedItemName",
    },
    flat: false,
    always: ["protectedItemType", "sourceResourceId", "protectionState", "lastBackupStatus", "healthStatus"],
  },
  [intentType]: { ids: inVault, flat: false },
};
