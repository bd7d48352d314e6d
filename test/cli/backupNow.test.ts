import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createProvider } from "../../simulator/azure/provider";
import { openStore } from "../../simulator/azure/store";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import { runCli } from "../support/cli";

const subscription = "00000000-0000-0000-0000-000000000000";
const group = `/subscriptions/${subscription}/resourceGroups/bank`;
const vmId = (name: string) => `${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
const itemId = (name: string, vault = "safe") =>
  `${group}/providers/Microsoft.RecoveryServices/vaults/${vault}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;iaasvmcontainerv2;bank;${name}/protectedItems/vm;iaasvmcontainerv2;bank;${name}`;

let folder: string;
let arm: RestServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "backup-now-"));
  const azure = createProvider({ folder, anyVm: true });
  await azure.create("azure-native:resources:ResourceGroup", {
    resourceGroupName: "bank",
    location: "westeurope",
  });
  for (const [vaultName, names] of [
    ["safe", ["web", "api", "stopped"]],
    ["other", ["far"]],
  ] as const) {
    const inVault = { resourceGroupName: "bank", vaultName };
    await azure.create("azure-native:recoveryservices:Vault", {
      ...{ ...inVault, location: "westeurope", sku: { name: "RS0", tier: "Standard" }, properties: {} },
    });
    for (const name of names) {
      const properties = {
        protectedItemType: "Microsoft.Compute/virtualMachines",
        sourceResourceId: vmId(name),
        policyId: `${group}/providers/Microsoft.RecoveryServices/vaults/${vaultName}/backupPolicies/DefaultPolicy`,
      };
      const names = /protectionContainers\/([^/]+)\/protectedItems\/([^/]+)$/.exec(itemId(name));
      const [, containerName, protectedItemName] = names ?? [];
      const inputs = { ...inVault, fabricName: "Azure", containerName, protectedItemName, properties };
      await azure.create("azure-native:recoveryservices:ProtectedItem", inputs);
    }
  }
  const store = openStore(folder);
  const type = "Microsoft.Compute/virtualMachines";
  for (const name of ["web", "api"])
    store.put({
      id: vmId(name),
      type,
      name,
      properties: { location: "westeurope", tags: { Tier: name === "web" ? "gold" : "iron" } },
    });
  arm = await serveArm({ folder, anyVm: true, faults: faultsFile() });
});
afterAll(async () => {
  await arm.stop();
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  arm.setFaults([]);
  rmSync(faultsFile(), { force: true });
});

const faultsFile = () => join(folder, "faults.json");
/** The next backup of a VM ends with a fault. */
const nextBackup = (vm: string, fault: object) =>
  writeFileSync(faultsFile(), JSON.stringify([{ resource: vm, operation: "backup", ...fault }]));

const backupNow = (...args: string[]) =>
  runCli(["backup-now", "--poll-seconds", "0.1", ...args], { env: arm.env });
const triggered = (name: string) =>
  arm.requests.filter((one) => one.startsWith("POST") && one.endsWith(`;${name}/backup`)).length;
/** How many recovery points simulated Azure's jobs have made. */
const pointsOf = (name: string) =>
  [...openStore(folder).ofType("Microsoft.RecoveryServices/vaults/backupJobs")].filter(
    ({ properties: { itemId, done } }) => String(itemId).endsWith(`;${name}`) && done === 3,
  ).length;
const item = (name: string) => openStore(folder).find(itemId(name))?.properties.properties;

it("a VM by its name is backed up and followed until Azure has validated it", async () => {
  const { code, stdout, stderr } = await backupNow("web");
  expect(stdout).toBe("web  backed up  FileSystemConsistent\n");
  expect(stderr).toContain("Validate backup Completed");
  expect(code).toBe(0);
  expect(item("web")).toMatchObject({ lastBackupStatus: "Completed" });
});

it.each<[string, string[], string[]]>([
  ["an item's id", [itemId("api")], ["api"]],
  ["a VM's id", [vmId("api").toUpperCase()], ["api"]],
  ["a tag", ["--tag", "tier=gold"], ["web"]],
  ["a tag's key", ["--tag", "tier"], ["api", "web"]],
  ["a vault", ["--vault", "other"], ["far"]],
  ["the same VM in three ways", ["web", vmId("web"), "--tag", "tier=gold"], ["web"]],
])("selects VMs by %s", async (_, args, names) => {
  const { code, stdout } = await backupNow("--no-wait", ...args);
  expect(
    stdout
      .trim()
      .split("\n")
      .map((line) => line.replace(/job-\d+/, "job"))
      .sort(),
  ).toEqual(names.map((name) => `${name}  started  job job`));
  expect(code).toBe(0);
});

it("reports for which VM Azure asks to wait", async () => {
  arm.setFaults([
    { request: /^GET .*\/backupJobs$/, status: 429, headers: { "retry-after": "1" }, times: 1 },
  ]);
  const { code, stderr } = await backupNow("--no-wait", itemId("web"));
  expect([code, stderr]).toEqual([
    0,
    expect.stringMatching(/^web: Azure throttles a request and asks to wait 1 s \(429\)$/m),
  ]);
});

it("follows a backup that is already running", async () => {
  const before = triggered("far");
  const { stdout, stderr } = await backupNow("far");
  expect(stderr).toContain("a backup is already running");
  expect(stdout).toBe("far  backed up  FileSystemConsistent\n");
  expect(triggered("far")).toBe(before);
});

it("continues after it was killed", async () => {
  await backupNow("api");
  const kill = new AbortController();
  const before = triggered("api");
  const first = runCli(["backup-now", "--poll-seconds", "60", "api"], { env: arm.env, stop: kill.signal });
  while (triggered("api") === before) await new Promise((done) => setTimeout(done, 50));
  kill.abort();
  expect((await first).code).toBeNull();
  const { stdout, stderr } = await backupNow("api");
  expect(stderr).toContain("a backup is already running");
  expect(stdout).toBe("api  backed up  FileSystemConsistent\n");
  expect(triggered("api")).toBe(before + 1);
});

describe("a job that does not succeed", () => {
  const reason = { code: "ExtensionSnapshotFailedNoNetwork", message: "Snapshot operation failed." };
  it.each<[string, object, number, RegExp]>([
    [
      "fails with Azure's usual reason",
      { job: "Failed" },
      1,
      /^far {2}failed {2}job job-\d+: Failed \(Take Snapshot Failed, .*\) UserErrorGuestAgentStatusUnavailable: VM agent is unable/,
    ],
    [
      "fails with a reason of the test",
      { job: "Failed", ...reason },
      1,
      /^far {2}failed .*ExtensionSnapshotFailedNoNetwork: Snapshot operation failed\./,
    ],
    ["is cancelled", { job: "Cancelled" }, 1, /^far {2}failed {2}job job-\d+: Cancelled/],
    [
      "completes with warnings",
      { job: "CompletedWithWarnings", ...reason },
      0,
      /^far {2}backed up {2}FileSystemConsistent/,
    ],
  ])("%s", async (_, fault, exitCode, line) => {
    const pointsBefore = pointsOf("far");
    nextBackup("far", { ...fault, times: 1 });
    const { code, stdout, stderr } = await backupNow("far");
    expect([code, stdout]).toEqual([exitCode, expect.stringMatching(line)]);
    expect(pointsOf("far") - pointsBefore).toBe(1 - exitCode);
    expect(stderr.includes("Cancelling")).toBe("job" in fault && fault.job === "Cancelled");
  });

  it("is refused", async () => {
    nextBackup("api", { status: 400, ...reason, times: 1 });
    const { code, stdout } = await backupNow("api");
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^api {2}failed .*Snapshot operation failed/)]);
  });

  it("fails one VM of two, and the item shows it", async () => {
    nextBackup("api", { job: "Failed", times: 1 });
    const { code, stdout } = await backupNow("api", "web");
    expect([code, stdout]).toEqual([1, expect.stringMatching(/^api {2}failed .*\nweb {2}backed up/)]);
    expect(item("api")).toMatchObject({ lastBackupStatus: "Failed" });
  });
});

it("prints a result for each VM, and ends with exit code 1 if one fails", async () => {
  const { code, stdout } = await backupNow("far", "stopped", "--keep-until", "2099-12-31");
  expect(code).toBe(0);
  expect(stdout).toContain("stopped  backed up");
  const store = openStore(folder);
  const stopped = store.find(itemId("stopped"));
  if (stopped === undefined) throw new Error("no item");
  const properties = { ...(stopped.properties.properties as object), protectionState: "ProtectionStopped" };
  store.put({ ...stopped, properties: { ...stopped.properties, properties } });
  const second = await backupNow("far", "stopped");
  expect(second.code).toBe(1);
  expect(second.stdout).toMatch(/far {2}backed up .*\nstopped {2}failed {2}.*is not protected/);
});

describe("a stopped backup", () => {
  const withState = (id: string, protectionState: string) => {
    const store = openStore(folder);
    const found = store.find(id);
    if (found === undefined) throw new Error("no item");
    const properties = { ...(found.properties.properties as object), protectionState };
    store.put({ ...found, properties: { ...found.properties, properties } });
  };

  it.each(["ProtectionStopped", "BackupsSuspended"])(
    "%s is left out of a vault, with a line",
    async (state) => {
      withState(itemId("stopped"), state);
      const { code, stdout, stderr } = await backupNow("--no-wait", "--vault", "safe");
      expect(code).toBe(0);
      expect(stdout.replaceAll(/job-\d+/g, "job")).toBe("api  started  job job\nweb  started  job job\n");
      expect(stderr).toContain("stopped: left out, its backup is stopped.");
    },
  );

  it("a vault's name that another vault has too is refused with both counted, and an id is not", async () => {
    const store = openStore(folder);
    const active = store.find(itemId("far", "other"));
    if (active === undefined) throw new Error("no item");
    const inOtherGroup = itemId("far", "other").replace("resourceGroups/bank", "resourceGroups/shop");
    store.put({ ...active, id: inOtherGroup });
    const both = await backupNow("--no-wait", "--vault", "other");
    const one = await backupNow("--vault", itemId("far", "other").split("/backupFabrics")[0] ?? "");
    store.remove(inOtherGroup);
    expect([both.code, both.stderr]).toEqual([
      2,
      expect.stringContaining('"other" is the name of 2 vaults, use the id of one'),
    ]);
    expect([one.code, one.stdout]).toEqual([0, expect.stringMatching(/^far {2}backed up/)]);
  });

  it("a vault with nothing else: one line, exit 2", async () => {
    withState(itemId("far", "other"), "ProtectionStopped");
    const { code, stdout, stderr } = await backupNow("--vault", "other");
    withState(itemId("far", "other"), "Protected");
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("Nothing to back up: the backups of all selected VMs are stopped.");
  });

  it("does not make the name of the active one ambiguous", async () => {
    const store = openStore(folder);
    const active = store.find(itemId("web"));
    if (active === undefined) throw new Error("no item");
    store.put({ ...active, id: itemId("web", "other") });
    const both = await backupNow("web");
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining('"web" selects 2 protected items')]);
    withState(itemId("web", "other"), "ProtectionStopped");
    const { code, stdout } = await backupNow("--no-wait", "web");
    store.remove(itemId("web", "other"));
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^web {2}started/)]);
  });
});

it("refuses more backups than Azure accepts in a day, with the limit", async () => {
  for (let i = triggered("far"); i < 9; i++) await backupNow(itemId("far", "other"));
  const { code, stdout, stderr } = await backupNow("far");
  expect(code).toBe(1);
  expect(stdout).toContain("9 on-demand backups in the last 24 hours; Azure accepts at most 9");
  expect(stderr).not.toContain("started");
});

it.each<[string, string[], string | RegExp]>([
  ["no selection", [], "Nothing to back up: name VMs, or use --vault or --tag."],
  ["an unknown VM", ["absent"], 'Found no protected VM for "absent"'],
  [
    "a day in the past",
    ["web", "--keep-until", "2020-01-01"],
    '--keep-until is "2020-01-01"; this option accepts today or a later day',
  ],
  ["an invalid day", ["web", "--keep-until", "tomorrow"], '--keep-until is "tomorrow"'],
  [
    "an invalid count",
    ["web", "--parallel", "0"],
    '--parallel is "0"; this option accepts a whole number, 1 or more.',
  ],
  [
    "no pause between two requests",
    ["web", "--poll-seconds", "0"],
    '--poll-seconds is "0"; this option accepts 0.1 to 600 seconds.',
  ],
  ["an invalid subscription", ["web", "--subscription", "bank"], '--subscription is "bank"'],
  ["an unknown cloud", ["web", "--cloud", "moon"], /cloud.* "moon".* public, usgovernment, china/],
  ["an unknown option", ["web", "--no-such"], "unknown option '--no-such'"],
])("%s: one line, exit 2, nothing started", async (_, args, message) => {
  const before = arm.requests.filter((one) => one.startsWith("POST") && one.endsWith("/backup")).length;
  const { code, stdout, stderr } = await backupNow(...args);
  expect(stderr).toMatch(message);
  expect([code, stdout]).toEqual([2, ""]);
  expect(arm.requests.filter((one) => one.startsWith("POST") && one.endsWith("/backup")).length).toBe(before);
});

it("without a sign-in: one line, exit 2", async () => {
  const { code, stderr } = await runCli(["backup-now", "web"], {
    env: { AZURE_TOKEN_CREDENTIALS: "EnvironmentCredential" },
  });
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^Not signed in to Azure: run az login.*\n$/)]);
});
