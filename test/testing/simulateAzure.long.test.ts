/** @jest-environment ./test/support/engineEnvironment.js */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryDir } from "../../simulator/engine";
import { type SimulatedAzure, simulateAzure } from "../../simulator/testing";

jest.setTimeout(180_000);

/** Programs run in this process. newcomer.long.test.ts has a user's test as it is, whose programs have processes of their own. */
jest.mock("../../simulator/engine", () =>
  jest.requireActual<typeof import("../support/engine")>("../support/engine").engineInProcess(),
);

const program = join(repositoryDir, "dist/test/engine/programs/backup.js");
const vmId = (name: string) =>
  `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/simulated/providers/Microsoft.Compute/virtualMachines/${name}`;

let azure: SimulatedAzure;
afterEach(() => azure.stop());

it("faults fail requests, are counted and can be removed; the outcome has the error", async () => {
  azure = await simulateAzure({ vms: "any" });
  const stack = await azure.stack({
    program,
    config: { vmIds: { web: vmId("web") }, "azure-vm-backup:retryPauseSeconds": 0 },
  });
  // The second fault equals the first and has a count of its own.
  for (const _ of [1, 2]) {
    const fault = azure.fail({
      ...{ resource: "*:ProtectedItem", operation: "create", times: 1 },
      ...{ statusCode: 400, code: "UserErrorVmNotFoundV2" },
    });
    const failed = await stack.up();
    expect([failed.ok, fault.struck]).toEqual([false, 1]);
    expect(failed.errors.join()).toContain("UserErrorVmNotFoundV2");
    expect(() => failed.orThrow()).toThrow("UserErrorVmNotFoundV2");
    azure.clearFaults();
  }
  (await stack.up()).orThrow();
});

describe("a type that is not modelled", () => {
  const folder = mkdtempSync(join(tmpdir(), "program-"));
  const file = join(folder, "index.js");
  afterAll(() => rmSync(folder, { recursive: true }));
  const redis = (name: string) =>
    `new cache.Redis("${name}", { resourceGroupName: "simulated", sku: { name: "Basic", family: "C", capacity: 0 }, location: "westeurope" });`;
  const warning = "Simulated Azure does not model azure-native:redis:Redis";
  const countWarnings = (log: string) => (log.split("Diagnostics:")[1] ?? "").split(warning).length - 1;
  const sdk = JSON.stringify(require.resolve("@pulumi/azure-native/redis"));
  writeFileSync(file, `const cache = require(${sdk});\n${redis("a")}\n${redis("b")}`);

  it("is stored with a warning, once in each operation", async () => {
    azure = await simulateAzure({ vms: { web: {} } });
    const stack = await azure.stack({ program: file });
    for (const outcome of [await stack.preview(), await stack.up(), await stack.up()]) {
      expect(countWarnings(outcome.orThrow().log)).toBe(1);
      expect(outcome.log).toContain(`warning: ${warning}`);
    }
    expect(azure.resources("Microsoft.Cache/redis").length).toBe(2);
  });

  it("is refused by preview if unmodelled is refuse", async () => {
    azure = await simulateAzure({ vms: { web: {} }, unmodelled: "refuse" });
    const refused = await (await azure.stack({ program: file })).preview();
    expect([refused.ok, refused.errors.join()]).toEqual([false, expect.stringContaining(warning)]);
  });

  it("is stored without a warning if unmodelled is store", async () => {
    azure = await simulateAzure({ vms: { web: {} }, unmodelled: "store" });
    const stored = await (await azure.stack({ program: file })).up();
    expect([stored.ok, stored.log.includes(warning)]).toEqual([true, false]);
  });
});

it("two run at the same time, can stop twice, and ignore the caller's subscription", async () => {
  process.env.ARM_SUBSCRIPTION_ID = "11111111-1111-1111-1111-111111111111";
  azure = await simulateAzure({ vms: { web: {} } });
  const other = await simulateAzure({ vms: { web: {} } });
  delete process.env.ARM_SUBSCRIPTION_ID;
  const [one, two] = await Promise.all(
    [azure, other].map((each) => each.stack({ program, config: { vmIds: { web: vmId("web") } } })),
  );
  const [up] = await Promise.all([one?.up(), two?.preview()]);
  up?.orThrow();
  expect(azure.unprotectedVms()).toEqual([]);
  expect(other.unprotectedVms().map(({ id }) => id)).toEqual([vmId("web")]);
  await Promise.all([other.stop(), other.stop()]);
  await other.stop();
  await expect(other.stack({ program })).rejects.toThrow("was stopped");
});
