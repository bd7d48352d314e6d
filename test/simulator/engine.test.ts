import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { CLI_VERSION } from "../../simulator/engine/build";
import { cacheDir, withLock, writeExecutable } from "../../simulator/engine/cache";
import { engineEnv } from "../../simulator/engine/env";
import { readEvents } from "../../simulator/engine/events";
import { findEngine, noEngineMessage } from "../../simulator/engine/findCli";
import { progressOn, SECRET, silent, UNKNOWN } from "../../simulator/engine/index";
import { operationArgs } from "../../simulator/engine/operation";
import { runLimited } from "../../simulator/engine/process";

const scratch = mkdtempSync(join(tmpdir(), "avb-engine-test-"));
const scratchFile = (name: string, text: string) => {
  mkdirSync(dirname(join(scratch, name)), { recursive: true });
  writeFileSync(join(scratch, name), text);
  return join(scratch, name);
};
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const realEnv = process.env;
beforeEach(() => {
  process.env = { ...realEnv };
});
afterEach(() => {
  process.env = realEnv;
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("events", () => {
  const urn = (type: string, name: string) => `urn:pulumi:dev::p::${type}::${name}`;
  const step = (op: string, type: string, name: string, more: object = {}) => ({
    metadata: {
      op,
      urn: urn(type, name),
      type,
      old: null,
      new: { inputs: {}, outputs: {} },
      detailedDiff: null,
      ...more,
    },
  });
  const log = (...events: object[]) => events.map((event) => JSON.stringify(event)).join("\n");

  test("steps name the properties that differ, also if the provider names none", () => {
    const named = { detailedDiff: { "properties.sku": { diffKind: "update", inputDiff: true } } };
    const unnamed = {
      old: { inputs: { a: 1, p: { x: 1, y: [1] } }, outputs: {} },
      new: { inputs: { a: 1, p: { x: 1, y: [2], z: 3 } }, outputs: {} },
    };
    const { steps } = readEvents(
      log(
        { resourcePreEvent: step("update", "t:a:A", "one", named) },
        { resourcePreEvent: step("update", "t:a:A", "two", unnamed) },
      ),
    );
    expect(steps).toMatchObject([
      { op: "update", name: "one", type: "t:a:A", diffKeys: ["properties.sku"] },
      { op: "update", name: "two", diffKeys: ["p.y", "p.z"] },
    ]);
  });

  test("a replaced resource has three steps, and only the failed one is marked", () => {
    const { steps } = readEvents(
      log(
        { resourcePreEvent: step("create-replacement", "t:a:A", "one") },
        { resOutputsEvent: step("create-replacement", "t:a:A", "one") },
        { resourcePreEvent: step("replace", "t:a:A", "one") },
        { resOutputsEvent: step("replace", "t:a:A", "one") },
        { resourcePreEvent: step("delete-replaced", "t:a:A", "one") },
        { resOpFailedEvent: step("delete-replaced", "t:a:A", "one") },
      ),
    );
    expect(steps.map(({ op, failed }) => [op, failed])).toEqual([
      ["create-replacement", false],
      ["replace", false],
      ["delete-replaced", true],
    ]);
  });

  test("the end of a refresh says what became of the resource", () => {
    const { steps } = readEvents(
      log(
        { resourcePreEvent: step("refresh", "t:a:A", "one") },
        { resOutputsEvent: step("delete", "t:a:A", "one") },
      ),
    );
    expect(steps).toMatchObject([{ op: "delete", name: "one" }]);
  });

  test("outputs hide secrets and unknowns; default providers are left out", () => {
    const outputs = {
      id: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      nested: {
        key: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "x" },
      },
      list: [1, "two"],
    };
    const stack = step("create", "pulumi:pulumi:Stack", "p-dev", { new: { inputs: {}, outputs } });
    const summary = readEvents(
      log(
        { resourcePreEvent: step("create", "pulumi:pulumi:Stack", "p-dev") },
        { resourcePreEvent: step("create", "pulumi:providers:azure-native", "default_3_28_0") },
        { resourcePreEvent: step("create", "pulumi:providers:azure-native", "mine") },
        { resOutputsEvent: stack },
        { summaryEvent: { resourceChanges: { create: 2 } } },
      ),
    );
    expect(summary.outputs).toEqual({ id: UNKNOWN, nested: { key: SECRET }, list: [1, "two"] });
    expect(summary.steps.map(({ name }) => name)).toEqual(["p-dev", "mine"]);
    expect(summary.changes).toEqual({ create: 2 });
  });

  test("diagnostics without debug messages, policy violations, and a log that is cut off in a line", () => {
    const policyEvent = {
      policyName: "vm-data-disk-limit",
      policyPackName: "pack",
      enforcementLevel: "mandatory",
      message: "33 disks.\n",
      resourceUrn: "urn:x",
      severity: "high",
    };
    const summary = readEvents(
      `${log(
        { diagnosticEvent: { severity: "debug", message: "noise" } },
        { diagnosticEvent: { severity: "error", message: "broken\n", urn: "urn:x" } },
        { policyEvent },
      )}\n{"diagnosticEvent": {"sever`,
    );
    expect(summary.diagnostics).toEqual([{ severity: "error", message: "broken", urn: "urn:x" }]);
    expect(summary.policyViolations).toEqual([
      {
        policy: "vm-data-disk-limit",
        pack: "pack",
        level: "mandatory",
        message: "33 disks.",
        urn: "urn:x",
        severity: "high",
      },
    ]);
  });
});

describe("a lock", () => {
  const timing = { heartbeatMs: 20, staleAfterMs: 200, pollMs: 5 };

  test("has one holder at a time, and an error releases it", async () => {
    const lock = join(scratch, "a.lock");
    let inside = 0;
    const work = async () => {
      inside++;
      expect(inside).toBe(1);
      await pause(30);
      inside--;
      throw new Error("work failed");
    };
    const all = await Promise.allSettled([1, 2, 3].map(() => withLock(lock, work, undefined, timing)));
    expect(all.map((each) => (each as PromiseRejectedResult).reason.message)).toEqual(
      Array(3).fill("work failed"),
    );
    expect(readdirSync(scratch).filter((name) => name.startsWith("a.lock"))).toEqual([]);
  });

  test("stays with a long holder that has a heartbeat", async () => {
    const lock = join(scratch, "b.lock");
    let done = false;
    const work = async () => {
      await pause(600);
      done = true;
    };
    const long = withLock(lock, work, undefined, timing);
    let waited = false;
    await withLock(
      lock,
      async () => expect(done).toBe(true),
      () => (waited = true),
      timing,
    );
    await long;
    expect(waited).toBe(true);
  });

  test.each([
    ["whose process has ended", { pid: 2 ** 22 + 1, host: hostname() }, Date.now()],
    ["of another host, without a heartbeat", { pid: process.pid, host: "elsewhere" }, Date.now() - 60_000],
  ])("%s does not block", async (_, owner, modifiedMs) => {
    const lock = scratchFile("c.lock", JSON.stringify(owner));
    utimesSync(lock, modifiedMs / 1000, modifiedMs / 1000);
    const startedMs = Date.now();
    await withLock(lock, async () => {});
    expect(Date.now() - startedMs).toBeLessThan(1000);
  });
});

describe("finding the CLI", () => {
  const emptyFolder = () => mkdtempSync(join(scratch, "empty-"));
  const findBy = (way: string, path: string) => {
    Object.assign(process.env, { AVB_ENGINE: way, PATH: path, XDG_CACHE_HOME: emptyFolder() });
    return findEngine(silent);
  };
  const fakeCli = (version: string, withHost: boolean) => {
    const folder = emptyFolder();
    writeExecutable(join(folder, "pulumi"), `#!/bin/sh\necho ${version}\n`);
    if (withHost) writeExecutable(join(folder, "pulumi-language-nodejs"), "#!/bin/sh\n");
    return folder;
  };

  test("on PATH, with its language host", async () => {
    const folder = fakeCli("v3.300.1", true);
    const path = [emptyFolder(), folder].join(delimiter);
    await expect(findBy("path", path)).resolves.toEqual({
      way: "path",
      cli: join(folder, "pulumi"),
      hasLanguageHost: true,
    });
  });

  test("not on PATH, too old, or without a language host", async () => {
    await expect(findBy("path", emptyFolder())).rejects.toThrow("there is no `pulumi` on PATH");
    await expect(findBy("path", fakeCli("v3.99.0", true))).rejects.toThrow(
      "is version 3.99.0, older than 3.202.0",
    );
    await expect(findBy("path", fakeCli("", true))).rejects.toThrow("is version unknown");
    await expect(findBy("path", fakeCli("v3.300.1", false))).rejects.toThrow("has no pulumi-language-nodejs");
  });

  test("a build without Go, and a build that fails, say so", async () => {
    await expect(findBy("build", emptyFolder())).rejects.toThrow("Go is not installed");
    const folder = emptyFolder();
    writeExecutable(join(folder, "go"), "#!/bin/sh\necho 'proxy.golang.org: no route to host' >&2\nexit 1\n");
    await expect(findBy("build", folder)).rejects.toThrow(/go build failed: .*no route to host/);
  });

  test("two that start at once build it once, and leave no other file", async () => {
    const folder = emptyFolder();
    const builds = join(folder, "builds");
    const go = `#!/bin/sh\necho x >> ${builds}\nwhile [ "$1" != -o ]; do shift; done\n/bin/sleep 0.3\necho built > "$2"\n`;
    writeExecutable(join(folder, "go"), go);
    const [first, second] = await Promise.all([findBy("build", folder), findEngine(silent)]);
    expect(readFileSync(builds, "utf8")).toBe("x\n");
    expect(first).toEqual(second);
    expect(first.cli.startsWith(join(cacheDir(), `pulumi-${CLI_VERSION}-`))).toBe(true);
    expect(readdirSync(dirname(first.cli)).sort()).toEqual(["pulumi", "pulumi-language-nodejs"]);
  });

  test("the error names all three ways, why each failed, and what to do", () => {
    const message = noEngineMessage({ path: "reason one", download: "reason two", build: "reason three" });
    expect(message).toMatch(/installed Pulumi CLI: reason one/);
    expect(message).toMatch(/official download: reason two/);
    expect(message).toMatch(/Go module: reason three/);
    expect(message).toMatch(/pulumi.com\/docs\/install[\s\S]*get\.pulumi\.com[\s\S]*go\.dev\/dl/);
  });

  test("on Windows the error says in one line that it does not run there", async () => {
    const { platform } = process;
    Object.defineProperty(process, "platform", { value: "win32" });
    const message = await findBy("path", fakeCli("v3.300.1", true)).catch((error: Error) => error.message);
    Object.defineProperty(process, "platform", { value: platform });
    expect(message).toMatch(/^Simulated Azure does not run on Windows.*Subsystem for Linux\.$/);
  });

  test("AVB_ENGINE must be a way", async () => {
    await expect(findBy("brew", "")).rejects.toThrow("must be one of path, download, build");
  });
});

test("a command is stopped at its time limit with everything it started, even if they ignore the interrupt", async () => {
  const pids = join(scratch, "pids");
  const stubborn = `trap "" INT; echo $$ >> ${pids}; sh -c 'trap "" INT; echo $$ >> ${pids}; while :; do sleep 1; done'`;
  const run = await runLimited("sh", ["-c", stubborn], { timeLimitSeconds: 0.3, graceSeconds: 0.3 });
  expect(run).toMatchObject({ exitCode: -1, problem: "stopped after its time limit of 0.3 s" });
  const started = readFileSync(pids, "utf8").trim().split("\n").map(Number);
  expect(started).toHaveLength(2);
  // A killed process may stay in the table for a moment, as a zombie.
  const alive = () =>
    started.filter((pid) => /^[^Z]/.test(spawnSync("ps", ["-o", "stat=", "-p", `${pid}`]).stdout.toString()));
  for (let tries = 0; alive().length > 0 && tries < 20; tries++) await pause(50);
  expect(alive()).toEqual([]);
}, 15_000);

test("a command that is killed or missing is a result, not an exception", async () => {
  const killed = await runLimited("sh", ["-c", "echo before; kill -9 $$"], { timeLimitSeconds: 5 });
  expect(killed).toMatchObject({ exitCode: -1, problem: "ended by signal SIGKILL", stdout: "before\n" });
  const missing = await runLimited(join(scratch, "no-such-command"), [], { timeLimitSeconds: 5 });
  expect(missing.problem).toMatch("ENOENT");
});

test("the engine does not get the user's logins, backends and subscriptions", () => {
  Object.assign(process.env, {
    PULUMI_ACCESS_TOKEN: "t",
    PULUMI_BACKEND_URL: "u",
    ARM_CLIENT_SECRET: "s",
    AZURE_TENANT_ID: "i",
    AZURE_VM_BACKUP_ARM_ENDPOINT: "https://management.azure.com",
    IDENTITY_ENDPOINT: "e",
  });
  const env = engineEnv({ way: "path", cli: "/x/pulumi", hasLanguageHost: true });
  expect(Object.keys(env).filter((name) => /^(ARM_|AZURE_|IDENTITY_)|TOKEN|BACKEND/.test(name))).toEqual([
    "AZURE_VM_BACKUP_ARM_ENDPOINT",
  ]);
  expect(env.AZURE_VM_BACKUP_ARM_ENDPOINT).toMatch(/^https:\/\/127\.0\.0\.1:/);
  expect(env).toMatchObject({
    PULUMI_HOME: join(cacheDir(), "pulumi-home"),
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
  });
});

test("the arguments of an operation", () => {
  const place = { cli: "/x/pulumi", env: {}, root: scratch, name: "dev", configFile: "/c.yaml", cwd: "/p" };
  const args = operationArgs("up", place, "/e", {
    policyPacks: ["/a", "/b"],
    policyConfig: { all: "advisory" },
    args: ["--refresh"],
  });
  expect(args.join(" ")).toBe(
    "up --stack dev --config-file /c.yaml --event-log /e --non-interactive --color never --yes --skip-preview " +
      `--policy-pack /a --policy-pack /b --policy-pack-config ${scratch}/policy-config.json --policy-pack-config ${scratch}/policy-config.json --refresh`,
  );
  expect(operationArgs("preview", place, "/e", {})).not.toContain("--yes");
});

test("progress rewrites one line on a terminal, and elsewhere only prints the lines that stay", () => {
  const written = (isTTY: boolean) => {
    let text = "";
    const stream = {
      isTTY,
      columns: 20,
      write: (more: string) => (text += more),
    } as unknown as NodeJS.WriteStream;
    const progress = progressOn(stream);
    progress.update("first, and longer than the terminal");
    progress.update("second");
    progress.log("end");
    return text;
  };
  expect(written(true)).toBe("\r\x1b[2Kfirst, and longer t\r\x1b[2Ksecond\nend\n");
  expect(written(false)).toBe("end\n");
});
