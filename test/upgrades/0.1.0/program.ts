// Every component of azure-vm-backup 0.1.0 with each kind of child that it can have. state.json is what this program left behind with
// that version. Do not change either: users' programs and states do not change when they install the next version.
import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import {
  BackupAtScale,
  BackupFirewallRule,
  BackupNsgRule,
  BackupServiceTagRules,
  BackupVault,
  ProtectedVms,
  ProxyExceptionRule,
  ProxyInboundRule,
  presets,
  RegionalBackup,
  ResourceGuard,
  RestoreDrillNetwork,
  SupportLimitsInitiative,
  VmBackupPolicy,
  VmProxySettings,
} from "azure-vm-backup";

const location = "westeurope";
const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";
const bank = `${subscription}/resourceGroups/bank`;
const vmId = (name: string) => `${bank}/providers/Microsoft.Compute/virtualMachines/${name}`;

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
const securityGroup = new network.NetworkSecurityGroup("guarded", {
  ...{ resourceGroupName, location, networkSecurityGroupName: "guarded" },
});
const firewallPolicy = new network.FirewallPolicy("firewall", {
  ...{ resourceGroupName, location, firewallPolicyName: "firewall" },
});

// Vaults: one with every companion, one with none.
const guard = new ResourceGuard("guard", { resourceGroupName, location });
const vault = new BackupVault("bank-vault", {
  ...{ resourceGroupName, location, crossRegionRestore: true },
  softDelete: { retentionDays: 30 },
  tags: { costCenter: pulumi.secret("4711") },
  identity: { type: "SystemAssigned" },
  privateEndpoints: { hub: { subnetId: subnet.id } },
  resourceGuardId: guard.resourceGuardId,
  alerts: { actionGroupIds: [`${bank}/providers/Microsoft.Insights/actionGroups/night`] },
  diagnostics: { workspaceId: `${bank}/providers/Microsoft.OperationalInsights/workspaces/logs` },
  roleAssignments: {
    operators: {
      role: "Backup Operator",
      principalId: "11111111-2222-3333-4444-555555555555",
      principalType: "Group",
    },
  },
  lock: "CanNotDelete",
});
const plain = new BackupVault("plain", { resourceGroupName, onDestroy: "Delete" });
const inVault = { resourceGroupName: vault.resourceGroupName, vaultName: vault.vaultName };
const inPlain = { resourceGroupName: plain.resourceGroupName, vaultName: plain.vaultName };

const nightly = new VmBackupPolicy("nightly", { ...inVault, ...presets.dailyForAMonth });
new VmBackupPolicy("hourly", { ...inVault, ...presets.everyFourHours, onDestroy: "Retain" });
const weekly = new VmBackupPolicy("weekly", {
  ...{ ...inPlain, policyName: "weekly-standard", tier: "Standard", timeZone: "Europe/Paris" },
  schedule: { weekly: { time: "22:30", days: ["Sunday"] } },
  retention: { weekly: { weeks: 12 } },
});

new ProtectedVms("protected", {
  ...{ ...inVault, policyId: nightly.policyId },
  vms: {
    web: { vmId: vmId("web"), vmName: "web", resourceGroupName: "bank" },
    "key with spaces": { vmId: vmId("database"), disks: { exclude: [1] } },
    fromAnId: { vmId: pulumi.interpolate`${group.id}/providers/Microsoft.Compute/virtualMachines/late` },
  },
});
new ProtectedVms("in-plain", {
  ...{ ...inPlain, policyId: weekly.policyId, onDestroy: "Delete" },
  vms: { batch: { vmId: vmId("batch") } },
});
new RegionalBackup("regions", {
  resourceGroupName,
  vms: {
    near: { vmId: vmId("near"), location },
    second: { vmId: vmId("second"), location, vault: 2, policy: "hourly" },
    far: { vmId: vmId("far"), location: "northeurope" },
  },
  policies: { daily: presets.dailyForAMonth, hourly: presets.everyFourHours },
  defaultPolicy: "daily",
  spread: { daily: { policies: 2, minutesApart: 30 } },
});

// The network.
const inGroup = { resourceGroupName, networkSecurityGroupName: securityGroup.name };
new BackupNsgRule("backup", { ...inGroup, region: location });
new BackupServiceTagRules("service-tags", { ...inGroup, region: location });
new ProxyExceptionRule("to-proxy", { ...inGroup, proxyAddress: "10.0.5.5" });
new ProxyInboundRule("from-vms", { ...inGroup, proxyPort: 3128 });
const images = {
  Linux: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" },
  Windows: {
    ...{ publisher: "MicrosoftWindowsServer", offer: "WindowsServer" },
    ...{ sku: "2022-datacenter-g2", version: "latest" },
  },
};
for (const osType of ["Linux", "Windows"] as const) {
  const proxied = new compute.VirtualMachine(osType, {
    ...{ resourceGroupName, location, vmName: osType.toLowerCase() },
    hardwareProfile: { vmSize: "Standard_D2s_v5" },
    storageProfile: { imageReference: images[osType] },
  });
  new VmProxySettings(`${osType}-proxy`, {
    ...{ resourceGroupName, location, vmName: proxied.name, osType },
    ...{ proxyHost: "10.0.5.5", proxyPort: 3128 },
  });
}
new BackupFirewallRule("firewall-rule", {
  ...{ resourceGroupName, firewallPolicyName: firewallPolicy.name },
  sources: { addresses: ["10.0.0.0/16"] },
  managedDisks: { region: location },
});

new RestoreDrillNetwork("drills", {
  ...{ location, stagingAccountName: "bankdrillstaging" },
  budget: { amountPerMonth: 50, contactEmails: ["backup@example.com"] },
});

// Azure Policy.
new BackupAtScale("fleet", {
  ...{ scope: subscription, tagName: "backup", exceptTagValues: ["none"] },
  backups: {
    gold: { tagValues: ["gold"], policyId: nightly.policyId, location },
    others: { policyId: nightly.policyId, location },
  },
  remediation: { run: "first" },
  audit: { scope: "/providers/Microsoft.Management/managementGroups/bank" },
});
new SupportLimitsInitiative("limits", {
  ...{ managementGroupId: "bank", effect: "Deny" },
  settings: { "vm-data-disk-limit": { maxDataDisks: 16 } },
  assignment: { scope: subscription, enforcement: "DoNotEnforce" },
});
