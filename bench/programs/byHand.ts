// The same protected items as in components.ts, written with azure-native only.
import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { asGiven, vmIds } from "./vmIds";

const group = new resources.ResourceGroup("bank", { resourceGroupName: "bank", location: "westeurope" });
const vault = new recoveryservices.Vault("bank-vault", {
  resourceGroupName: group.name,
  vaultName: "bank-vault",
  sku: { name: "RS0", tier: "Standard" },
  properties: { redundancySettings: { standardTierStorageRedundancy: "GeoRedundant" } },
});
const time = "2020-01-01T22:30:00Z";
const policy = new recoveryservices.ProtectionPolicy("nightly", {
  resourceGroupName: group.name,
  vaultName: vault.name,
  policyName: "nightly",
  properties: {
    backupManagementType: "AzureIaasVM",
    policyType: "V1",
    timeZone: "UTC",
    instantRpRetentionRangeInDays: 2,
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
const parent = new pulumi.ComponentResource("bench:index:ByHand", "backup");
for (const [key, vmId] of Object.entries(vmIds)) {
  const vm = `iaasvmcontainerv2;bank;${key}`;
  new recoveryservices.ProtectedItem(
    `backup-${key}`,
    {
      resourceGroupName: group.name,
      vaultName: vault.name,
      fabricName: "Azure",
      containerName: `iaasvmcontainer;${vm}`,
      protectedItemName: `vm;${vm}`,
      properties: {
        protectedItemType: "Microsoft.Compute/virtualMachines",
        sourceResourceId: asGiven(vmId, group),
        policyId: policy.id,
      },
    },
    { parent },
  );
}
