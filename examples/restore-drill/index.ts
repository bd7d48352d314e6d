// An isolated place for restore drills, with a budget, and an identity for a pipeline that drills.
//
// On simulated Azure, in a clone of azure-vm-backup: npm run example restore-drill
// In a copy of this folder: npm install, then
//   pulumi config set azure-native:location westeurope
//   pulumi up
//   npx azure-vm-backup drill ledger $(pulumi stack output drillOptions) --dry-run
import * as authorization from "@pulumi/azure-native/authorization";
import * as managedidentity from "@pulumi/azure-native/managedidentity";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { RestoreDrillNetwork } from "azure-vm-backup";

const location = new pulumi.Config("azure-native").require("location");

// Everything in this resource group is for drills only. Choose a name of your own for the account: it is unique in all of Azure.
const drills = new RestoreDrillNetwork("drills", {
  location,
  stagingAccountName: "bankdrillstaging",
  budget: { amountPerMonth: 50, contactEmails: ["backup@example.com"] },
});

// The identity is not in the group of the drills: its role could otherwise be used to change it.
const pipelines = new resources.ResourceGroup("pipelines", { location });
const pipeline = new managedidentity.UserAssignedIdentity("drill-pipeline", {
  resourceGroupName: pipelines.name,
  location,
});
new authorization.RoleAssignment("drill-pipeline", {
  scope: drills.targetGroupId,
  roleDefinitionId: drills.roleDefinitionId,
  principalId: pipeline.principalId,
  principalType: authorization.PrincipalType.ServicePrincipal,
});
// It also needs Backup Operator on the vaults and Virtual Machine Contributor on the VMs: docs/roles.md.

export const drillOptions = drills.drillOptions;
export const clientId = pipeline.clientId;
