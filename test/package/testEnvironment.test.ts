import { execFileSync } from "node:child_process";
import { repositoryDir } from "../../simulator/engine/cache";

/** Makes the environment of a test file in a process of its own, changes what a file could change, ends it, and prints what is left. */
const script = `
  const Environment = require("./test/support/environment.js");
  const make = () => new Environment({ projectConfig: { testEnvironmentOptions: {}, fakeTimers: {}, globals: {} }, globalConfig: {} }, {});
  const seen = () => ({
    leaked: globalThis.leaked, constant: process.env.GIVEN, added: process.env.ADDED, cwd: process.cwd(), exitCode: process.exitCode,
    listeners: process.listenerCount("unhandledRejection"), frames: Error.stackTraceLimit, now: Date.now() > 1,
    config: new (require("@pulumi/pulumi").Config)("bank").get("region"),
    types: [...require("@pulumi/pulumi/runtime/state").getResourceModules().keys()].length > 0,
  });
  (async () => {
    const first = make();
    await first.setup();
    require("@pulumi/azure-native/recoveryservices");
    const before = seen();
    globalThis.leaked = true;
    Object.assign(process.env, { GIVEN: "changed", ADDED: "yes" });
    process.chdir("/");
    process.exitCode = 3;
    process.on("unhandledRejection", () => {});
    first.moduleMocker.spyOn(Date, "now").mockReturnValue(0);
    require("@pulumi/pulumi/runtime").setAllConfig({ "bank:region": "westeurope" });
    const changed = seen();
    await first.teardown();
    const next = make();
    await next.setup();
    const after = seen();
    await next.teardown();
    console.log(JSON.stringify({ before, changed, after }));
  })();`;

it("a test file leaves nothing of what it changes to the next", () => {
  const { before, changed, after } = JSON.parse(
    execFileSync(process.execPath, ["-e", script], {
      cwd: repositoryDir,
      env: { ...process.env, GIVEN: "given" },
      encoding: "utf8",
    }),
  );
  expect(changed).toEqual({
    ...before,
    ...{ leaked: true, constant: "changed", added: "yes", cwd: "/", exitCode: 3 },
    ...{ listeners: before.listeners + 1, now: false, config: "westeurope" },
  });
  expect(after).toEqual(before);
});
