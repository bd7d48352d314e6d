/** What the pages' code leans on without saying where it comes from. A new page may use these names, or add one here. */
import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import type * as policy from "@pulumi/policy";
import { backupPolicies } from "../../policies/pack";

const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";

/** Configuration values of the components' programs. */
export const config: Readonly<Record<string, string>> = Object.fromEntries(
  ["ledger", "branch"].map((name) => [
    `${name}Id`,
    `${subscription}/resourceGroups/bank/providers/Microsoft.Compute/virtualMachines/${name}`,
  ]),
);

/** A pack that starts no server. */
export const PolicyPack = class {} as unknown as typeof policy.PolicyPack;

/** The names with their values, for a block that is run while the engine is mocked. */
export function surroundings() {
  const group = new resources.ResourceGroup("backup", { location: "westeurope" });
  const resourceGroupName = "backup";
  const lockdown = new network.NetworkSecurityGroup("lockdown", { resourceGroupName });
  const denyAll = {
    name: "deny-all",
    priority: 1000,
    direction: "Outbound",
    access: "Deny",
    protocol: "*",
    sourceAddressPrefix: "*",
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: "*",
  };
  return {
    ...{ group, resourceGroupName, lockdown, denyAll, backupPolicies, PolicyPack },
    VirtualMachine: compute.VirtualMachine,
    vaultName: "bank-vault",
    vaultId: `${subscription}/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/bank-vault`,
    ledgerId: config.ledgerId as string,
  };
}
