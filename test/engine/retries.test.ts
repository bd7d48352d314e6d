/** @jest-environment ./test/support/engineEnvironment.js */
import { openStore } from "../../simulator/azure/store";
import type { Stack } from "../../simulator/engine";
import {
  changedSteps,
  env,
  errorsOf,
  itemId,
  stackOf,
  succeeded,
  vmId,
  withoutPauses,
} from "../support/engine";

jest.setTimeout(120_000);

const vmIds = { web: vmId("web"), api: vmId("api") };
const config = { ...withoutPauses, vmIds };
const item = "azure-native:recoveryservices:ProtectedItem";

let stack: Stack;
afterEach(() => stack.remove());

it("transient errors of a creation are retried, with a line in the log for each, and nothing is created twice", async () => {
  const faults = [
    { id: "throttled", resource: item, operation: "create", status: 429, times: 3 },
    { resource: "*:Vault", operation: "create", status: 503, times: 1 },
    {
      resource: "*:ProtectionPolicy",
      operation: "create",
      status: 409,
      code: "AnotherOperationInProgress",
      times: 2,
    },
  ];
  stack = await stackOf("backup", { config, faults });
  const up = succeeded(await stack.up({ env }));
  // Azure's own error is in the line: Pulumi loses it if the user interrupts the pause.
  expect(up.log).toContain(
    'create failed because Azure is throttling; retrying in 0 s (1 of 4): Status=429 Code="TooManyRequests"',
  );
  expect(up.log).toContain("Vault bank-vault: create failed because Azure's service has an error");
  expect(up.log).toContain(
    "ProtectionPolicy nightly: create failed because another operation is in progress",
  );
  expect(up.changes).toEqual({ create: 9 });
  const items = [...openStore(stack.azureDir).all()].filter(({ id }) => id.includes("/protectedItems/"));
  const ids = items.map(({ id }) => id.toLowerCase());
  expect(ids.sort()).toEqual([itemId("api"), itemId("web")].map((id) => id.toLowerCase()));
});

it("a throttled check before a creation is retried", async () => {
  const faults = [{ resource: item, operation: "check", status: 429, times: 3 }];
  stack = await stackOf("backup", { config, faults });
  expect(succeeded(await stack.up({ env })).log).toContain("Azure is throttling; retrying");
});

it("azure-native retries each answer three times itself, and the library retries what is left", async () => {
  const faults = [{ resource: item, operation: "create", eachAnswer: true, status: 429, times: 11 }];
  stack = await stackOf("backup", { config: { ...config, vmIds: { web: vmIds.web } }, faults });
  const up = succeeded(await stack.up({ env }));
  expect(up.log).toContain("(2 of 4)");
  expect(up.log).not.toContain("(3 of 4)");
});

it("an update and a deletion are retried too, by the hooks of the last run", async () => {
  stack = await stackOf("backup", { config: { ...config, deleteItems: true } });
  succeeded(await stack.up({ env }));
  const locked = { resource: item, status: 409, code: "BMSUserErrorObjectLocked", times: 1 };
  stack.writeFaults([
    { ...locked, operation: "update" },
    { ...locked, operation: "delete" },
  ]);
  stack.setConfig({ vmIds: { api: vmId("api") }, disks: { api: { include: [0] } } });
  const up = succeeded(await stack.up({ env }));
  expect(changedSteps(up)).toEqual(expect.arrayContaining(["update backup-api", "delete backup-web"]));
  for (const operation of ["update", "delete"])
    expect(up.log).toContain(`${operation} failed because another operation holds the item; retrying`);
});

it("a vault is deleted although its items still answer for a while after their deletion", async () => {
  const slow = { ...env, AZURE_SIMULATION_SLOW_DELETES: "2" };
  stack = await stackOf("backup", { config: { ...config, deleteItems: true } });
  succeeded(await stack.up({ env: slow }));
  const destroyed = succeeded(await stack.destroy({ env: slow, args: ["--run-program"] }));
  expect(destroyed.log).toContain("the vault still has items; retrying");
});

it("a vault whose items stay protected is not deleted, and the destroy fails at once", async () => {
  stack = await stackOf("backup", { config });
  succeeded(await stack.up({ env }));
  const destroyed = await stack.destroy({ env, args: ["--run-program"] });
  expect(errorsOf(destroyed)).toContain("ServiceResourceNotEmptyWithBackendMessage");
  expect(destroyed.log).not.toContain("retrying");
});

it("a permanent error fails at once, an endless one with Azure's own words, and the next up creates what is missing", async () => {
  const wrong = { operation: "create", status: 400, code: "Wrong", times: 1 };
  stack = await stackOf("backup", { config, faults: [{ ...wrong, resource: "*:Vault" }] });
  const refused = await stack.up({ env });
  expect(errorsOf(refused)).toContain('Code="Wrong"');
  expect(refused.log).not.toContain("retrying");
  stack.writeFaults([
    { ...wrong, resource: itemId("web") },
    { resource: itemId("api"), operation: "create", status: 429 },
  ]);
  const endless = await stack.up({ env });
  expect(errorsOf(endless)).toContain('Code="Wrong"');
  expect(errorsOf(endless)).toContain('Status=429 Code="TooManyRequests"');
  expect(endless.log).toContain("(4 of 4)");
  expect(endless.log).not.toMatch(/backup-web: create failed because/);
  stack.writeFaults([]);
  succeeded(await stack.up({ env }));
});
