// A vault at a later API version, with explicit providers from the stack's configuration.
import { Provider } from "@pulumi/azure-native/provider";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { BackupVault, type BackupVaultArgs } from "azure-vm-backup";

/** A provider as the SDK of a local package has it. */
class LocalProvider extends pulumi.ProviderResource {
  constructor(name: string, args: pulumi.Inputs) {
    const parameter = JSON.stringify({ module: "recoveryservices", version: "v20260501" });
    const once = Buffer.from(parameter).toString("base64");
    const packageName = "azure-native_recoveryservices_v20260501";
    const packageRef = pulumi.runtime.registerPackage({
      ...{ baseProviderName: "azure-native", baseProviderVersion: "3.28.0", baseProviderDownloadUrl: "" },
      ...{ packageName, packageVersion: "3.28.0" },
      base64Parameter: Buffer.from(once).toString("base64"),
    });
    super(packageName, name, args, {}, false, packageRef);
  }
}

const config = new pulumi.Config();
const own = new Provider("own", {
  subscriptionId: config.require("own"),
  clientSecret: config.requireSecret("clientSecret"),
});
const local = config.get("local");
const later = local === undefined ? [] : [new LocalProvider("local", { subscriptionId: local })];
const group = new resources.ResourceGroup(
  "bank",
  { resourceGroupName: "bank", location: "westeurope" },
  { provider: own },
);
const vault = new BackupVault(
  "bank-vault",
  {
    resourceGroupName: group.name,
    location: "westeurope",
    onDestroy: "Delete",
    ...config.requireObject<Partial<BackupVaultArgs>>("vault"),
  },
  { providers: [own, ...later] },
);
export const vaultId = vault.vaultId;
