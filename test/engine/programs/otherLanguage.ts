// What a program in YAML, Python, Go, C# or Java does: it asks the engine for components, which runs them in the plugin.
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";

class Remote extends pulumi.ComponentResource {
  constructor(type: string, name: string, args: pulumi.Inputs) {
    super(`azure-vm-backup:index:${type}`, name, args, {}, true);
  }
}
const output = (component: Remote, name: string) => (component as unknown as pulumi.Inputs)[name];

const config = new pulumi.Config();
const vaultArgs = config.getObject<Record<string, unknown>>("vault") ?? {};
const group = new resources.ResourceGroup("bank", { resourceGroupName: "bank", location: "westeurope" });
const vault = new Remote("BackupVault", "bank-vault", {
  resourceGroupName: group.name,
  vaultId: undefined,
  vaultName: undefined,
  ...vaultArgs,
});
const policy = new Remote("VmBackupPolicy", "nightly", {
  resourceGroupName: group.name,
  vaultName: output(vault, "vaultName"),
  policyId: undefined,
  schedule: { daily: { time: "22:30" } },
  retention: { daily: { days: config.getNumber("days") ?? 30 } },
});
const backup = new Remote("ProtectedVms", "backup", {
  resourceGroupName: group.name,
  vaultName: output(vault, "vaultName"),
  policyId: output(policy, "policyId"),
  vms: { web: { vmId: pulumi.secret(config.require("vmId")) } },
  protectedItemIds: undefined,
});

export const items = output(backup, "protectedItemIds");
