import type { Stack } from "../../simulator/engine";
import { env, errorsOf, moves, stackOf, vmId } from "../support/engine";

jest.setTimeout(120_000);

const config = { "azure-vm-backup:retryPauseSeconds": 0, vmIds: { web: vmId("web"), api: vmId("api") } };
const item = "azure-native:recoveryservices:ProtectedItem";
const storm = [
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

let stack: Stack;
afterEach(() => stack.remove());

it("what passes with time is waited for, with a line each", async () => {
  stack = await stackOf("backup", { config, faults: storm });
  const up = await stack.up({ env });
  expect(errorsOf(up)).toBe("");
  expect(up.log).toContain("create failed, since Azure is throttling; trying again in 0 s (1 of 4)");
  expect(up.log).toContain("Vault bank-vault: create failed, since Azure's service has trouble");
  expect(up.log).toContain("ProtectionPolicy nightly: create failed, since another operation is in progress");
  expect(Object.keys((await stack.up({ env })).changes)).toEqual(["same"]);
});

it("an update and a deletion wait as well, under the names of the last run", async () => {
  stack = await stackOf("backup", { config: { ...config, deleteItems: true } });
  await stack.up({ env });
  const locked = { resource: item, status: 409, code: "BMSUserErrorObjectLocked", times: 1 };
  stack.writeFaults([
    { ...locked, operation: "update" },
    { ...locked, operation: "delete" },
  ]);
  stack.setConfig({ vmIds: { api: vmId("api") }, disks: { api: { include: [0] } } });
  const up = await stack.up({ env });
  expect(errorsOf(up)).toBe("");
  expect(moves(up)).toEqual(expect.arrayContaining(["update backup-api", "delete backup-web"]));
  for (const operation of ["update", "delete"])
    expect(up.log).toContain(`${operation} failed, since another operation holds the item; trying again`);
});

it("what fails for good fails at once, and what does not end fails with Azure's own words", async () => {
  stack = await stackOf("backup", {
    config,
    faults: [{ resource: item, operation: "create", status: 400, code: "Wrong", times: 1 }],
  });
  const wrong = await stack.up({ env });
  expect(errorsOf(wrong)).toContain('Code="Wrong"');
  expect(wrong.log).not.toContain("trying again");
  stack.writeFaults([{ resource: item, operation: "create", status: 429 }]);
  const endless = await stack.up({ env });
  expect(errorsOf(endless)).toContain('Status=429 Code="TooManyRequests"');
  expect(endless.log).toContain("(4 of 4)");
  stack.writeFaults([]);
  expect(errorsOf(await stack.up({ env }))).toBe("");
});
