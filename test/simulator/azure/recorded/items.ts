import {
  backedUpVm,
  guard,
  guardId,
  itemPath,
  policyPath,
  protectedVm,
  protecting,
  put,
  type RecordedCase,
  type Send,
  unlockedImmutability,
  vaultAndVm,
  vaultId,
  vmPath,
} from "./case";

const own = "a number of its own";
const moment = "a moment";
const of2022 = "in answers of 2022; Azure no longer has it";
const since2023 = "Azure has it since 2023 or later";
/** What newer answers have and those of 2022 have not. */
const newer = Object.fromEntries(
  ["vaultId", "policyType", "softDeleteRetentionPeriod"].map((name) => [`properties.${name}`, since2023]),
);

const health = {
  healthy: { protectionStatus: "Healthy", healthStatus: "Passed" },
  checked: {
    healthDetails: [
      {
        ...{ code: 400239, title: "IaasVmHealthGreenDefault", recommendations: [] },
        message: "Backup pre-check status of this virtual machine is OK.",
      },
    ],
  },
  gone: {
    ...{ protectionStatus: "Unhealthy", healthStatus: "ActionRequired", lastBackupStatus: "Failed" },
    healthDetails: [
      {
        ...{ code: 400136, title: "UserErrorVmNotFoundV2", message: "Virtual machine doesn't exist." },
        recommendations: [
          "Please make sure that virtual machine exists or select a different virtual machine. For more details, please refer to http://aka.ms/UserErrorVmNotFoundV2",
        ],
      },
    ],
  },
};
const noBackup = { lastBackupStatus: "", lastBackupTime: "2001-01-01T00:00:00Z" };
const backedUp = { lastBackupStatus: "Completed", lastBackupTime: "recorded", lastRecoveryPoint: "recorded" };
const since2025 = {
  vaultId: `https://management.azure.com${vaultId}`,
  ...{ policyType: "", softDeleteRetentionPeriod: 0 },
};
const policyOf = (policy: string) => ({ policyId: policyPath(policy), policyName: policy });
const daily = policyOf("DefaultPolicy");

/** An item of the VM Ledger: its names in small letters, the VM's id with its letters. */
const itemAnswer = (protectionState: string, ...more: object[]) => ({
  id: itemPath("ledger"),
  name: "VM;iaasvmcontainerv2;bank;ledger",
  type: "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems",
  properties: {
    ...{ friendlyName: "Ledger", virtualMachineId: vmPath("Ledger"), sourceResourceId: vmPath("Ledger") },
    ...{ protectionState, protectedItemDataId: "recorded", isArchiveEnabled: false },
    protectedItemType: "Microsoft.Compute/virtualMachines",
    ...{ backupManagementType: "AzureIaasVM", workloadType: "VM" },
    ...{ containerName: "iaasvmcontainerv2;bank;ledger", ...Object.assign({}, ...more) },
  },
});

const ownId = { "properties.protectedItemDataId": own };
const ownBackup = {
  ...{ ...ownId, "properties.lastBackupTime": moment, "properties.lastRecoveryPoint": moment },
};
const kpis = { "properties.kpisHealths": of2022 };
const mua = "azure-powershell ItemTests/TestAzureVMMUA, 2025-02-01";
const redo = "azure-powershell ItemTests/TestAzureVMRedoProtection, 2025-02-01";
const read = { url: itemPath("ledger") };
const listUrl = `${vaultId}/backupProtectedItems?$filter=backupManagementType eq 'AzureIaasVM' and itemType eq 'VM'`;

const itemHeaders = {
  "azure-asyncoperation": /;ledger\/operationsStatus\/[0-9a-f-]{36}\?api-version=/,
  location: /;ledger\/operationResults\/[0-9a-f-]{36}\?api-version=/,
};
const accepted = { status: 202, headers: itemHeaders };
const deleted = (send: Send) => void send({ method: "DELETE", url: itemPath("ledger") });
const undeleting = protecting("Ledger", {
  ...{ policyId: undefined, protectionState: "ProtectionStopped", isRehydrate: true },
});
const stopping = protecting("Ledger", { protectionState: "ProtectionStopped", policyId: "" });
/** azure-powershell writes the abstract type and no policy. */
const suspending = protecting("Ledger", {
  ...{ protectedItemType: "AzureIaaSVMProtectedItem", policyId: undefined },
  protectionState: "BackupsSuspended",
  resourceGuardOperationRequests: [`${guardId}/stopProtectionWithRetainDataRequests/default`],
});
const shorter = {
  backupManagementType: "AzureIaasVM",
  policyType: "V1",
  schedulePolicy: {
    ...{ schedulePolicyType: "SimpleSchedulePolicy", scheduleRunFrequency: "Daily" },
    scheduleRunTimes: ["2023-03-24T14:00:00Z"],
  },
  retentionPolicy: {
    retentionPolicyType: "LongTermRetentionPolicy",
    dailySchedule: {
      retentionTimes: ["2023-03-24T14:00:00Z"],
      retentionDuration: { count: 9, durationType: "Days" },
    },
  },
};
const guarded = (send: Send) => {
  protectedVm(send);
  guard(send);
  send(put(policyPath("shorter"), { properties: shorter }));
};
const suspended = (send: Send) => {
  guarded(send);
  send(unlockedImmutability);
  send(put(itemPath("ledger"), suspending));
};
const toShorter = protecting("Ledger", {
  policyId: policyPath("shorter"),
  resourceGuardOperationRequests: [`${guardId}/updateProtectedItemRequests/default`],
});
const databasePath = `${vaultId}/backupFabrics/Azure/protectionContainers/AzureSqlContainer;Sql;bank;server/protectedItems/AzureSqlDb;data;catalog`;
const database = {
  ...{
    protectedItemDataId: "1",
    protectionState: "Protected",
    protectedItemType: "Microsoft.Sql/servers/databases",
  },
  ...{ backupManagementType: "AzureSql", workloadType: "AzureSqlDb", containerName: "Sql;bank;server" },
  ...policyOf("databases"),
};

/** Protected items: reads, and the answers to writes. */
export const itemCases: readonly RecordedCase[] = [
  {
    name: "an item whose first backup has not run, in 2022",
    source: "azure-cli test_backup_policy, 2022-02-01",
    before: protectedVm,
    request: read,
    answer: itemAnswer("IRPending", health.healthy, noBackup, daily, { kpisHealths: {} }),
    except: { ...ownId, ...newer, ...kpis },
  },
  {
    name: "an item whose first backup has not run, in a list",
    source: mua,
    before: protectedVm,
    request: { url: listUrl },
    answer: { value: [itemAnswer("IRPending", health.healthy, noBackup, daily, since2025)] },
    except: { "value.0.properties.protectedItemDataId": own },
  },
  {
    name: "an item with backups",
    source: redo,
    before: backedUpVm,
    request: read,
    answer: itemAnswer("Protected", health.healthy, health.checked, backedUp, daily, since2025, {
      extendedProperties: {},
    }),
    except: ownBackup,
  },
  {
    name: "an item with backups, in 2022",
    source: "azure-cli test_backup_restore, 2022-02-01",
    before: backedUpVm,
    request: read,
    answer: itemAnswer("Protected", health.healthy, health.checked, backedUp, daily, { kpisHealths: {} }),
    except: { ...ownBackup, ...newer, ...kpis, "properties.extendedProperties": since2023 },
  },
  {
    name: "an item whose VM is gone stays protected",
    source: redo,
    before: (send, { store }) => {
      backedUpVm(send);
      store.remove(vmPath("Ledger"));
    },
    request: read,
    answer: itemAnswer("Protected", backedUp, health.gone, daily, since2025),
    except: {
      ...ownBackup,
      "properties.extendedProperties": "the recorded item has none; others of that day do",
    },
  },
  {
    name: "an item without its data disks",
    source: "azure-cli test_backup_disk_exclusion, 2021-10-01",
    before: (send) => {
      vaultAndVm(send);
      const extendedProperties = { diskExclusionProperties: { diskLunList: [], isInclusionList: true } };
      send(put(itemPath("ledger"), protecting("Ledger", { extendedProperties })));
    },
    request: read,
    answer: itemAnswer("IRPending", health.healthy, noBackup, daily, {
      ...{ kpisHealths: {} },
      extendedProperties: { diskExclusionProperties: { diskLunList: [], isInclusionList: true } },
    }),
    except: { ...ownId, ...newer, ...kpis },
  },
  {
    name: "an item that was protected with names of small letters",
    source: "azure-cli test_backup_csb_enable_for_vm, 2026-07-01",
    before: (send) => {
      vaultAndVm(send);
      send(put(itemPath("LEDGER", ["iaasvmcontainer", "vm"]), protecting("Ledger")));
    },
    request: read,
    answer: itemAnswer("IRPending", health.healthy, noBackup, daily, since2025),
    except: ownId,
  },
  {
    name: "an item of 2023 that keeps the letters of its names",
    source: "azure-powershell ItemTests/TestAzureCrossZonalRestore, 2023-01-01",
    before: backedUpVm,
    request: read,
    answer: {
      ...itemAnswer("Protected", health.healthy, health.checked, backedUp, daily, {
        ...{
          vaultId: since2025.vaultId,
          softDeleteRetentionPeriod: 0,
          containerName: "iaasvmcontainerv2;BANK;Ledger",
        },
        extendedInfo: { recoveryPointCount: 30, policyInconsistent: false },
        ...{
          extendedProperties: { linuxVmApplicationName: "" },
          ConfiguredRPGenerationFrequency: "00:00:00",
        },
      }),
      id: itemPath("ledger").replaceAll("bank;ledger", "BANK;Ledger"),
      name: "VM;iaasvmcontainerv2;BANK;Ledger",
    },
    except: {
      ...Object.fromEntries(
        ["id", "name", "properties.containerName"].map((path) => [path, "small letters in all others"]),
      ),
      ...ownBackup,
      "properties.policyType": since2023,
      "properties.extendedInfo": "only with $filter=expand eq 'extendedinfo'",
      "properties.extendedProperties.linuxVmApplicationName": "only in this answer",
      "properties.ConfiguredRPGenerationFrequency": "only in this answer",
    },
  },
  {
    name: "a soft-deleted item has no policy, and the time of its deletion",
    source: "azure-cli test_backup_softdelete, 2021-12-01",
    before: (send) => {
      protectedVm(send);
      deleted(send);
    },
    request: read,
    answer: itemAnswer("ProtectionStopped", health.healthy, noBackup, {
      ...{ kpisHealths: {}, policyId: "", policyName: "", isScheduledForDeferredDelete: true },
      ...{ deferredDeleteTimeInUTC: "recorded", deferredDeleteTimeRemaining: "recorded" },
    }),
    except: {
      ...{ ...ownId, ...newer, ...kpis },
      "properties.deferredDeleteTimeInUTC": moment,
      "properties.deferredDeleteTimeRemaining": moment,
    },
  },
  {
    name: "a stopped item has no policy",
    source: `${redo}: the read that follows stopping was not recorded, the soft-deleted item was`,
    before: (send) => {
      backedUpVm(send);
      send(put(itemPath("ledger"), stopping));
    },
    request: read,
    answer: itemAnswer("ProtectionStopped", health.healthy, health.checked, backedUp, since2025, {
      ...{ policyId: "", policyName: "", extendedProperties: {} },
    }),
    except: { ...ownBackup, "properties.extendedProperties": "a write without a choice of disks removes it" },
  },
  {
    name: "a suspended item keeps its policy",
    source: mua,
    before: suspended,
    request: read,
    answer: itemAnswer("BackupsSuspended", health.healthy, noBackup, daily, since2025),
    except: ownId,
  },
  {
    name: "an item that resumed after it was suspended",
    source: mua,
    before: (send) => {
      suspended(send);
      send(put(itemPath("ledger"), protecting("Ledger")));
    },
    request: read,
    answer: itemAnswer("IRPending", health.healthy, noBackup, daily, since2025),
    except: ownId,
  },
  {
    name: "an item under another policy",
    source: mua,
    before: (send) => {
      guarded(send);
      send(put(itemPath("ledger"), toShorter));
    },
    request: read,
    answer: itemAnswer("IRPending", health.healthy, noBackup, policyOf("shorter"), since2025, {
      policyType: "V1",
    }),
    except: { ...ownId, "properties.policyType": "V1 only under the policy that was itself answered V1" },
  },
  {
    name: "an item of a database",
    source: "azure-powershell ItemTests/TestAzureSqlGetItems, 2017-07-01",
    before: (send) => {
      vaultAndVm(send);
      send(put(databasePath, { properties: database }));
    },
    request: { url: databasePath },
    answer: {
      ...{ id: databasePath, name: "AzureSqlDb;data;catalog", properties: database },
      type: "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems",
    },
  },
  ...(
    [
      ["protecting", "azure-cli test_backup_csb_enable_for_vm, 2026-07-01", vaultAndVm, protecting("Ledger")],
      ["stopping", redo, protectedVm, stopping],
      [
        "suspending, with the abstract type",
        mua,
        (send: Send) => {
          guarded(send);
          send(unlockedImmutability);
        },
        suspending,
      ],
      ["resuming", mua, suspended, protecting("Ledger")],
      ["moving to a policy with shorter retention", mua, guarded, toShorter],
      [
        "undeleting",
        mua,
        (send: Send) => {
          protectedVm(send);
          deleted(send);
        },
        undeleting,
      ],
    ] as const
  ).map(([name, source, before, body]) => ({
    ...{ name: `${name} is accepted and finished later`, source, before },
    ...{ request: put(itemPath("ledger"), body), ...accepted },
  })),
  {
    name: "deleting is an operation of the vault",
    source: mua,
    before: protectedVm,
    request: { method: "DELETE", url: itemPath("ledger") },
    status: 202,
    headers: {
      "azure-asyncoperation": /\/vaults\/safe\/backupOperations\/[0-9a-f-]{36}\?api-version=/,
      location: /\/vaults\/safe\/backupOperationResults\/[0-9a-f-]{36}\?api-version=/,
    },
  },
];
