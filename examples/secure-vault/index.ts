// A vault with strict security settings: it keeps backups, restricts access and writes logs. The key, an identity that may use it, and the group exist already.
//
// On simulated Azure, in a clone of azure-vm-backup: npm run example secure-vault
// In a copy of this folder: npm install, then
//   pulumi config set azure-native:location westeurope
//   pulumi config set encryptionKeyUri https://<key vault>.vault.azure.net/keys/<name>
//   pulumi config set encryptionIdentityId <id of a user-assigned identity with access to the key>
//   pulumi config set operatorsGroupId <object id of an Entra group>
//   pulumi up
import * as network from "@pulumi/azure-native/network";
import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { BackupVault, ResourceGuard } from "azure-vm-backup";

const config = new pulumi.Config();
const location = new pulumi.Config("azure-native").require("location");
const group = new resources.ResourceGroup("backup", { location });
const resourceGroupName = group.name;

const hub = new network.VirtualNetwork("hub", {
  ...{ resourceGroupName, location, virtualNetworkName: "hub" },
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});
const subnet = new network.Subnet("endpoints", {
  ...{ resourceGroupName, virtualNetworkName: hub.name, subnetName: "endpoints" },
  addressPrefix: "10.0.0.0/24",
});
const logs = new operationalinsights.Workspace("logs", {
  resourceGroupName,
  location,
  workspaceName: "logs",
});

// Put it into the subscription of the security team if you can: new ResourceGuard("guard", { … }, { provider: security }).
const guard = new ResourceGuard("guard", { resourceGroupName, location });

// A system-assigned identity cannot open the key of a new vault: it does not exist before the vault, so no one can give it access.
const userAssignedIdentity = config.require("encryptionIdentityId");

const vault = new BackupVault("bank-vault", {
  resourceGroupName,
  location,
  crossRegionRestore: true,
  softDelete: { state: "AlwaysON", retentionDays: 90 },
  immutability: "Unlocked", // To lock it later, use "Locked" with acknowledgesLock: true.
  crossSubscriptionRestore: "Disabled",
  identity: { type: "SystemAssigned, UserAssigned", userAssignedIdentities: [userAssignedIdentity] },
  encryption: { keyUri: config.require("encryptionKeyUri"), userAssignedIdentity },
  publicNetworkAccess: "Disabled",
  privateEndpoints: { hub: { subnetId: subnet.id } },
  resourceGuardId: guard.resourceGuardId,
  diagnostics: { workspaceId: logs.id },
  roleAssignments: {
    operators: {
      role: "Backup Operator",
      principalId: config.require("operatorsGroupId"),
      principalType: "Group",
    },
  },
  lock: "CanNotDelete",
});

export const vaultName = vault.vaultName;
