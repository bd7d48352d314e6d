// Three virtual machines of a team, and the twenty lines that protect them.
//
// On simulated Azure, in a clone of azure-vm-backup: npm run example quickstart
// In a copy of this folder: npm install, then
//   pulumi config set azure-native:location westeurope
//   pulumi config set --secret adminPassword '...'
//   pulumi config set sshPublicKey "$(cat ~/.ssh/id_ed25519.pub)"
//   pulumi up
import * as compute from "@pulumi/azure-native/compute";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import {
  BackupVault,
  DayOfWeek,
  OnDestroy,
  ProtectedVms,
  VaultOnDestroy,
  VmBackupPolicy,
  WeekOfMonth,
} from "azure-vm-backup";
import { lockedDownSubnet, networkInterface } from "./network";

const config = new pulumi.Config();
const location = new pulumi.Config("azure-native").require("location");
const sshPublicKey = config.require("sshPublicKey");
const adminPassword = config.requireSecret("adminPassword");

const group = new resources.ResourceGroup("bank", { location });
const subnet = lockedDownSubnet(group, location);

// --- The virtual machines ---------------------------------------------------------------------------------

const ubuntu = { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" };
const rhel = { publisher: "RedHat", offer: "RHEL", sku: "9-lvm-gen2", version: "latest" };
const windows = {
  publisher: "MicrosoftWindowsServer",
  offer: "WindowsServer",
  sku: "2022-datacenter-azure-edition",
  version: "latest",
};

const linux = (computerName: string) => ({
  computerName,
  adminUsername: "operator",
  linuxConfiguration: {
    disablePasswordAuthentication: true,
    ssh: { publicKeys: [{ path: "/home/operator/.ssh/authorized_keys", keyData: sshPublicKey }] },
  },
});

function virtualMachine(
  name: string,
  imageReference: typeof ubuntu,
  osProfile: compute.VirtualMachineArgs["osProfile"],
  dataDiskSizesGB: number[],
) {
  // Azure identifies the backup by these two names. Pass both to the VM and to ProtectedVms, and the backup survives a redeploy.
  const names = { resourceGroupName: group.name, vmName: name };
  const vm = new compute.VirtualMachine(name, {
    ...names,
    location,
    hardwareProfile: { vmSize: "Standard_D4s_v5" },
    networkProfile: { networkInterfaces: [{ id: networkInterface(name, group, subnet).id }] },
    osProfile,
    storageProfile: {
      imageReference,
      osDisk: { createOption: "FromImage", managedDisk: { storageAccountType: "Premium_LRS" } },
      dataDisks: dataDiskSizesGB.map((diskSizeGB, lun) => ({ lun, diskSizeGB, createOption: "Empty" })),
    },
  });
  return { ...names, vmId: vm.id };
}

const ledger = virtualMachine(
  "ledger",
  windows,
  { computerName: "ledger", adminUsername: "operator", adminPassword },
  [256, 512],
);
const web = virtualMachine("web", ubuntu, linux("web"), [64]);
const queue = virtualMachine("queue", rhel, linux("queue"), [128, 128]);

// --- Their backup -----------------------------------------------------------------------------------------

// Destroying a disposable stack deletes its vault and backups. Without `disposable`, both stay in Azure.
const disposable = config.getBoolean("disposable") ?? false;

const vault = new BackupVault("bank-vault", {
  resourceGroupName: group.name,
  location,
  crossRegionRestore: true,
  onDestroy: disposable ? VaultOnDestroy.Delete : VaultOnDestroy.Refuse,
});

export const backupTime = "22:30";
export const timeZone = "Europe/Paris";
const nightly = new VmBackupPolicy("nightly", {
  resourceGroupName: vault.resourceGroupName,
  vaultName: vault.vaultName,
  timeZone,
  schedule: { daily: { time: backupTime } },
  retention: {
    daily: { days: 30 },
    weekly: { weeks: 12, days: [DayOfWeek.Sunday] },
    monthly: { months: 12, byWeekday: { days: [DayOfWeek.Sunday], weeks: [WeekOfMonth.First] } },
  },
});

const backup = new ProtectedVms("bank-backup", {
  resourceGroupName: vault.resourceGroupName,
  vaultName: vault.vaultName,
  policyId: nightly.policyId,
  vms: { ledger, web, queue },
  onDestroy: disposable ? OnDestroy.Delete : OnDestroy.Retain,
});

// --- Outputs ----------------------------------------------------------------------------------------------

export const vaultName = vault.vaultName;
export const redundancy = vault.storageRedundancy;
export const policyName = nightly.policyName;
export const recoveryPoints = nightly.recoveryPoints;
export const region = location;
export const protectedItems = backup.protectedItemIds;
