// A VM and its backup as programs write them that leave out what azure-native fills in; the stack's configuration chooses what is wrong.
import * as compute from "@pulumi/azure-native/compute";
import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
/** A value that preview does not know, secret or not. */
const form = <T>(value: T): pulumi.Input<T> => {
  const forms: Record<string, () => pulumi.Input<T>> = {
    deferred: () => apps.id.apply(() => value) as pulumi.Output<T>,
    secret: () => pulumi.secret(value) as pulumi.Output<T>,
  };
  return forms[config.get("form") ?? ""]?.() ?? value;
};

// Their names are chosen by azure-native, so that the locations of what is in them are unknown in its inputs.
const apps = new resources.ResourceGroup("apps", { location: "westeurope" });
const backup = new resources.ResourceGroup("backup", {
  location: config.get("backupLocation") ?? "westeurope",
});
const tags = config.getObject<Record<string, string>>("tags");

const web = new compute.VirtualMachine("web", {
  resourceGroupName: apps.name,
  vmName: "web",
  hardwareProfile: { vmSize: "Standard_D4s_v5" },
  networkProfile: {
    networkInterfaces: [
      { id: "/subscriptions/s/resourceGroups/bank/providers/Microsoft.Network/networkInterfaces/nic" },
    ],
  },
  osProfile: { computerName: "web", adminUsername: "operator", allowExtensionOperations: form(false) },
  storageProfile: {
    imageReference: { publisher: form("CoreOS"), offer: "CoreOS", sku: "Stable", version: "latest" },
    dataDisks: Array.from({ length: 33 }, (_, lun) => ({ lun, diskSizeGB: 32, createOption: "Empty" })),
  },
  ...(tags && { tags: form(tags) }),
});
const vault = new recoveryservices.Vault("safe", {
  resourceGroupName: backup.name,
  vaultName: form("1-safe"),
  sku: { name: "RS0", tier: "Standard" },
  properties: { publicNetworkAccess: "Enabled" },
});
const policy = new recoveryservices.ProtectionPolicy("nightly", {
  resourceGroupName: backup.name,
  vaultName: vault.name,
  policyName: "nightly",
  properties: { backupManagementType: "AzureStorage" } as never,
});
new recoveryservices.ProtectedItem("item", {
  resourceGroupName: backup.name,
  vaultName: vault.name,
  fabricName: "Azure",
  containerName: "iaasvmcontainer;iaasvmcontainerv2;apps;web",
  protectedItemName: "vm;iaasvmcontainerv2;apps;web",
  properties: {
    protectedItemType: "Microsoft.Compute/virtualMachines",
    sourceResourceId: web.id,
    policyId: policy.id,
  },
});
