// Two virtual machines that Azure Backup cannot protect. With the policy pack, neither of them is created.
//
// On simulated Azure, in a clone of azure-vm-backup: npm run example refused
// In a copy of this folder: npm install, then
//   pulumi config set azure-native:location westeurope
//   pulumi up --policy-pack node_modules/azure-vm-backup/policies
import * as compute from "@pulumi/azure-native/compute";
import * as pulumi from "@pulumi/pulumi";

const location = new pulumi.Config("azure-native").require("location");
const resourceGroupName = "bank";
const subnetNic = (name: string) =>
  `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bank/providers/Microsoft.Network/networkInterfaces/${name}-nic`;

function virtualMachine(name: string, imageReference: object, dataDisks: number) {
  return new compute.VirtualMachine(name, {
    resourceGroupName,
    vmName: name,
    location,
    hardwareProfile: { vmSize: "Standard_M128s" },
    networkProfile: { networkInterfaces: [{ id: subnetNic(name) }] },
    storageProfile: {
      imageReference,
      osDisk: { createOption: "FromImage" },
      dataDisks: Array.from({ length: dataDisks }, (_, lun) => ({
        lun,
        diskSizeGB: 64,
        createOption: "Empty",
      })),
    },
  });
}

virtualMachine(
  "warehouse",
  { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" },
  33,
);
virtualMachine("cluster", { publisher: "CoreOS", offer: "CoreOS", sku: "Stable", version: "latest" }, 1);
