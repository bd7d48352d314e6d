// The VMs of a subscription, found and protected: in each region a vault, in each vault the policies. A VM's tag `backup` names its
// policy. VMs that cannot be protected, and those that another vault protects, are left out, and the log says why. A VM that somebody
// makes tomorrow is protected by the next `pulumi up`.
//
// On simulated Azure, in a clone of azure-vm-backup: npm run example discovery
// In a copy of this folder: npm install, az login, then
//   pulumi config set azure-native:location westeurope
//   pulumi config set azure-native:subscriptionId <subscription>
//   pulumi up
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { discoverVms, presets, RegionalBackup } from "azure-vm-backup";

// An async program: its outputs are what it returns.
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
