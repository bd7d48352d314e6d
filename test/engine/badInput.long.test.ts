/** @jest-environment ./test/support/engineEnvironment.js */
import { env, errorsOf, stackOf, vmId } from "../support/engine";

jest.setTimeout(120_000);

/** For each invalid construct of the program, the property paths that its one error must name. */
const expectedPaths: Record<string, string[]> = {
  digitFirst: ["vaultName"],
  tooShort: ["vaultName"],
  tooLong: ["vaultName"],
  underscore: ["vaultName"],
  crossRegionOnLocal: ["crossRegionRestore"],
  softDelete13: ["softDelete.retentionDays"],
  softDelete181: ["softDelete.retentionDays"],
  malformedVmId: ["vms.web.vmId"],
  sameVmTwice: ["vms.b.vmId"],
  sameVmInOtherCase: ["vms.b.vmId"],
  quarterPast: ["schedule.daily.time"],
  sixDailyPoints: ["retention.daily.days"],
  dailyOnWeekly: ["retention.daily"],
  instantRestore6: ["instantRestoreDays"],
  unknownZone: ["timeZone"],
  manyAtOnce: ["timeZone", "schedule.daily.time", "retention.daily.days", "instantRestoreDays"],
};

it("every invalid argument is reported with its path, and nothing is registered", async () => {
  const stack = await stackOf("invalidArguments");
  const up = await stack.up();
  stack.remove();
  const messages = up.outputs.messages as Record<string, string>;
  const pathsOf = (message: string) =>
    [...message.matchAll(/^ {2}(\S+?)(?:: | is(?: |$))/gm)].map((match) => match[1]);
  expect(Object.fromEntries(Object.entries(messages).map(([name, text]) => [name, pathsOf(text)]))).toEqual(
    expectedPaths,
  );
  expect(up.steps.map(({ type }) => type)).toEqual(["pulumi:pulumi:Stack"]);
});

describe("an uncaught error is all that a user reads, once", () => {
  /** As on a user's computer: a process of its own, without what these tests load into Node.js to make other errors readable. */
  const asUsersHaveIt = { ...env, NODE_OPTIONS: "" };

  it.each([
    ["a plain value", { vaultName: "my_vault" }, /^BackupVault "my_vault" at backup\.[jt]s:\d+ has 1 error$/],
    [
      "an Output",
      { vault: { softDelete: { retentionDays: 7 } }, deferred: true },
      /softDelete\.retentionDays is 7; /m,
    ],
  ])("for %s", async (_, config, expected) => {
    const stack = await stackOf("backup", { config, inProcess: false });
    const up = await stack.up({ env: asUsersHaveIt });
    stack.remove();
    const errors = up.diagnostics.filter(({ severity }) => severity === "error");
    expect([up.ok, errors.length]).toEqual([false, 1]);
    const lines = errorsOf(up).trim().split("\n");
    expect(lines[0]).toMatch(/has 1 error$/);
    expect(lines.length).toBeLessThanOrEqual(8);
    expect(errorsOf(up)).toMatch(new RegExp(expected.source, "m"));
    expect(up.log).not.toMatch(/\n +at |InputPropertiesError|propertyPath/);
    expect(up.steps.map(({ type }) => type)).not.toContain("azure-native:recoveryservices:Vault");
  });
});

describe("an invalid Output is reported, and the resource that depends on it is not created", () => {
  it.each([
    [
      "vault",
      { vault: { storageRedundancy: "LocallyRedundant", crossRegionRestore: true } },
      "crossRegionRestore",
      "bank-vault",
    ],
    [
      "policy",
      { policy: { tier: "Standard", instantRestoreDays: 6, timeZone: "Europe/Pariis" } },
      "timeZone",
      "nightly",
    ],
    ["VMs", { vmIds: { a: vmId("web"), b: vmId("WEB") } }, "vms.b.vmId", "backup-b"],
  ])("%s", async (_, config, path, name) => {
    const stack = await stackOf("backup", { config: { deferred: true, ...config } });
    for (const run of [stack.preview, stack.up]) {
      const outcome = await run({ env });
      expect(outcome.ok).toBe(false);
      expect(errorsOf(outcome)).toMatch(new RegExp(`\\n {2}${path.replaceAll(".", "\\.")}(: | is\\s)`));
      const created = outcome.steps.filter(({ type }) => type.startsWith("azure-native:recoveryservices"));
      expect(created.map((step) => step.name)).not.toContain(name);
    }
    const { resources = [] } = await stack.exportState();
    const customs = resources.filter(({ custom }) => custom).map(({ urn }) => String(urn).split("::").at(-1));
    expect(customs).not.toContain(name);
    expect(customs).toContain("bank");
    stack.remove();
  });
});
