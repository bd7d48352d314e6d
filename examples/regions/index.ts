// VMs in three regions. Each region gets a vault and both policies, and each VM is protected in its own region. To add a VM, add a
// line to `fleet`; the other VMs do not change. VMs with the tag disposable=yes are not backed up; examples/policy-pack exempts them.
//
// On simulated Azure, in a clone of azure-vm-backup: npm run example regions
// In a copy of this folder: npm install, then
//   pulumi config set azure-native:location westeurope
//   pulumi config set sshPublicKey "$(cat ~/.ssh/id_ed25519.pub)"
//   pulumi up
import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { presets, RegionalBackup } from "azure-vm-backup";

const location = new pulumi.Config("azure-native").require("location");
const sshPublicKey = new pulumi.Config().require("sshPublicKey");

interface Machine {
  location: string;
  vmSize: string;
  /** Omitted: nightly. */
  policy?: "nightly" | "hourly";
}
const fleet: Record<string, Machine> = {
  ledger: { location: "westeurope", vmSize: "Standard_D4s_v5", policy: "hourly" },
  reports: { location: "westeurope", vmSize: "Standard_D2s_v5" },
  branch: { location: "northeurope", vmSize: "Standard_D2s_v5" },
  exchange: { location: "swedencentral", vmSize: "Standard_D4s_v5", policy: "hourly" },
};

const group = new resources.ResourceGroup("bank", { location });
const resourceGroupName = group.name;

// --- The virtual machines ---------------------------------------------------------------------------------

const regions = [...new Set(Object.values(fleet).map((machine) => machine.location))];
const subnets = new Map(
  regions.map((region, i) => {
    const vnet = new network.VirtualNetwork(`vnet-${region}`, {
      resourceGroupName,
      location: region,
      addressSpace: { addressPrefixes: [`10.${i}.0.0/16`] },
    });
    const subnet = new network.Subnet(`servers-${region}`, {
      resourceGroupName,
      virtualNetworkName: vnet.name,
      addressPrefix: `10.${i}.1.0/24`,
    });
    return [region, subnet.id];
  }),
);

function virtualMachine(vmName: string, { location, vmSize }: Machine, tags: Record<string, string> = {}) {
  const nic = new network.NetworkInterface(`${vmName}-nic`, {
    resourceGroupName,
    location,
    ipConfigurations: [{ name: "primary", subnet: { id: subnets.get(location) } }],
  });
  // Azure identifies the backup by these two names. Pass both to the VM and to ProtectedVms, and the backup survives a redeploy.
  const names = { resourceGroupName, vmName };
  const vm = new compute.VirtualMachine(vmName, {
    ...names,
    location,
    tags,
    hardwareProfile: { vmSize },
    networkProfile: { networkInterfaces: [{ id: nic.id }] },
    osProfile: {
      computerName: vmName,
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
  return { ...names, vmId: vm.id };
}

const vms = Object.fromEntries(
  Object.entries(fleet).map(([name, machine]) => {
    const { location, policy } = machine;
    return [name, { ...virtualMachine(name, machine), location, policy }];
  }),
);
virtualMachine("agent", { location: "westeurope", vmSize: "Standard_D2s_v5" }, { disposable: "yes" });

// --- Their backup -----------------------------------------------------------------------------------------

const backup = new RegionalBackup("bank", {
  resourceGroupName,
  vms,
  policies: { nightly: presets.grandfatherFatherSon, hourly: presets.everyFourHours },
  defaultPolicy: "nightly",
  vault: { softDelete: { retentionDays: 30 }, immutability: "Unlocked" },
});

export const vaultNames = backup.vaultNames;
