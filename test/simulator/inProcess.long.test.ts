/** @jest-environment ./test/support/engineEnvironment.js */
// Programs that run inside the test's process: what they share with it and with each other, and what not.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SECRET, type Stack, UNKNOWN } from "../../simulator/engine";
import { changedSteps, env, errorsOf, expectNoChange, stackOf, succeeded, vmId } from "../support/engine";

jest.setTimeout(120_000);

/** Node.js's own `require`, whose `process` is not jest's copy. */
declare const nodeRequire: NodeJS.Require;
const nodeProcess = nodeRequire("node:process") as NodeJS.Process;

const folder = mkdtempSync(join(tmpdir(), "avb-in-process-"));
let stack: Stack;
afterEach(() => stack.remove());
afterAll(() => rmSync(folder, { recursive: true }));

const sdk = JSON.stringify(nodeRequire.resolve("@pulumi/pulumi"));
const resources = JSON.stringify(nodeRequire.resolve("@pulumi/azure-native/resources"));
let programs = 0;

/** A stack of a program whose text begins with Pulumi's SDK as `pulumi` and a resource group's class. */
const stackOfText = async (text: string, config: Record<string, unknown> = {}) => {
  const program = join(folder, `program${programs++}.js`);
  writeFileSync(
    program,
    `const pulumi = require(${sdk}); const { ResourceGroup } = require(${resources});\n${text}`,
  );
  return stackOf("", { program, config });
};
const group = `new ResourceGroup("group", { resourceGroupName: "group", location: "westeurope" })`;

it("a run has its own configuration, secrets, settings, modules and environment", async () => {
  stack = await stackOfText(
    `
    const config = new pulumi.Config();
    globalThis.loads = (globalThis.loads ?? 0) + 1;
    exports.given = config.get("given") ?? "none";
    exports.password = config.getSecret("given");
    exports.names = [pulumi.getProject(), pulumi.getStack(), pulumi.runtime.isDryRun()];
    exports.loads = globalThis.loads;
    exports.variable = process.env.GIVEN ?? "none";
    exports.logins = Object.keys(process.env).filter((name) => name.startsWith("ARM_"));
    exports.id = ${group}.id;`,
    { given: "first" },
  );
  nodeProcess.env.ARM_CLIENT_SECRET = "of the user";
  const before = nodeProcess.env;
  const preview = succeeded(await stack.preview({ env: { GIVEN: "yes" } }));
  expect(preview.outputs).toEqual({
    given: "first",
    password: SECRET,
    names: [expect.stringMatching(/^program\d$/), "dev", true],
    loads: 1,
    variable: "yes",
    logins: [],
    id: UNKNOWN,
  });
  stack.setConfig({ given: undefined });
  const up = succeeded(await stack.up());
  delete nodeProcess.env.ARM_CLIENT_SECRET;
  expect(up.outputs).toMatchObject({
    given: "none",
    names: [expect.anything(), "dev", false],
    loads: 2,
    variable: "none",
    id: expect.stringMatching(/resourceGroups\/group$/),
  });
  expect(nodeProcess.env).toBe(before);
});

it.each([
  ["that is thrown", `throw new Error("no such region");`],
  [
    "that rejects a function's promise",
    `module.exports = async () => { throw new Error("no such region"); };`,
  ],
  ["that nothing handles", `void Promise.reject(new Error("no such region"));`],
  ["in an apply", `pulumi.output(1).apply(() => { throw new Error("no such region"); });`],
  ["of a resource", `throw new pulumi.ResourceError("no such region", undefined, true);`],
])(
  "an error %s is reported once and leaves no listener, and the resources before it are created",
  async (_, text) => {
    const listeners = nodeProcess.listeners("unhandledRejection");
    stack = await stackOfText(`${group};\n${text}`);
    const failed = await stack.up();
    expect(failed.ok).toBe(false);
    expect(errorsOf(failed).match(/no such region/g)).toHaveLength(1);
    expect(changedSteps(failed)).toContain("create group");
    expect(nodeProcess.listeners("unhandledRejection")).toEqual(listeners);
  },
);

it("an engine that ended under an earlier run fails no later one", async () => {
  // What is left of the earlier run rejects with the engine's error only now.
  stack = await stackOfText(
    `void Promise.reject(Object.assign(new Error("Resource monitor is terminating"), { code: 14 }));\n${group};`,
  );
  expect(changedSteps(succeeded(await stack.up()))).toContain("create group");
});

it("an Output that fails does not keep what depends on it waiting for ever", async () => {
  stack = await stackOfText(`
    const failed = ${group}.id.apply(() => { throw new Error("no such region"); });
    exports.id = new ResourceGroup("second", { location: failed }).id;`);
  const up = await stack.up();
  expect([up.ok, errorsOf(up)]).toEqual([false, expect.stringContaining("no such region")]);
  expect(changedSteps(up)).not.toContain("create second");
});

it("programs that start at once run one after the other", async () => {
  stack = await stackOfText(`
    if (globalThis.running) throw new Error("two at once");
    globalThis.running = true;
    const { setTimeout: sleep } = require("node:timers/promises");
    module.exports = async () => { await sleep(200); ${group}; globalThis.running = false; };`);
  const other = await stackOfText(`if (globalThis.running) throw new Error("two at once"); ${group};`);
  for (const outcome of await Promise.all([stack.preview(), other.preview()])) succeeded(outcome);
  other.remove();
});

it("a hook of a deletion runs, and a program that never ends is stopped with its command", async () => {
  const hook = `const hook = new pulumi.ResourceHook("hook", async () => pulumi.log.info("hook ran"));
    if (new pulumi.Config().getBoolean("group"))
      new ResourceGroup("group", { location: "westeurope" }, { hooks: { beforeDelete: [hook] } });`;
  stack = await stackOfText(
    `${hook}\nif (new pulumi.Config().getBoolean("hang")) module.exports = () => new Promise(() => {});`,
    { group: true },
  );
  succeeded(await stack.up());
  stack.setConfig({ hang: true });
  const stopped = await stack.up({ timeLimitSeconds: 3 });
  expect(errorsOf(stopped)).toContain("stopped after its time limit of 3 s");
  stack.setConfig({ hang: undefined, group: undefined });
  const deleted = succeeded(await stack.up());
  expect(changedSteps(deleted)).toContain("delete group");
  expect(deleted.log).toContain("hook ran");
});

it("simulated Azure that crashes is lost to its command, and the next one continues with what it wrote", async () => {
  const faults = [{ resource: "*:ProtectedItem", operation: "create", crash: "before", times: 1 }];
  stack = await stackOf("backup", { config: { vmIds: { web: vmId("web") } }, faults });
  const crashed = await stack.up({ env });
  expect([crashed.ok, errorsOf(crashed)]).toEqual([false, expect.stringContaining("connection")]);
  expect(changedSteps(succeeded(await stack.up({ env })))).toContain("create backup-web");
  expectNoChange(await stack.up({ env }));
});

it("a command that Node.js must be started for has processes of its own", async () => {
  stack = await stackOfText(`exports.pid = process.pid;`);
  expect(succeeded(await stack.preview()).outputs.pid).toBe(nodeProcess.pid);
  const started = succeeded(await stack.preview({ env: { NODE_OPTIONS: "--no-warnings" } }));
  expect(started.outputs.pid).not.toBe(nodeProcess.pid);
});
