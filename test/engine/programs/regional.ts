// VMs in several regions, protected by RegionalBackup. The arguments come from the stack's configuration.
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { presets, RegionalBackup, type RegionalBackupArgs } from "azure-vm-backup";

const config = new pulumi.Config();
const group = new resources.ResourceGroup("bank", { resourceGroupName: "bank", location: "westeurope" });
const secretVault = config.getSecret("secretVault");
const backup = new RegionalBackup("bank", {
  resourceGroupName: group.name,
  vms: config.requireObject<RegionalBackupArgs["vms"]>("vms"),
  policies: { nightly: presets.dailyForAMonth, hourly: presets.everyFourHours },
  defaultPolicy: "nightly",
  vault: { onDestroy: "Delete" },
  onDestroy: "Delete",
  ...(config.getObject<Partial<RegionalBackupArgs>>("more") ?? {}),
  ...(secretVault !== undefined && {
    existingVaults: { westeurope: { vaultName: secretVault, resourceGroupName: pulumi.secret("bank") } },
  }),
});

export const vaultNames = backup.vaultNames;
export const items = backup.protectedItemIds;
