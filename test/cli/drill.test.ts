import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { openStore, type Store } from "../../simulator/azure/store";
import { repositoryDir } from "../../simulator/engine/cache";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import type { Evidence } from "../../src/drill/evidence";
import { runCli } from "../support/cli";
import {
  createDrillEstate,
  denyAll,
  drillGroupId,
  drillPlace,
  itemId,
  leftBehind,
  lockdownId,
  putPoint,
  sourceNetworkId,
  subnetId,
  vmId,
} from "../support/drillEstate";

const names = Array.from({ length: 20 }, (_, i) => `vm${String(i + 1).padStart(2, "0")}`);
const folder = mkdtempSync(join(tmpdir(), "drill-"));
const faults = join(folder, "faults.json");
let store: Store;
let arm: RestServer;
let runs = 0;
beforeAll(async () => {
  await createDrillEstate(join(folder, "azure"), names);
  store = openStore(join(folder, "azure"));
  arm = await serveArm({ folder: join(folder, "azure"), faults });
});
afterAll(async () => {
  await arm.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  rmSync(faults, { force: true });
  arm.setFaults([]);
});

const evidenceDir = () => join(folder, `evidence-${runs++}`);
const drill = (...args: string[]) => runCli(["drill", ...args], { env: arm.env });
const documents = (dir: string): Evidence[] =>
  readdirSync(dir)
    .filter((file) => /^vm.*\.json$/.test(file))
    .map((file) => JSON.parse(readFileSync(join(dir, file), "utf8")));
const changes = () => arm.requests.filter((one) => !one.startsWith("GET") && !one.includes("ResourceGraph"));

it("drills 20 VMs, 4 at a time, with faults: each outcome is right, and nothing is left", async () => {
  store.remove(`${itemId("vm02")}/recoveryPoints/point-1`);
  const source = store.find(vmId("vm07"));
  if (source === undefined) throw new Error("no VM");
  store.put({ ...source, properties: { ...source.properties, plan: { name: "appliance" } } });
  writeFileSync(
    faults,
    JSON.stringify([
      {
        resource: "vm03",
        operation: "restore",
        status: 409,
        code: "QuotaExceeded",
        message: "No cores are left.",
      },
      { resource: "vm04", operation: "restore", status: 500, partial: true },
      { resource: "vm05", operation: "start" },
      { resource: "vm06", operation: "restore", status: 429, times: 1 },
      { resource: "dr-*-nic-*", operation: "delete", status: 409, times: 3 },
    ]),
  );
  const dir = evidenceDir();
  const { code, stdout, stderr } = await drill(
    ...["--vault", "safe", ...drillPlace, "--check", "boot", "agent"],
    ...["--concurrency", "4", "--rto", "4h", "--rpo", "24h", "--evidence", dir, "--yes"],
  );
  const evidence = new Map(documents(dir).map((one) => [one.vm.name, one]));
  expect([code, stderr.includes("check boot passed"), evidence.size]).toEqual([1, true, 20]);
  const outcomes = new Map([...evidence].map(([name, { outcome }]) => [name, outcome]));
  const special = { vm02: "failed", vm03: "failed", vm04: "failed", vm05: "failed", vm07: "incomplete" };
  expect(Object.fromEntries(outcomes)).toEqual({
    ...Object.fromEntries(names.map((name) => [name, "passed"])),
    ...special,
  });
  const reasonsOf = (name: string) => evidence.get(name)?.reasons.join("; ");
  expect(reasonsOf("vm02")).toBe("it has no recovery point");
  expect(reasonsOf("vm03")).toContain("QuotaExceeded: No cores are left.");
  expect(reasonsOf("vm04")).toMatch(/job .*: Failed .*code for this is not known/);
  expect(reasonsOf("vm05")).toBe("check boot: the VM is stopped; check agent: the VM agent is Not Ready");
  expect(reasonsOf("vm07")).toContain(
    "only the disks were restored, because its image has a marketplace plan",
  );
  expect(evidence.get("vm01")).toMatchObject({
    simulated: true,
    target: { recoveryType: "AlternateLocation", subnetId },
    phases: [{ name: "restore" }, { name: "checks" }, { name: "clean-up" }],
    objectives: { rtoMet: true, rpoMet: true },
    checks: [
      { name: "boot", result: "passed", outputSha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      { name: "agent", result: "passed", outputSha256: null },
    ],
    cleanUp: { complete: true, left: [], verifiedAt: expect.any(String) },
    recoveryPoint: { name: "point-1", consistency: "AppConsistent" },
  });
  expect(evidence.get("vm01")?.cleanUp.removed).toHaveLength(3);
  const schema = JSON.parse(readFileSync(join(repositoryDir, "docs/restore-drill.schema.json"), "utf8"));
  const isValid = new Ajv2020({ validateFormats: false, allowUnionTypes: true }).compile(schema);
  for (const one of evidence.values()) expect([isValid(one), isValid.errors]).toEqual([true, null]);
  expect(isValid({ ...evidence.get("vm01"), more: 1 })).toBe(false);
  expect(leftBehind(store)).toEqual([]);
  expect(stdout).toMatch(/vm01 {2}passed \(simulated\)/);
  const head = /Evidence: ([0-9a-f]{64})/.exec(stdout)?.[1] ?? "";
  expect(await runCli(["drill", "report", dir, "--verify", "--head", head])).toMatchObject({ code: 0 });
  store.put(source);
  putPoint(store, "vm02", "point-1", new Date());
});

it("reports a deletion that Azure refuses, and drill clean removes what is left", async () => {
  const dir = evidenceDir();
  writeFileSync(faults, JSON.stringify([{ resource: "dr-*-nic-*", operation: "delete", status: 403 }]));
  const { code, stdout } = await drill("vm08", ...drillPlace, "--evidence", dir, "--yes");
  expect([code, stdout]).toEqual([
    1,
    expect.stringMatching(/vm08 {2}failed .*networkInterfaces.* is left: .*403/),
  ]);
  expect(documents(dir)[0]?.correctiveAction).toContain("drill clean");
  expect(leftBehind(store)).toHaveLength(1);
  rmSync(faults);
  const clean = (...args: string[]) =>
    drill("clean", "--target-group", drillGroupId, "--poll-seconds", "0.1", ...args);
  expect(await clean()).toMatchObject({ code: 1, stderr: expect.stringContaining("add --yes") });
  expect(leftBehind(store)).toHaveLength(1);
  expect((await clean("--drill", "ffffffffffff", "--yes")).stdout).toBe(
    "Nothing is left of drill ffffffffffff.\n",
  );
  expect(leftBehind(store)).toHaveLength(1);
  expect(await clean("--yes")).toMatchObject({ code: 0, stdout: expect.stringContaining("removed") });
  expect(leftBehind(store)).toEqual([]);
});

it("runs a script, and measures it against objectives that are not met", async () => {
  const script = join(folder, "check.sh");
  writeFileSync(script, "test -d /var/lib/ledger\n");
  const dir = evidenceDir();
  const args = [...drillPlace, "--check", script, "--rpo", "1h", "--evidence", dir, "--yes"];
  const { code } = await drill("vm09", ...args);
  const [evidence] = documents(dir);
  expect([code, evidence?.outcome]).toEqual([1, "failed"]);
  expect(evidence?.checks).toEqual([
    expect.objectContaining({ name: "script", result: "passed", outputSha256: expect.any(String) }),
  ]);
  expect(evidence?.reasons).toEqual([
    expect.stringMatching(/the recovery point was \d+ s old, and --rpo is 3600 s/),
  ]);
});

it("a dry run and a run without --yes print the plan and change nothing", async () => {
  const before = changes().length;
  const dry = await drill("vm10", ...drillPlace, "--dry-run");
  expect([dry.code, dry.stdout]).toEqual([
    0,
    expect.stringMatching(
      /vm10 {2}as dr-[0-9a-f]{12}; point of .*threat status not known.*\nQuota: at most 2 cores/,
    ),
  ]);
  const unconfirmed = await drill("vm10", ...drillPlace, "--evidence", evidenceDir());
  expect([unconfirmed.code, unconfirmed.stderr]).toEqual([2, expect.stringContaining("add --yes")]);
  expect(changes().length).toBe(before);
});

describe("refuses before the first request that changes anything", () => {
  it.each<[string, string[], RegExp]>([
    [
      "the source's network",
      ["--subnet", `${sourceNetworkId}/subnets/default`],
      /production is the network of a VM that is drilled/,
    ],
    ["the source's resource group", ["--target-group", "bank"], /bank is the resource group of vm11/],
    ["a network with a way out", [], /TCP 8443 from the subnet to the internet is not denied/],
  ])("%s", async (name, args, message) => {
    const before = changes().length;
    const rule = { id: `${lockdownId}/securityRules/open`, name: "open" };
    const type = "Microsoft.Network/networkSecurityGroups/securityRules";
    const allow = { priority: 900, access: "Allow", protocol: "Tcp", destinationPortRange: "8443" };
    if (name.includes("way out"))
      store.put({ ...rule, type, properties: { ...denyAll("Outbound"), ...allow } });
    const { code, stderr } = await drill(
      "vm11",
      ...drillPlace,
      ...args,
      "--evidence",
      evidenceDir(),
      "--yes",
    );
    store.remove(rule.id);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(changes().length).toBe(before);
  });

  it("invalid options, all in one line", async () => {
    const { code, stderr } = await drill(
      "vm11",
      "--check",
      "boots",
      "--rto",
      "soon",
      "--tier",
      "archive",
      "--yes",
    );
    expect(code).toBe(2);
    for (const text of [
      '--check is "boots"; this option accepts disks, boot, agent, or a file .sh or .ps1.',
      '--rto is "soon"; this option accepts a duration such as 30m, 4h or 30d.',
      '--tier is "archive"; this option accepts any, snapshot, vault.',
      "--target-group is missing",
      "--staging is missing",
      "--evidence is missing",
    ])
      expect(stderr).toContain(text);
  });
});

it("drill clean --evidence refuses a folder that does not exist or whose run is not whole, and creates nothing", async () => {
  const dir = evidenceDir();
  const clean = (folder: string) =>
    runCli(["drill", "clean", "--evidence", folder, "--yes"], { env: arm.env });
  const absent = join(dir, "absent");
  expect((await clean(absent)).stderr).toMatch(/^--evidence is ".*absent"; this option accepts/);
  expect(existsSync(absent)).toBe(false);
  mkdirSync(dir);
  writeFileSync(join(dir, "unfinished.json"), "{}");
  expect((await clean(dir)).stderr).toBe(
    `${join(dir, "unfinished.json")} is not the record of an unfinished run of restore drills.\n`,
  );
  expect(readdirSync(dir)).toEqual(["unfinished.json"]);
});

it("a script for --check that cannot be read is named with the reason", async () => {
  const script = join(evidenceDir(), "folder.sh");
  mkdirSync(script, { recursive: true });
  expect((await drill("vm11", "--check", script)).stderr).toContain(
    `Cannot read ${script}: illegal operation on a directory (EISDIR)`,
  );
});

it("continues after a kill without a second restore and without losing evidence", async () => {
  const dir = evidenceDir();
  const args = ["vm12", "vm13", ...drillPlace, "--evidence", dir, "--yes"];
  const isRestore = (one: string) => one.startsWith("POST") && one.endsWith("/restore");
  const before = arm.requests.filter(isRestore).length;
  const kill = new AbortController();
  const first = runCli(["drill", ...args], { env: arm.env, stop: kill.signal });
  while (arm.requests.filter(isRestore).length === before) await new Promise((done) => setTimeout(done, 10));
  kill.abort();
  await first;
  const other = await drill("vm14", ...drillPlace, "--evidence", dir, "--yes");
  expect([other.code, other.stderr]).toEqual([
    2,
    expect.stringContaining("unfinished run of another command"),
  ]);
  const { code, stderr } = await drill(...args);
  expect([code, stderr]).toEqual([0, expect.stringContaining("Continues the run that was interrupted.")]);
  expect(documents(dir).map(({ vm, outcome }) => `${vm.name} ${outcome}`)).toEqual([
    "vm12 passed",
    "vm13 passed",
  ]);
  expect(arm.requests.filter(isRestore).length).toBe(before + 2);
  expect(leftBehind(store)).toEqual([]);
});

it("drill clean --evidence gives up an unfinished run, with its evidence", async () => {
  const dir = evidenceDir();
  const kill = new AbortController();
  const args = ["vm15", ...drillPlace, "--keep", "1h", "--evidence", dir, "--yes"];
  const first = runCli(["drill", ...args], { env: arm.env, stop: kill.signal });
  while (leftBehind(store).length < 3) await new Promise((done) => setTimeout(done, 20));
  kill.abort();
  await first;
  const { code } = await drill("clean", "--evidence", dir, "--poll-seconds", "0.1", "--yes");
  expect(code).toBe(0);
  expect(documents(dir)).toEqual([
    expect.objectContaining({ outcome: "failed", reasons: [expect.stringContaining("given up")] }),
  ]);
  expect(leftBehind(store)).toEqual([]);
});
