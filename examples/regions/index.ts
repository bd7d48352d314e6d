// VMs in two regions. Each region gets a vault and both policies; a VM that comes moves no other one.
import * as resources from "@pulumi/azure-native/resources";
import { presets, RegionalBackup } from "azure-vm-backup";

const group = new resources.ResourceGroup("backup", { location: "westeurope" });

/** Ids of VMs that other stacks made. */
const vm = (name: string) =>
  `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bank/providers/Microsoft.Compute/virtualMachines/${name}`;

const backup = new RegionalBackup("bank", {
  resourceGroupName: group.name,
  vms: {
    ledger: { vmId: vm("ledger"), location: "westeurope", policy: "hourly" },
    reports: { vmId: vm("reports"), location: "westeurope" },
    branch: { vmId: vm("branch"), location: "northeurope" },
  },
  policies: { nightly: presets.grandfatherFatherSon, hourly: presets.everyFourHours },
  defaultPolicy: "nightly",
  vault: { softDelete: { retentionDays: 30 }, immutability: "Unlocked" },
});

export const vaultNames = backup.vaultNames;
