import {
  backedUpVm,
  guard,
  guardId,
  itemPath,
  policyPath,
  protecting,
  put,
  type RecordedCase,
  unlockedImmutability,
  vaultAndVm,
  vaultId,
  vmPath,
} from "./case";

const powershell = (test: string) => `azure-powershell PolicyTests/${test}, 2024-04-01`;
const cli = (test: string, version: string) => `azure-cli ${test}, ${version}`;

const duration = (count: number, durationType: string) => ({ retentionDuration: { count, durationType } });
const firstSunday = {
  retentionScheduleFormatType: "Weekly",
  retentionScheduleWeekly: { daysOfTheWeek: ["Sunday"], weeksOfTheMonth: ["First"] },
};

/** Retention of 104 weeks, 60 months and 10 years, at one time of the day. */
const longRetention = (time: string) => {
  const retentionTimes = [time];
  return {
    weeklySchedule: { daysOfTheWeek: ["Sunday"], retentionTimes, ...duration(104, "Weeks") },
    monthlySchedule: { ...firstSunday, retentionTimes, ...duration(60, "Months") },
    yearlySchedule: { ...firstSunday, monthsOfYear: ["January"], retentionTimes, ...duration(10, "Years") },
  };
};
const longTerm = (schedules: object) => ({
  retentionPolicyType: "LongTermRetentionPolicy",
  ...schedules,
});
const dailyFor = (days: number, time: string) => ({
  dailySchedule: { retentionTimes: [time], ...duration(days, "Days") },
});
const notTiered = { tieringPolicy: { ArchivedRP: { tieringMode: "DoNotTier" } } };
const answeredTiering = (tieringMode: string) => ({
  tieringPolicy: { ArchivedRP: { tieringMode, duration: 0, durationType: "Invalid" } },
});

/** An Enhanced policy that runs on Sundays. */
const enhancedWeekly = (time: string, more: object) => ({
  backupManagementType: "AzureIaasVM",
  policyType: "V2",
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicyV2",
    scheduleRunFrequency: "Weekly",
    weeklySchedule: { scheduleRunDays: ["Sunday"], scheduleRunTimes: [time] },
  },
  retentionPolicy: longTerm(longRetention(time)),
  instantRpRetentionRangeInDays: 7,
  timeZone: "UTC",
  ...more,
});

const enhancedHourly = (time: string) => ({
  backupManagementType: "AzureIaasVM",
  policyType: "V2",
  instantRPDetails: {},
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicyV2",
    scheduleRunFrequency: "Hourly",
    hourlySchedule: { interval: 4, scheduleWindowStartTime: time, scheduleWindowDuration: 12 },
  },
  retentionPolicy: longTerm(dailyFor(30, time)),
  instantRpRetentionRangeInDays: 2,
  timeZone: "UTC",
});

/** A Standard policy that runs every day, as clients send it. */
const standardDaily = (time: string, retention: object, more: object = {}) => ({
  backupManagementType: "AzureIaasVM",
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicy",
    scheduleRunFrequency: "Daily",
    scheduleRunTimes: [time],
  },
  retentionPolicy: longTerm(retention),
  instantRpRetentionRangeInDays: 2,
  timeZone: "UTC",
  ...more,
});

/** The same, as Azure answers it. */
const answeredDaily = (time: string, retention: object, more: object = {}) => {
  const sent = standardDaily(time, retention, { instantRPDetails: {}, ...more });
  return { ...sent, schedulePolicy: { ...sent.schedulePolicy, scheduleWeeklyFrequency: 0 } };
};

const answerOf = (name: string, properties: object, protectedItemsCount = 0) => ({
  ...{ id: policyPath(name), name, type: "Microsoft.RecoveryServices/vaults/backupPolicies" },
  properties: { ...properties, protectedItemsCount },
});

const write = (
  name: string,
  source: string,
  sent: object,
  answered: object,
  more: Partial<RecordedCase> = {},
): RecordedCase => ({
  ...{ name, source, request: put(policyPath("nightly"), { properties: sent }) },
  ...{ answer: answerOf("nightly", answered), ...more },
});

const prefixed = {
  instantRPDetails: { azureBackupRGNamePrefix: "snapshots", azureBackupRGNameSuffix: "weekly" },
};
const ownDay = "the date is the day on which the vault was made";
const timeOf = (kind: string, index: string) => ({
  [`properties.schedulePolicy.${kind}${index}`]: ownDay,
  "properties.retentionPolicy.dailySchedule.retentionTimes.0": ownDay,
});
const writtenV1 = {
  "properties.policyType": "one test of 2025-05 is answered V1; no other answer of Azure is",
};
const guardedRequests = {
  resourceGuardOperationRequests: [`${guardId}/updateProtectionPolicyRequests/default`],
};

const tokyo = {
  ...dailyFor(180, "2022-12-26T09:00:00Z"),
  weeklySchedule: {
    ...{ daysOfTheWeek: ["Sunday"], retentionTimes: ["2022-12-26T09:00:00Z"] },
    ...duration(10, "Weeks"),
  },
  monthlySchedule: { ...firstSunday, retentionTimes: ["2022-12-26T09:00:00Z"], ...duration(60, "Months") },
};
const afterThreeMonths = {
  timeZone: "Tokyo Standard Time",
  tieringPolicy: { ArchivedRP: { tieringMode: "TierAfter", duration: 3, durationType: "Months" } },
};
const withGroup = {
  instantRPDetails: { azureBackupRGNamePrefix: "Bank", azureBackupRGNameSuffix: "Policy" },
  instantRpRetentionRangeInDays: 5,
};
const halfPastNine = "2024-04-22T21:30:00Z";
const longDaily = { ...dailyFor(180, halfPastNine), ...longRetention(halfPastNine) };
const nine = "2020-04-28T21:00:00Z";
const milliseconds = "2020-04-28T21:00:00.000Z";

const sqlPolicy = (tiering: object, weekly: object) => ({
  backupManagementType: "AzureWorkload",
  workLoadType: "SQLDataBase",
  settings: { timeZone: "UTC", issqlcompression: false, isCompression: false },
  subProtectionPolicy: [
    {
      policyType: "Full",
      schedulePolicy: {
        ...{ schedulePolicyType: "SimpleSchedulePolicy", scheduleRunFrequency: "Weekly" },
        ...{ scheduleRunDays: ["Sunday"], scheduleRunTimes: ["2019-03-20T01:30:00Z"], ...weekly },
      },
      retentionPolicy: longTerm(longRetention("2019-03-20T01:30:00Z")),
      ...tiering,
    },
    {
      policyType: "Log",
      schedulePolicy: { schedulePolicyType: "LogSchedulePolicy", scheduleFrequencyInMins: 15 },
      retentionPolicy: { retentionPolicyType: "SimpleRetentionPolicy", ...duration(30, "Days") },
    },
  ],
});

/** Backup policies: reads, and the answers to writes. */
export const policyCases: readonly RecordedCase[] = [
  {
    name: "DefaultPolicy of a new vault",
    source: powershell("TestAzureVMPolicy"),
    request: { url: policyPath("DefaultPolicy") },
    answer: answerOf(
      "DefaultPolicy",
      answeredDaily("2024-04-22T20:00:00Z", dailyFor(30, "2024-04-22T20:00:00Z")),
    ),
  },
  {
    name: "DefaultPolicy of a vault in another region",
    source: cli("test_backup_policy", "2019-06-15"),
    request: { url: policyPath("DefaultPolicy") },
    answer: answerOf("DefaultPolicy", answeredDaily(nine, dailyFor(30, nine))),
    except: timeOf("scheduleRunTimes", ".0"),
  },
  {
    name: "EnhancedPolicy of a new vault",
    source: "azure-powershell ItemTests/TestAzureVMMUA, 2025-02-01",
    request: { url: policyPath("EnhancedPolicy") },
    answer: answerOf("EnhancedPolicy", enhancedHourly("2022-05-15T08:00:00Z")),
    except: timeOf("hourlySchedule.scheduleWindowStartTime", ""),
  },
  {
    name: "a policy counts its items, a suspended one too",
    source: "azure-powershell ItemTests/TestAzureVMMUA, 2025-02-01",
    before: (send) => {
      backedUpVm(send);
      send(put(vmPath("Queue"), { location: "centraluseuap" }));
      send(put(itemPath("queue"), protecting("Queue")));
      send(unlockedImmutability);
      send(put(itemPath("queue"), protecting("Queue", { protectionState: "BackupsSuspended" })));
    },
    request: { url: policyPath("DefaultPolicy") },
    answer: answerOf(
      "DefaultPolicy",
      answeredDaily("2022-05-16T20:30:00Z", dailyFor(30, "2022-05-16T20:30:00Z")),
      2,
    ),
    except: timeOf("scheduleRunTimes", ".0"),
  },
  {
    name: "a list of policies counts no items",
    source: "azure-powershell ItemTests/TestAzureVMMUA, 2025-02-01",
    before: backedUpVm,
    request: { url: `${vaultId}/backupPolicies?$filter=backupManagementType eq 'AzureIaasVM'` },
    answer: {
      value: [
        answerOf(
          "DefaultPolicy",
          answeredDaily("2022-05-16T20:30:00Z", dailyFor(30, "2022-05-16T20:30:00Z")),
        ),
        answerOf("EnhancedPolicy", enhancedHourly("2022-05-15T08:00:00Z")),
      ],
    },
    except: Object.fromEntries(
      Object.entries({
        ...{ "0.properties.schedulePolicy.scheduleRunTimes.0": ownDay },
        ...{ "0.properties.retentionPolicy.dailySchedule.retentionTimes.0": ownDay },
        ...{ "1.properties.schedulePolicy.hourlySchedule.scheduleWindowStartTime": ownDay },
        ...{ "1.properties.retentionPolicy.dailySchedule.retentionTimes.0": ownDay },
      }).map(([path, reason]) => [`value.${path}`, reason]),
    ),
  },
  {
    name: "a policy that does not exist",
    source: powershell("TestAzureVMSmartTieringPolicy"),
    request: { url: policyPath("none") },
    status: 404,
    answer: {},
  },
  write(
    "a new Enhanced policy without snapshot group and tiering duration",
    powershell("TestAzureVMEnhancedPolicy"),
    enhancedWeekly("2024-04-22T04:00:00Z", notTiered),
    enhancedWeekly("2024-04-22T04:00:00Z", { instantRPDetails: {}, ...answeredTiering("DoNotTier") }),
  ),
  write(
    "an Enhanced policy whose time and zone change",
    powershell("TestAzureVMEnhancedPolicy"),
    enhancedWeekly("2021-12-22T06:00:00Z", {
      ...{ instantRPDetails: {}, timeZone: "India Standard Time", ...answeredTiering("DoNotTier") },
    }),
    enhancedWeekly("2021-12-22T06:00:00Z", {
      ...{ instantRPDetails: {}, timeZone: "India Standard Time", ...answeredTiering("DoNotTier") },
    }),
    {
      before: (send) => {
        vaultAndVm(send);
        send(put(policyPath("nightly"), { properties: enhancedWeekly("2024-04-22T04:00:00Z", notTiered) }));
      },
    },
  ),
  write(
    "tiering as recommended, and a snapshot group",
    powershell("TestAzureVMSmartTieringPolicy"),
    enhancedWeekly("2024-04-22T17:00:00Z", {
      ...{ ...prefixed, tieringPolicy: { ArchivedRP: { tieringMode: "TierRecommended" } } },
    }),
    enhancedWeekly("2024-04-22T17:00:00Z", { ...prefixed, ...answeredTiering("TierRecommended") }),
  ),
  write(
    "tiering switched off again",
    powershell("TestAzureVMSmartTieringPolicy"),
    enhancedWeekly("2024-04-22T17:00:00Z", { ...prefixed, ...notTiered }),
    enhancedWeekly("2024-04-22T17:00:00Z", { ...prefixed, ...answeredTiering("DoNotTier") }),
  ),
  write(
    "a Standard policy with another time zone and tiering after three months",
    powershell("TestAzureVMNonUTCPolicy"),
    standardDaily("2022-12-26T09:00:00Z", tokyo, afterThreeMonths),
    answeredDaily("2022-12-26T09:00:00Z", tokyo, afterThreeMonths),
  ),
  write(
    "crash-consistent backups",
    powershell("TestAzureVMCrashconsistentPolicy"),
    enhancedWeekly("2024-04-22T16:30:00Z", {
      ...{ snapshotConsistencyType: "OnlyCrashConsistent", ...notTiered },
    }),
    enhancedWeekly("2024-04-22T16:30:00Z", {
      ...{ snapshotConsistencyType: "OnlyCrashConsistent", instantRPDetails: {} },
      ...answeredTiering("DoNotTier"),
    }),
  ),
  write(
    "a write without snapshotConsistencyType removes it",
    powershell("TestAzureVMCrashconsistentPolicy"),
    enhancedWeekly("2024-04-22T16:30:00Z", notTiered),
    enhancedWeekly("2024-04-22T16:30:00Z", { instantRPDetails: {}, ...answeredTiering("DoNotTier") }),
    {
      before: (send) => {
        vaultAndVm(send);
        const properties = enhancedWeekly("2024-04-22T16:30:00Z", {
          ...{ snapshotConsistencyType: "OnlyCrashConsistent", ...notTiered },
        });
        send(put(policyPath("nightly"), { properties }));
      },
    },
  ),
  write(
    "a Standard policy with five days of snapshots in a group of its own",
    powershell("TestAzureVMPolicy"),
    standardDaily(halfPastNine, longDaily, { ...withGroup, ...notTiered }),
    answeredDaily(halfPastNine, longDaily, { ...withGroup, ...answeredTiering("DoNotTier") }),
  ),
  write(
    "times with milliseconds lose them, and the count that was sent is ignored",
    cli("test_backup_policy", "2019-06-15"),
    standardDaily(milliseconds, dailyFor(30, milliseconds), { instantRPDetails: {}, protectedItemsCount: 7 }),
    answeredDaily(nine, dailyFor(30, nine)),
  ),
  write(
    "three days of snapshots",
    cli("test_backup_policy", "2019-06-15"),
    standardDaily(milliseconds, dailyFor(30, milliseconds), { instantRpRetentionRangeInDays: 3 }),
    answeredDaily(nine, dailyFor(30, nine), { instantRpRetentionRangeInDays: 3 }),
  ),
  write(
    "times with an offset keep it",
    cli("test_backup_csb_enable_for_vm", "2026-07-01"),
    enhancedHourly("2026-09-09T08:00:00+00:00"),
    enhancedHourly("2026-09-09T08:00:00+00:00"),
  ),
  ...[9, 11].map((days) =>
    write(
      `a guarded policy that goes from 10 to ${days} days does not answer the guard's request`,
      "azure-powershell ItemTests/TestAzureVMMUA, 2025-02-01",
      standardDaily("2023-03-24T14:00:00Z", dailyFor(days, "2023-03-24T14:00:00Z"), {
        ...{ ...answeredTiering("DoNotTier"), ...(days < 10 && guardedRequests) },
      }),
      {
        ...answeredDaily("2023-03-24T14:00:00Z", dailyFor(days, "2023-03-24T14:00:00Z")),
        ...{ ...answeredTiering("DoNotTier"), policyType: "V1" },
      },
      {
        before: (send) => {
          vaultAndVm(send);
          guard(send);
          const before = standardDaily("2023-03-24T14:00:00Z", dailyFor(10, "2023-03-24T14:00:00Z"));
          send(put(policyPath("nightly"), { properties: before }));
        },
        except: writtenV1,
      },
    ),
  ),
  write(
    "a policy for databases",
    powershell("TestAzureVMSmartTieringPolicy"),
    sqlPolicy(notTiered, { scheduleWeeklyFrequency: 0 }),
    sqlPolicy(answeredTiering("DoNotTier"), { scheduleWeeklyFrequency: 0 }),
  ),
];
