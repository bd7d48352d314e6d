/** Names that the pages' code uses without an import or a declaration. A new page may use these, or add one here. */
import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import type * as policy from "@pulumi/policy";
import { backupPolicies } from "../../policies/pack";
import { BackupVault, presets, VmBackupPolicy } from "../../src";
import { config, subscription } from "./config";

/** A policy pack that starts no server. */
export const PolicyPack = class {} as unknown as typeof policy.PolicyPack;

/** The names with their values. A resource is created when a block reads its name. */
export const surroundings = {
  resourceGroupName: "bank",
  vaultName: "bank-vault",
  vaultId: `${subscription}/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/bank-vault`,
  guardId: `${subscription}/resourceGroups/security/providers/Microsoft.DataProtection/resourceGuards/guard`,
  ledgerId: config.ledgerId as string,
  get group() {
    return new resources.ResourceGroup("bank", { location: "westeurope" });
  },
  get ledger() {
    return new compute.VirtualMachine("ledger", { resourceGroupName: "bank", vmName: "ledger" });
  },
  get vault() {
    return new BackupVault("bank-vault", { resourceGroupName: "bank", location: "westeurope" });
  },
  get nightly() {
    const inVault = { resourceGroupName: "bank", vaultName: "bank-vault" };
    return new VmBackupPolicy("nightly", { ...inVault, ...presets.dailyForAMonth });
  },
  get lockdown() {
    return new network.NetworkSecurityGroup("lockdown", { resourceGroupName: "bank" });
  },
  denyAll: {
    name: "deny-all",
    priority: 1000,
    direction: "Outbound",
    access: "Deny",
    protocol: "*",
    sourceAddressPrefix: "*",
    sourcePortRange: "*",
    destinationAddressPrefix: "*",
    destinationPortRange: "*",
  },
  VirtualMachine: compute.VirtualMachine,
  backupPolicies,
  PolicyPack,
};
