import { PolicyPack } from "@pulumi/policy";
import { backupPolicies, packName } from "./pack";

new PolicyPack(packName, {
  policies: backupPolicies(),
  displayName: "Azure VM backup",
  description: "Blocks Azure virtual machines and settings that Azure Backup cannot protect.",
  provider: "azure",
  tags: ["azure-backup"],
});
