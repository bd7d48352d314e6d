// Many VMs, protected with this library.
import * as resources from "@pulumi/azure-native/resources";
import { BackupVault, OnDestroy, ProtectedVms, VaultOnDestroy, VmBackupPolicy } from "azure-vm-backup";
import { asGiven, vmIds } from "./vmIds";

const group = new resources.ResourceGroup("bank", { resourceGroupName: "bank", location: "westeurope" });
const vault = new BackupVault("bank-vault", {
  resourceGroupName: group.name,
  onDestroy: VaultOnDestroy.Delete,
});
const policy = new VmBackupPolicy("nightly", {
  resourceGroupName: vault.resourceGroupName,
  vaultName: vault.vaultName,
  schedule: { daily: { time: "22:30" } },
  retention: { daily: { days: 30 } },
});
new ProtectedVms("backup", {
  resourceGroupName: vault.resourceGroupName,
  vaultName: vault.vaultName,
  policyId: policy.policyId,
  vms: Object.fromEntries(
    Object.entries(vmIds).map(([vmName, vmId]) => [
      vmName,
      { resourceGroupName: "bank", vmName, vmId: asGiven(vmId, group) },
    ]),
  ),
  onDestroy: OnDestroy.Delete,
});
