// A vault as an auditor wants it. The names are those of a bank; the ids come from its other stacks.
import * as network from "@pulumi/azure-native/network";
import * as operationalinsights from "@pulumi/azure-native/operationalinsights";
import * as resources from "@pulumi/azure-native/resources";
import { BackupVault, ResourceGuard } from "azure-vm-backup";

const location = "westeurope";
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

// Best in the security team's subscription: new ResourceGuard("guard", { … }, { provider: security }).
const guard = new ResourceGuard("guard", { resourceGroupName, location });

const vault = new BackupVault("bank-vault", {
  resourceGroupName,
  location,
  crossRegionRestore: true,
  softDelete: { state: "AlwaysON", retentionDays: 90 },
  immutability: "Unlocked", // Locked later, with acknowledgesLock: true
  crossSubscriptionRestore: "Disabled",
  identity: { type: "SystemAssigned" },
  encryption: {
    keyUri: "https://bank-keys.vault.azure.net/keys/backup",
    useSystemAssignedIdentity: true,
  },
  publicNetworkAccess: "Disabled",
  privateEndpoints: { hub: { subnetId: subnet.id } },
  resourceGuardId: guard.resourceGuardId,
  diagnostics: { workspaceId: logs.id },
  roleAssignments: {
    operators: {
      role: "Backup Operator",
      principalId: "11111111-2222-3333-4444-555555555555",
      principalType: "Group",
    },
  },
  lock: "CanNotDelete",
});

export const vaultName = vault.vaultName;
