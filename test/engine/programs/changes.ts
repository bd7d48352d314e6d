// ProtectedVms in a vault that another stack created: the arguments come from the stack's configuration. For random changes.
import * as pulumi from "@pulumi/pulumi";
import { type AdoptedItems, type OnDestroy, ProtectedVms, type ProtectedVmsArgs } from "azure-vm-backup";

const config = new pulumi.Config();
const adopt = config.getObject<AdoptedItems>("adopt");
const names = { resourceGroupName: "bank", vaultName: "bank-vault" };
new ProtectedVms(config.get("component") ?? "backup", {
  ...names,
  policyId: config.require("policyId"),
  vms: config.requireObject<ProtectedVmsArgs["vms"]>("vms"),
  onDestroy: config.require("onDestroy") as OnDestroy,
  ...(adopt !== undefined && adopt.keys.length > 0 && { adopt }),
});
