import { protectedItemPolicies } from "./protectedItem";
import { virtualMachinePolicies } from "./virtualMachine";

/** Name under which the pack is published. */
export const packName = "azure-vm-backup";

/** Every policy of the pack. */
export const backupPolicies = [...virtualMachinePolicies, ...protectedItemPolicies];
