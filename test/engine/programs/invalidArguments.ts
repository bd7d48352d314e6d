// Invalid arguments of the three components. Each error is caught: the messages are outputs, and nothing is registered.
import { BackupVault, ProtectedVms, VmBackupPolicy } from "azure-vm-backup";

const vmId = (name: string) =>
  `/subscriptions/0000/resourceGroups/bank/providers/Microsoft.Compute/virtualMachines/${name}`;
const place = { resourceGroupName: "bank", vaultName: "bank-vault" };
const daily = {
  tier: "Standard" as const,
  schedule: { daily: { time: "22:30" } },
  retention: { daily: { days: 30 } },
};
const weekly = {
  tier: "Standard" as const,
  schedule: { weekly: { time: "22:30", days: ["Sunday"] } },
  retention: { weekly: { weeks: 12 } },
};

const vault = (name: string, args: object) => () =>
  new BackupVault(name, { ...place, vaultName: name, ...args });
const policy = (args: object) => () => new VmBackupPolicy("nightly", { ...place, ...daily, ...args });
const vms = (ids: Record<string, string>) => () =>
  new ProtectedVms("backup", {
    ...place,
    policyId:
      "/subscriptions/0000/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/bank-vault/backupPolicies/nightly",
    vms: Object.fromEntries(Object.entries(ids).map(([key, id]) => [key, { vmId: id }])),
  });

const cases: Record<string, () => unknown> = {
  digitFirst: vault("1-vault", {}),
  tooShort: vault("a", {}),
  tooLong: vault("v".repeat(51), {}),
  underscore: vault("my_vault", {}),
  crossRegionOnLocal: vault("vault", { storageRedundancy: "LocallyRedundant", crossRegionRestore: true }),
  softDelete13: vault("vault", { softDelete: { retentionDays: 13 } }),
  softDelete181: vault("vault", { softDelete: { retentionDays: 181 } }),
  malformedVmId: vms({ web: "web" }),
  sameVmTwice: vms({ a: vmId("web"), b: vmId("web") }),
  sameVmInOtherCase: vms({ a: vmId("web"), b: vmId("web").toUpperCase() }),
  quarterPast: policy({ schedule: { daily: { time: "22:15" } } }),
  sixDailyPoints: policy({ retention: { daily: { days: 6 } } }),
  dailyOnWeekly: policy({ ...weekly, retention: { ...weekly.retention, daily: { days: 30 } } }),
  instantRestore6: policy({ instantRestoreDays: 6 }),
  unknownZone: policy({ timeZone: "Europe/Pariis" }),
  manyAtOnce: policy({
    schedule: { daily: { time: "22:15" } },
    retention: { daily: { days: 6 } },
    instantRestoreDays: 6,
    timeZone: "Europe/Pariis",
  }),
};

export const messages = Object.fromEntries(
  Object.entries(cases).map(([name, construct]) => {
    try {
      construct();
      return [name, "accepted"];
    } catch (error) {
      return [name, (error as Error).message];
    }
  }),
);
