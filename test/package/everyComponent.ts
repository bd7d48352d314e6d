/** Every component as a YAML program writes it; programs/everyComponent.ts makes the same of it in Node.js. */
export interface Entry {
  type: string;
  properties: Record<string, unknown>;
  options?: Record<string, unknown>;
}

/** An output as YAML names it, e.g. "vault.vaultId". */
export const output = (name: string): string => `\${${name}}`;

export const secret = (value: unknown) => ({ "fn::secret": value });

const vms =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines";
export const vmId = (name: string): string => `${vms}/${name}`;

/** The id of the VM that is named as the vault is: unknown in a preview. */
const unknownVmId = {
  "fn::join": ["/", [vms, { "fn::select": [8, { "fn::split": ["/", output("vault.vaultId")] }] }]],
};

/** Arguments of a policy or of items in the vault above. */
export const inVault = {
  resourceGroupName: output("vault.resourceGroupName"),
  vaultName: output("vault.vaultName"),
};

/** Arguments of a rule in the security group of simulated Azure. */
export const inGuard = { resourceGroupName: "rg", networkSecurityGroupName: "guard" };

const denyAll = {
  ...{ name: "deny-all", priority: 1000, direction: "Outbound", access: "Deny", protocol: "*" },
  ...{ sourceAddressPrefix: "*", sourcePortRange: "*" },
  ...{ destinationAddressPrefix: "*", destinationPortRange: "*" },
};

const providers = vms.replace("/Microsoft.Compute/virtualMachines", "");

export const everyComponent: Record<string, Entry> = {
  guard: {
    type: "ResourceGuard",
    properties: {
      ...{ resourceGroupName: "rg", location: "westeurope" },
      unguardedOperations: ["Microsoft.RecoveryServices/vaults/backupPolicies/write"],
    },
  },
  vault: {
    type: "BackupVault",
    properties: {
      ...{ resourceGroupName: "rg", vaultName: "web", location: "westeurope" },
      ...{ storageRedundancy: "LocallyRedundant", softDelete: { retentionDays: secret(30) } },
      tags: { costCenter: secret("4711") },
      identity: { type: "SystemAssigned" },
      crossSubscriptionRestore: "Disabled",
      resourceGuardId: output("guard.resourceGuardId"),
      alerts: { actionGroupIds: [`${providers}/Microsoft.Insights/actionGroups/night`] },
      diagnostics: { workspaceId: secret(`${providers}/Microsoft.OperationalInsights/workspaces/logs`) },
      roleAssignments: {
        operators: {
          role: "Backup Operator",
          principalId: "11111111-2222-3333-4444-555555555555",
          principalType: "Group",
        },
      },
      lock: "CanNotDelete",
    },
    options: { retainOnDelete: true },
  },
  nightly: {
    type: "VmBackupPolicy",
    properties: {
      ...{ ...inVault, tier: "Enhanced", timeZone: secret("UTC") },
      schedule: { hourly: { startTime: "08:00", intervalHours: 4, windowHours: 12 } },
      retention: { daily: { days: 30 }, weekly: { weeks: 12, days: ["Sunday"] } },
      instantRestoreResourceGroup: { prefix: "snapshots" },
    },
    options: { protect: true },
  },
  protected: {
    type: "ProtectedVms",
    properties: {
      ...inVault,
      policyId: output("nightly.policyId"),
      vms: {
        web: { vmId: unknownVmId, vmName: "web", resourceGroupName: "rg" },
        "key with spaces": {
          vmId: secret(vmId("database")),
          policyId: output("nightly.policyId"),
          disks: { exclude: secret([1]) },
        },
      },
    },
  },
  regions: {
    type: "RegionalBackup",
    properties: {
      resourceGroupName: "rg",
      vms: {
        far: { vmId: secret(vmId("far")), location: "northeurope" },
        near: { vmId: vmId("near"), location: "West Europe", policy: "weekly-one" },
      },
      policies: {
        "daily-one": { schedule: { daily: { time: "22:30" } }, retention: { daily: { days: 30 } } },
        "weekly-one": {
          schedule: { weekly: { time: "22:30", days: ["Sunday"] } },
          retention: { weekly: { weeks: 12 } },
        },
      },
      defaultPolicy: "daily-one",
    },
  },
  fleet: {
    type: "BackupAtScale",
    properties: {
      scope: "/subscriptions/00000000-0000-0000-0000-000000000000",
      tagName: secret("backup"),
      backups: {
        gold: { tagValues: ["gold"], policyId: output("nightly.policyId"), location: "westeurope" },
        "all others": { policyId: output("nightly.policyId"), location: "West Europe" },
      },
      exceptTagValues: ["none"],
      remediation: { run: "first", mostVms: 50 },
      audit: { scope: "/providers/Microsoft.Management/managementGroups/bank" },
    },
  },
  limits: {
    type: "SupportLimitsInitiative",
    properties: {
      managementGroupId: "bank",
      effect: "Deny",
      effectOverrides: { "disk-not-shared": "Deny" },
      settings: { "vm-data-disk-limit": { maxDataDisks: 16 } },
      assignment: {
        scope: "/subscriptions/00000000-0000-0000-0000-000000000000",
        enforcement: "DoNotEnforce",
      },
    },
  },
  backupRule: {
    type: "BackupNsgRule",
    properties: { ...inGuard, region: "West Europe", existingRules: [denyAll] },
    options: { retainOnDelete: true },
  },
  serviceTags: {
    type: "BackupServiceTagRules",
    properties: { ...inGuard, region: "westeurope", priority: 300 },
  },
  firewall: {
    type: "BackupFirewallRule",
    properties: {
      ...{ resourceGroupName: "rg", firewallPolicyName: "firewall" },
      sources: { addresses: ["10.0.0.0/16"] },
      managedDisks: { region: "westeurope" },
    },
  },
  exception: {
    type: "ProxyExceptionRule",
    properties: { ...inGuard, proxyAddress: "10.0.5.5", ports: ["3128"], priority: 400 },
  },
  inbound: {
    type: "ProxyInboundRule",
    properties: { ...inGuard, proxyPort: 3128, priority: 400 },
  },
  drills: {
    type: "RestoreDrillNetwork",
    properties: {
      ...{
        location: "westeurope",
        stagingAccountName: "bankdrillstaging",
        tags: { costCenter: secret("4711") },
      },
      budget: { amountPerMonth: 50, contactEmails: [secret("backup@example.com")] },
    },
  },
  settings: {
    type: "VmProxySettings",
    properties: {
      ...{ resourceGroupName: "rg", vmName: "web", location: "westeurope", osType: "Linux" },
      ...{ proxyHost: secret("10.0.5.5"), proxyPort: 3128 },
    },
  },
};
