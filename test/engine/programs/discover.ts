// Discovers the VMs of a subscription and protects them.
import * as pulumi from "@pulumi/pulumi";
import { discoverVms, presets, RegionalBackup } from "azure-vm-backup";

export = async () => {
  const config = new pulumi.Config();
  const vms = await discoverVms({
    vaultNamePrefix: "bank",
    exclude: config.getObject<string[]>("exclude") ?? [],
    tags: config.getObject<{ [key: string]: string }>("tags") ?? {},
  });
  const backup = new RegionalBackup("bank", {
    resourceGroupName: "bank",
    vms,
    policies: { nightly: presets.dailyForAMonth, hourly: presets.everyFourHours },
    defaultPolicy: "nightly",
    policyTag: "backup",
    ...(config.getObject<object>("more") ?? {}),
  });
  return { keys: Object.keys(vms), vaultNames: backup.vaultNames };
};
