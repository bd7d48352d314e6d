// The same resources as in onlyLibrary.ts, with a sub-module of azure-native only.
import * as recoveryservices from "@pulumi/azure-native/recoveryservices";

const machines = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bank/providers";
const vault = new recoveryservices.Vault("bank-vault", {
  resourceGroupName: "bank",
  location: "westeurope",
  sku: { name: "RS0", tier: "Standard" },
  properties: { redundancySettings: { standardTierStorageRedundancy: "GeoRedundant" } },
});
const time = "2020-01-01T22:30:00Z";
const nightly = new recoveryservices.ProtectionPolicy("nightly", {
  resourceGroupName: "bank",
  vaultName: vault.name,
  properties: {
    backupManagementType: "AzureIaasVM",
    timeZone: "UTC",
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicy",
      scheduleRunFrequency: "Daily",
      scheduleRunTimes: [time],
    },
    retentionPolicy: {
      retentionPolicyType: "LongTermRetentionPolicy",
      dailySchedule: { retentionTimes: [time], retentionDuration: { count: 30, durationType: "Days" } },
    },
  },
});
for (const vmName of ["ledger", "web", "queue"]) {
  const names = `iaasvmcontainerv2;bank;${vmName}`;
  new recoveryservices.ProtectedItem(vmName, {
    resourceGroupName: "bank",
    vaultName: vault.name,
    fabricName: "Azure",
    containerName: `iaasvmcontainer;${names}`,
    protectedItemName: `vm;${names}`,
    properties: {
      protectedItemType: "Microsoft.Compute/virtualMachines",
      sourceResourceId: `${machines}/Microsoft.Compute/virtualMachines/${vmName}`,
      policyId: nightly.id,
    },
  });
}
