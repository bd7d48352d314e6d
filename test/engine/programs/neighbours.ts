// Components with rules in one network security group, in the order of the stack's configuration.
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { BackupNsgRule, BackupServiceTagRules, ProxyExceptionRule } from "azure-vm-backup";

const location = "westeurope";
const { name: resourceGroupName } = new resources.ResourceGroup("bank", {
  resourceGroupName: "bank",
  location,
});
const locked = new network.NetworkSecurityGroup("locked", {
  resourceGroupName,
  networkSecurityGroupName: "locked",
  location,
});
const inGroup = { resourceGroupName, networkSecurityGroupName: locked.name };

interface Wanted {
  readonly name: string;
  readonly kind?: "tags" | "proxy";
  readonly args?: Record<string, unknown>;
}

for (const { name, kind, args } of new pulumi.Config().requireObject<Wanted[]>("rules")) {
  const all = { ...inGroup, ...args };
  if (kind === "tags") new BackupServiceTagRules(name, { ...all, region: location });
  else if (kind === "proxy") new ProxyExceptionRule(name, { ...all, proxyAddress: "10.0.0.5" });
  else new BackupNsgRule(name, { ...all, region: location });
}
