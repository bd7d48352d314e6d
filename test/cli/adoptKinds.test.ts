/** @jest-environment ./test/support/engineEnvironment.js */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repair } from "../../cli/repair/repair";
import { openStore } from "../../simulator/azure/store";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import {
  backUp,
  group,
  itemPath,
  policyPath,
  protecting,
  put,
  sendTo,
  unlockedImmutability,
  vaultId,
  vmPath,
} from "../simulator/azure/recorded/case";
import { runCli } from "../support/cli";
import { changedSteps, errorsOf, expectNoChange, stackOfProject } from "../support/engine";
import { installInto } from "../support/install";

jest.setTimeout(240_000);

const folder = mkdtempSync(join(tmpdir(), "adopt-kinds-"));
const azureDir = join(folder, "azure");
const project = join(folder, "project");
let arm: RestServer;

const daily = (time: string) => ({
  retentionPolicyType: "LongTermRetentionPolicy",
  dailySchedule: { retentionTimes: [time], retentionDuration: { count: 30, durationType: "Days" } },
});
/** As azure-cli sends it: without policyType and tiering. */
const standard = {
  backupManagementType: "AzureIaasVM",
  schedulePolicy: {
    ...{ schedulePolicyType: "SimpleSchedulePolicy", scheduleRunFrequency: "Daily" },
    scheduleRunTimes: ["2026-02-01T22:30:00.000Z"],
  },
  retentionPolicy: daily("2026-02-01T22:30:00.000Z"),
  ...{ instantRpRetentionRangeInDays: 2, timeZone: "UTC" },
};
const enhanced = {
  ...{ backupManagementType: "AzureIaasVM", policyType: "V2", instantRPDetails: {} },
  schedulePolicy: {
    ...{ schedulePolicyType: "SimpleSchedulePolicyV2", scheduleRunFrequency: "Hourly" },
    hourlySchedule: {
      ...{ interval: 4, scheduleWindowStartTime: "2026-02-01T08:00:00+00:00", scheduleWindowDuration: 12 },
    },
  },
  retentionPolicy: daily("2026-02-01T08:00:00+00:00"),
  tieringPolicy: { ArchivedRP: { tieringMode: "DoNotTier" } },
  ...{ instantRpRetentionRangeInDays: 7, timeZone: "Romance Standard Time" },
};
const database = {
  ...{ protectedItemType: "AzureVmWorkloadSQLDatabase", backupManagementType: "AzureWorkload" },
  ...{ workloadType: "SQLDataBase", friendlyName: "accounts", protectionState: "Protected" },
  ...{ policyId: policyPath("HourlyLogBackup"), policyName: "HourlyLogBackup" },
};

/** A vault as the portal and azure-cli leave it, with a virtual machine for each kind of item. */
function seed(): void {
  const store = openStore(azureDir);
  const send = sendTo({ store, anyVm: false, slowDeletes: 0 });
  const sendAll = (...requests: Parameters<typeof send>[0][]) => {
    for (const request of requests) expect(send(request).status).toBeLessThan(300);
  };
  const here = { location: "westeurope" };
  sendAll(put(group, here), put(vaultId, { ...here, sku: { name: "Standard" }, properties: {} }));
  sendAll(
    put(policyPath("nightly"), { properties: standard }),
    put(policyPath("often"), { properties: enhanced }),
  );
  const policies = { web: "nightly", api: "often", db: "nightly", queue: "often", Lost: "nightly" };
  for (const [name, policy] of Object.entries(policies)) {
    sendAll(put(vmPath(name), here));
    sendAll(put(itemPath(name), protecting(name, { policyId: policyPath(policy) })));
  }
  backUp(send, "web");
  backUp(send, "lost");
  sendAll(
    put(itemPath("db"), protecting("db", { protectionState: "ProtectionStopped", policyId: "" })),
    unlockedImmutability,
    put(itemPath("queue"), protecting("queue", { protectionState: "BackupsSuspended", policyId: undefined })),
    put(
      `${vaultId}/backupFabrics/Azure/protectionContainers/VMAppContainer;compute;bank;sql/protectedItems/SQLDataBase;mssqlserver;accounts`,
      { properties: database },
    ),
  );
  store.remove(vmPath("Lost"));
}

beforeAll(async () => {
  seed();
  arm = await serveArm({ folder: azureDir });
});
afterAll(async () => {
  await arm.stop();
  rmSync(folder, { recursive: true });
});

it("adopts Standard, Enhanced, stopped, suspended and lost VMs beside a database, and preview then shows no change", async () => {
  const { code, stdout, stderr } = await runCli(["adopt", "--output", project], { env: arm.env });
  expect([code, stdout, stderr]).toEqual([0, `${project}: 1 vault with 5 protected VMs\n`, ""]);
  const program = readFileSync(join(project, "index.ts"), "utf8");
  expect(program.match(/tier: "\w+"/g)).toEqual(['tier: "Standard"', 'tier: "Enhanced"']);
  expect(program.match(/protectionState: "\w+"/g)?.sort()).toEqual([
    'protectionState: "BackupsSuspended"',
    'protectionState: "ProtectionStopped"',
  ]);
  expect(program).toContain(
    "// Left out: SQLDataBase;mssqlserver;accounts: not the backup of a virtual machine",
  );
  expect(program).not.toContain("policy HourlyLogBackup: no VM");
  expect(program).not.toContain("alert processing rule");
  installInto(project);

  const stack = await stackOfProject(project, { azureDir });
  const options = { pulumi: stack.pulumi, log: () => undefined, subscriptionId: vaultId.split("/")[2] ?? "" };
  expect(await repair({ ...options, yes: true })).toBe(8);
  const preview = await stack.preview();
  expect([errorsOf(preview), changedSteps(preview)]).toEqual(["", []]);
  expectNoChange(await stack.up());
  expectNoChange(await stack.up({ args: ["--refresh"] }));
  stack.remove();
});
