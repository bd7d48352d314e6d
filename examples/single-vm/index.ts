// One virtual machine and its backup: the smallest complete program. A second `pulumi up` changes nothing, and the backup survives a
// redeploy of the VM.
//
// On simulated Azure, in a clone of azure-vm-backup: npm run example single-vm
// In a copy of this folder: npm install, then
//   pulumi config set azure-native:location westeurope
//   pulumi config set sshPublicKey "$(cat ~/.ssh/id_ed25519.pub)"
//   pulumi up
import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { BackupVault, ProtectedVms, presets, VmBackupPolicy } from "azure-vm-backup";

const location = new pulumi.Config("azure-native").require("location");
const sshPublicKey = new pulumi.Config().require("sshPublicKey");

const group = new resources.ResourceGroup("bank", { location });
const resourceGroupName = group.name;

// --- The virtual machine ----------------------------------------------------------------------------------

const vnet = new network.VirtualNetwork("vnet", {
  resourceGroupName,
  location,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});
const subnet = new network.Subnet("servers", {
  resourceGroupName,
  virtualNetworkName: vnet.name,
  addressPrefix: "10.0.1.0/24",
});
const nic = new network.NetworkInterface("ledger-nic", {
  resourceGroupName,
  location,
  ipConfigurations: [{ name: "primary", subnet: { id: subnet.id } }],
});

// Azure identifies the backup by these two names. Pass both to the VM and to ProtectedVms, and the backup survives a redeploy.
const names = { resourceGroupName, vmName: "ledger" };
const ledger = new compute.VirtualMachine("ledger", {
  ...names,
  location,
  hardwareProfile: { vmSize: "Standard_D2s_v5" },
  networkProfile: { networkInterfaces: [{ id: nic.id }] },
  osProfile: {
    computerName: "ledger",
    adminUsername: "operator",
    linuxConfiguration: {
      disablePasswordAuthentication: true,
      ssh: { publicKeys: [{ path: "/home/operator/.ssh/authorized_keys", keyData: sshPublicKey }] },
    },
  },
  storageProfile: {
    imageReference: {
      publisher: "Canonical",
      offer: "ubuntu-24_04-lts",
      sku: "server",
      version: "latest",
    },
    osDisk: { createOption: "FromImage", managedDisk: { storageAccountType: "Premium_LRS" } },
  },
});

// --- Its backup -------------------------------------------------------------------------------------------

const vault = new BackupVault("bank-vault", { resourceGroupName, location });
const nightly = new VmBackupPolicy("nightly", {
  resourceGroupName,
  vaultName: vault.vaultName,
  ...presets.dailyForAMonth,
});
const backup = new ProtectedVms("bank-backup", {
  resourceGroupName,
  vaultName: vault.vaultName,
  policyId: nightly.policyId,
  vms: { ledger: { ...names, vmId: ledger.id } },
});

export const vaultName = vault.vaultName;
export const protectedItems = backup.protectedItemIds;
