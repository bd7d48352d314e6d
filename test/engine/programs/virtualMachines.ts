// A virtual machine whose settings come from the stack's configuration, for the policies to check.
import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { BackupVault, ProtectedVms, VmBackupPolicy } from "azure-vm-backup";

const config = new pulumi.Config();
const location = config.get("location") ?? "westeurope";
const group = new resources.ResourceGroup("bank", { resourceGroupName: "bank", location: "westeurope" });
const vnet = new network.VirtualNetwork("vnet", {
  resourceGroupName: group.name,
  location,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});
const subnet = new network.Subnet("servers", {
  resourceGroupName: group.name,
  virtualNetworkName: vnet.name,
  addressPrefix: "10.0.1.0/24",
});
const nic = new network.NetworkInterface("nic", {
  resourceGroupName: group.name,
  location,
  ipConfigurations: [{ name: "primary", subnet: { id: subnet.id } }],
});

const publisher = config.get("publisher") ?? "Canonical";
// Unknown in preview, as if another resource determined the size.
const unknownDiskGB = config.getNumber("unknownDiskGB");
const osDiskGB = unknownDiskGB ? { diskSizeGB: group.id.apply(() => unknownDiskGB) } : {};

const vm = new compute.VirtualMachine("web", {
  resourceGroupName: group.name,
  vmName: "web",
  location,
  hardwareProfile: { vmSize: "Standard_M128s" },
  networkProfile: { networkInterfaces: [{ id: nic.id }] },
  osProfile: {
    computerName: "web",
    adminUsername: "operator",
    adminPassword: pulumi.secret("Change-me-1st!"),
  },
  storageProfile: {
    imageReference: {
      publisher,
      offer: "ubuntu-24_04-lts",
      sku: "server",
      version: "latest",
    },
    osDisk: { createOption: "FromImage", ...osDiskGB },
    dataDisks: Array.from({ length: config.getNumber("dataDisks") ?? 2 }, (_, lun) => ({
      lun,
      diskSizeGB: 32,
      createOption: "Empty",
    })),
  },
});

const vault = new BackupVault("bank-vault", {
  resourceGroupName: group.name,
  location: "westeurope",
  onDestroy: "Delete",
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
  vms: { web: { vmId: vm.id } },
  onDestroy: "Delete",
});
