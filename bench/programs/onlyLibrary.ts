// A program with this library only: three VMs of another stack, as in README.
import { BackupVault, ProtectedVms, VmBackupPolicy } from "azure-vm-backup";

const machines = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bank/providers";
const vault = new BackupVault("bank-vault", { resourceGroupName: "bank", location: "westeurope" });
const nightly = new VmBackupPolicy("nightly", {
  resourceGroupName: vault.resourceGroupName,
  vaultName: vault.vaultName,
  schedule: { daily: { time: "22:30" } },
  retention: { daily: { days: 30 } },
});
const vmOf = (vmName: string) => ({
  resourceGroupName: "bank",
  vmName,
  vmId: `${machines}/Microsoft.Compute/virtualMachines/${vmName}`,
});
new ProtectedVms("backup", {
  resourceGroupName: vault.resourceGroupName,
  vaultName: vault.vaultName,
  policyId: nightly.policyId,
  vms: { ledger: vmOf("ledger"), web: vmOf("web"), queue: vmOf("queue") },
});
