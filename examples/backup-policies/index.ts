// The five worked examples of docs/components/vm-backup-policy.md. That page shows the code between the markers.
//
// On simulated Azure, in a clone of azure-vm-backup: npm run example backup-policies
// In a copy of this folder: npm install, then
//   pulumi config set azure-native:location westeurope
//   pulumi up
import * as resources from "@pulumi/azure-native/resources";
import {
  BackupVault,
  DayOfWeek,
  MonthOfYear,
  PolicyTier,
  presets,
  VaultOnDestroy,
  VmBackupPolicy,
  WeekOfMonth,
} from "azure-vm-backup";

const group = new resources.ResourceGroup("bank");
const vault = new BackupVault("bank-vault", {
  resourceGroupName: group.name,
  onDestroy: VaultOnDestroy.Delete,
});
const { resourceGroupName, vaultName } = vault;

// example: Every night for a month
new VmBackupPolicy("nightly", {
  resourceGroupName,
  vaultName,
  ...presets.dailyForAMonth,
});
// end

// example: Seven years, for the auditors
new VmBackupPolicy("audited", {
  resourceGroupName,
  vaultName,
  ...presets.grandfatherFatherSon,
  schedule: { daily: { time: "01:30" } },
  timeZone: "Asia/Singapore",
  archive: { afterMonths: 3 },
});
// end

// example: Every four hours, with a week of snapshots
new VmBackupPolicy("trading", {
  resourceGroupName,
  vaultName,
  ...presets.everyFourHours,
  timeZone: "Singapore Standard Time",
});
// end

// example: Twice a week, on the cheapest terms
new VmBackupPolicy("archive", {
  resourceGroupName,
  vaultName,
  schedule: { weekly: { time: "03:00", days: [DayOfWeek.Sunday, DayOfWeek.Wednesday] } },
  retention: {
    weekly: { weeks: 8 },
    yearly: {
      years: 3,
      months: [MonthOfYear.January],
      byWeekday: { days: [DayOfWeek.Sunday], weeks: [WeekOfMonth.First] },
    },
  },
});
// end

// example: The last day of each month, without the VM agent
new VmBackupPolicy("month-end", {
  resourceGroupName,
  vaultName,
  tier: PolicyTier.Enhanced,
  crashConsistentOnly: true,
  instantRestoreDays: 14,
  schedule: { daily: { time: "22:00" } },
  retention: { daily: { days: 14 }, monthly: { months: 24, byDate: { lastDay: true } } },
});
// end
