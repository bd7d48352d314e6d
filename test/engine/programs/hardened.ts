// A vault with all its companion resources, and protected VMs. The arguments come from the stack's configuration.
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import {
  BackupVault,
  type BackupVaultArgs,
  ProtectedVms,
  presets,
  ResourceGuard,
  VmBackupPolicy,
} from "azure-vm-backup";

const config = new pulumi.Config();
const location = "westeurope";
const group = new resources.ResourceGroup("bank", { resourceGroupName: "bank", location });
const resourceGroupName = group.name;
const hub = new network.VirtualNetwork("hub", {
  ...{ resourceGroupName, location, virtualNetworkName: "hub" },
  addressSpace: { addressPrefixes: ["10.0.0.0/16"] },
});
const subnet = new network.Subnet("endpoints", {
  ...{ resourceGroupName, virtualNetworkName: hub.name, subnetName: "endpoints" },
  addressPrefix: "10.0.0.0/24",
});
const guard = new ResourceGuard("guard", { resourceGroupName, location });

const userAssignedIdentity = pulumi.interpolate`${group.id}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/keys`;
const companions: Partial<BackupVaultArgs> = {
  identity: { type: "SystemAssigned, UserAssigned", userAssignedIdentities: [userAssignedIdentity] },
  encryption: { keyUri: "https://bank.vault.azure.net/keys/backup", userAssignedIdentity },
  privateEndpoints: {
    hub: { subnetId: subnet.id, privateDnsZoneIds: config.getObject<string[]>("zones") ?? [] },
  },
  resourceGuardId: guard.resourceGuardId,
  alerts: {
    actionGroupIds: [pulumi.interpolate`${group.id}/providers/Microsoft.Insights/actionGroups/night`],
  },
  diagnostics: {
    workspaceId: pulumi.interpolate`${group.id}/providers/Microsoft.OperationalInsights/workspaces/logs`,
  },
  roleAssignments: {
    operators: {
      role: "Backup Operator",
      principalId: "11111111-2222-3333-4444-555555555555",
      principalType: "Group",
    },
  },
};
const vault = new BackupVault("bank-vault", {
  resourceGroupName,
  location,
  onDestroy: "Delete",
  ...(config.getBoolean("bare") ? {} : companions),
  ...(config.getObject<Partial<BackupVaultArgs>>("vault") ?? {}),
});
const inVault = { resourceGroupName: vault.resourceGroupName, vaultName: vault.vaultName };
const policy = new VmBackupPolicy("nightly", { ...inVault, ...presets.azureDefaultPolicy });
new ProtectedVms("backup", {
  ...{ ...inVault, policyId: policy.policyId, onDestroy: "Delete" },
  vms: config.getObject<Record<string, { vmId: string }>>("vms") ?? {},
});
