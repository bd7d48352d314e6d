import { argumentsOf, type Fields } from "../../src/component/argumentTypes";

const subscription = "/subscriptions/0000/resourceGroups/bank/providers";
export const vmId = `${subscription}/Microsoft.Compute/virtualMachines/web`;
const group = { resourceGroupName: "bank", networkSecurityGroupName: "lockdown" };
const vault = { resourceGroupName: "bank", vaultName: "bank-vault" };

/** Arguments of each component with which it is made. */
export const valid: Readonly<Record<string, object>> = {
  BackupVault: {
    resourceGroupName: "bank",
    softDelete: { retentionDays: 30 },
    tags: { team: "backup" },
    identity: { type: "SystemAssigned" },
    immutability: "Unlocked",
    immutabilityDays: 45,
    threatDetection: { state: "Enabled" },
    costDetail: "ProtectedItemLevel",
    privateEndpoints: {
      hub: {
        subnetId: `${subscription}/Microsoft.Network/virtualNetworks/hub/subnets/endpoints`,
        privateDnsZoneIds: [
          `${subscription}/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net`,
        ],
      },
    },
    resourceGuardId: `${subscription}/Microsoft.DataProtection/resourceGuards/guard`,
    resourceGuardOperationRequests: [
      `${subscription}/Microsoft.DataProtection/resourceGuards/guard/reduceImmutabilityStateRequests/default`,
    ],
    alerts: { jobFailures: true, actionGroupIds: [`${subscription}/Microsoft.Insights/actionGroups/night`] },
    diagnostics: { workspaceId: `${subscription}/Microsoft.OperationalInsights/workspaces/logs` },
    roleAssignments: {
      operators: {
        role: "Backup Operator",
        principalId: "11111111-2222-3333-4444-555555555555",
        principalType: "Group",
      },
    },
    lock: "CanNotDelete",
  },
  ResourceGuard: { resourceGroupName: "guards", location: "westeurope" },
  VmBackupPolicy: {
    ...vault,
    schedule: { daily: { time: "22:30" } },
    retention: { daily: { days: 30 }, monthly: { months: 12, byDate: { days: [1] } } },
  },
  ProtectedVms: {
    ...vault,
    policyId: `${subscription}/Microsoft.RecoveryServices/vaults/bank-vault/backupPolicies/nightly`,
    vms: { web: { vmId } },
  },
  RegionalBackup: {
    resourceGroupName: "bank",
    vms: { web: { vmId, location: "westeurope" } },
    policies: { nightly: { schedule: { daily: { time: "22:30" } }, retention: { daily: { days: 30 } } } },
  },
  BackupNsgRule: { ...group, region: "westeurope" },
  BackupServiceTagRules: { ...group, region: "westeurope" },
  ProxyExceptionRule: { ...group, proxyAddress: "10.0.0.5" },
  ProxyInboundRule: { ...group, proxyPort: 3128 },
  VmProxySettings: {
    resourceGroupName: "bank",
    vmName: "web",
    osType: "Linux",
    proxyHost: "10.0.0.5",
    proxyPort: 3128,
  },
  BackupAtScale: {
    scope: "/subscriptions/0000",
    tagName: "backup",
    backups: {
      all: {
        policyId: `${subscription}/Microsoft.RecoveryServices/vaults/bank-vault/backupPolicies/nightly`,
        location: "westeurope",
      },
    },
    remediation: { run: "first" },
    audit: { assign: true, scope: "/providers/Microsoft.Management/managementGroups/bank" },
  },
  SupportLimitsInitiative: {
    managementGroupId: "bank",
    effect: "Audit",
    effectOverrides: { "disk-not-shared": "Deny" },
    assignment: { scope: "/subscriptions/0000" },
  },
  RestoreDrillNetwork: {
    location: "westeurope",
    stagingAccountName: "bankdrillstaging",
    budget: { amountPerMonth: 50, contactEmails: ["backup@example.com"] },
  },
  BackupFirewallRule: {
    resourceGroupName: "bank",
    firewallPolicyName: "egress",
    sources: { addresses: ["10.0.0.0/24"] },
  },
};

/** The tables of arguments, by component. */
export const tables: Record<string, Fields> = Object.fromEntries(
  Object.keys(valid).map((component) => [component, argumentsOf(component)]),
);

/** Arguments that other valid arguments of the component require. */
export const requiredBy: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  BackupVault: { immutability: "immutabilityDays", identity: "threatDetection" },
};
