// Finds the VMs of a subscription and protects them. Each region gets a vault, and each vault gets the policies. The tag `backup` of
// a VM names its policy. VMs that cannot be protected, and VMs that another vault protects, are left out; the log gives the reason.
// The next `pulumi up` protects the VMs that were created since.
//
// On simulated Azure, in a clone of azure-vm-backup: npm run example discovery
// In a copy of this folder: npm install, az login, then
//   pulumi config set azure-native:location westeurope
//   pulumi config set azure-native:subscriptionId <subscription>
//   pulumi up
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { discoverVms, presets, RegionalBackup } from "azure-vm-backup";

// An async program returns its outputs.
export = async () => {
  const location = new pulumi.Config("azure-native").require("location");
  const group = new resources.ResourceGroup("backup", { location });

  const vms = await discoverVms({ vaultNamePrefix: "bank", exclude: ["test-*"] });
  const backup = new RegionalBackup("bank", {
    resourceGroupName: group.name,
    vms,
    policies: { nightly: presets.grandfatherFatherSon, hourly: presets.everyFourHours },
    policyTag: "backup",
    defaultPolicy: "nightly",
  });

  return { protectedVms: Object.keys(vms), vaultNames: backup.vaultNames };
};
