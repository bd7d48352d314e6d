// A virtual machine with a fixed name, which some changes create anew, and its backup. The stack's configuration makes the changes.
import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import {
  type AdoptedItems,
  BackupVault,
  type OnDestroy,
  ProtectedVms,
  VmBackupPolicy,
} from "azure-vm-backup";

const config = new pulumi.Config();
const location = "westeurope";
const groupOf = (name: string) =>
  new resources.ResourceGroup(name, { resourceGroupName: name, location }, { retainOnDelete: true });
const groups = { bank: groupOf("bank"), shop: groupOf("shop") };
const groupName = (config.get("group") ?? "bank") as keyof typeof groups;
const group = groups[groupName];
const vmName = config.get("vmName") ?? "web";

const vnet = new network.VirtualNetwork("vnet", {
  resourceGroupName: groups.bank.name,
  location,
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});
const subnet = new network.Subnet("servers", {
  resourceGroupName: groups.bank.name,
  virtualNetworkName: vnet.name,
  addressPrefix: "10.0.1.0/24",
});
const nic = new network.NetworkInterface("nic", {
  resourceGroupName: groups.bank.name,
  location,
  ipConfigurations: [{ name: "primary", subnet: { id: subnet.id } }],
});
const adopt = config.getObject<AdoptedItems>("adopt");
const web = { resourceGroupName: adopt ? groupName : group.name, vmName };
const vm = new compute.VirtualMachine(
  "web",
  {
    ...web,
    location,
    hardwareProfile: { vmSize: "Standard_D2s_v5" },
    networkProfile: { networkInterfaces: [{ id: nic.id }] },
    osProfile: {
      computerName: "web",
      adminUsername: config.get("admin") ?? "operator",
      adminPassword: pulumi.secret("Change-me-1st!"),
    },
    storageProfile: {
      imageReference: {
        publisher: "Canonical",
        offer: "ubuntu-24_04-lts",
        sku: "server",
        version: "latest",
      },
      osDisk: { createOption: "FromImage" },
    },
  },
  // As azure-native does for a change that replaces a VM with a fixed name.
  { replaceOnChanges: ["osProfile.adminUsername"], deleteBeforeReplace: true },
);

const vault = new BackupVault("bank-vault", {
  resourceGroupName: groups.bank.name,
  location,
  onDestroy: "Delete",
});
const policy = new VmBackupPolicy("nightly", {
  resourceGroupName: vault.resourceGroupName,
  vaultName: vault.vaultName,
  schedule: { daily: { time: "22:30" } },
  retention: { daily: { days: 30 } },
});
const vms = config.getBoolean("idOnly") ? { web: { vmId: vm.id } } : { web: { ...web, vmId: vm.id } };
new ProtectedVms("backup", {
  resourceGroupName: vault.resourceGroupName,
  vaultName: vault.vaultName,
  policyId: policy.policyId,
  vms: config.getBoolean("away") ? {} : vms,
  onDestroy: (config.get("onDestroy") ?? "Retain") as OnDestroy,
  ...(adopt && { adopt }),
});
