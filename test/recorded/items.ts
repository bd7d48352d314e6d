// Protected items that Azure accepted and returned, written from recordings of Microsoft's clients; names are made up.
import { item, policyIdOf, type Recorded, vmIdOf } from "./resource";

type Json = Readonly<Record<string, unknown>>;

const type = { protectedItemType: "Microsoft.Compute/virtualMachines" };
const requested = (vm: string, more: Json = {}): Json => ({
  ...{ ...type, sourceResourceId: vmIdOf(vm), policyId: policyIdOf("DefaultPolicy"), ...more },
});
const returned = (vm: string, more: Json = {}): Json => ({
  ...{ ...requested(vm), friendlyName: vm, virtualMachineId: vmIdOf(vm), protectedItemDataId: "244303507" },
  ...{ backupManagementType: "AzureIaasVM", workloadType: "VM", policyName: "DefaultPolicy" },
  ...{ containerName: `iaasvmcontainerv2;bank;${vm.toLowerCase()}`, isArchiveEnabled: false, ...more },
});
const healthy = (code: number, title: string): Json => ({
  healthDetails: [{ code, title, message: "m", recommendations: [] }],
});
const of2025 = { policyType: "", softDeleteRetentionPeriod: 0, extendedProperties: {} };
const pending = {
  ...{ kpisHealths: {}, protectionStatus: "Healthy", healthStatus: "Passed", protectionState: "IRPending" },
  ...{ lastBackupStatus: "", lastBackupTime: "2001-01-01T00:00:00Z" },
};
const noDataDisk = {
  extendedProperties: { diskExclusionProperties: { diskLunList: [], isInclusionList: true } },
};
const guard = (operation: string): Json => ({
  resourceGuardOperationRequests: [
    `/subscriptions/s/resourceGroups/bank/providers/Microsoft.DataProtection/resourceGuards/guard/${operation}/default`,
  ],
});

export const recordedItems: readonly Recorded[] = [
  item(
    "read: healthy, of 2025",
    "web",
    returned("web", {
      ...{ protectionStatus: "Healthy", protectionState: "Protected", healthStatus: "Passed", ...of2025 },
      ...{ ...healthy(400239, "IaasVmHealthGreenDefault"), lastBackupStatus: "Completed" },
      ...{ sourceResourceId: vmIdOf("web", "BANK"), virtualMachineId: vmIdOf("web", "BANK") },
    }),
  ),
  item(
    "read: its VM is gone",
    "Web2",
    returned("Web2", {
      ...{ protectionStatus: "Unhealthy", protectionState: "Protected", healthStatus: "ActionRequired" },
      ...{ ...healthy(400136, "UserErrorVmNotFoundV2"), lastBackupStatus: "Failed", policyType: "" },
    }),
  ),
  item("read: first backup pending", "web3", returned("web3", pending)),
  item("read: all data disks left out", "web4", returned("web4", { ...pending, ...noDataDisk })),
  item(
    "read: soft-deleted",
    "web5",
    returned("web5", {
      ...{ ...pending, protectionState: "ProtectionStopped", policyId: "", policyName: "" },
      ...{ deferredDeleteTimeInUTC: "2022-03-18T13:33:50.7521182Z", isScheduledForDeferredDelete: true },
      deferredDeleteTimeRemaining: "13.23:59:42.9734221",
    }),
  ),
  item("read: of an SQL database, of 2016", "web6", {
    ...{
      protectedItemDataId: "211106859025482",
      protectionState: "Protected",
      backupManagementType: "AzureSql",
    },
    ...{
      protectedItemType: "Microsoft.Sql/servers/databases",
      workloadType: "AzureSqlDb",
      policyName: "sql",
    },
    policyId:
      "/Subscriptions/s/resourceGroups/sql/providers/Microsoft.RecoveryServices/vaults/v/backupPolicies/p",
  }),
  item(
    "read: of 2023, with a generation frequency",
    "web7",
    returned("web7", {
      ...{ protectionStatus: "Healthy", protectionState: "Protected", softDeleteRetentionPeriod: 0 },
      ...{ extendedProperties: { linuxVmApplicationName: "" }, ConfiguredRPGenerationFrequency: "00:00:00" },
      extendedInfo: { recoveryPointCount: 30, policyInconsistent: false },
    }),
  ),
  item(
    "write: with two data disks",
    "web",
    requested("web", {
      extendedProperties: { diskExclusionProperties: { diskLunList: [0, 1], isInclusionList: true } },
    }),
  ),
  item("write: without data disks", "web", requested("web", noDataDisk)),
  item("write: protect", "web", requested("web")),
  item(
    "write: stop and retain",
    "web",
    requested("web", { policyId: "", protectionState: "ProtectionStopped" }),
  ),
  item("write: undelete", "web", {
    ...{ ...type, sourceResourceId: vmIdOf("web"), protectionState: "ProtectionStopped", isRehydrate: true },
  }),
  item(
    "write: a shorter policy under a guard",
    "web",
    requested("web", guard("updateProtectedItemRequests")),
  ),
  item("write: suspend, with the base type", "web", {
    ...{ protectedItemType: "AzureIaaSVMProtectedItem", protectionState: "BackupsSuspended" },
    ...{ sourceResourceId: vmIdOf("web"), ...guard("stopProtectionWithRetainDataRequests") },
  }),
];
