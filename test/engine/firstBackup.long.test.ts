/** @jest-environment ./test/support/engineEnvironment.js */
// What a program does through Azure's own SDK, against simulated Azure's REST API on loopback. live.long.test.ts has failures.
import { openStore } from "../../simulator/azure/store";
import type { Outcome, Stack } from "../../simulator/engine";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import {
  env,
  expectNoChange,
  itemId,
  propertiesInAzure,
  stackOf,
  succeeded,
  vmId,
  withoutPauses,
} from "../support/engine";

jest.setTimeout(240_000);

const vmIds = { web: vmId("web"), api: vmId("api") };

let stack: Stack;
let arm: RestServer;
const create = async (config: Record<string, unknown>) => {
  stack = await stackOf("backup", { config: { ...withoutPauses, vmIds, ...config } });
  arm = await serveArm({ folder: stack.azureDir, anyVm: true });
};
afterEach(async () => {
  stack.remove();
  await arm.stop();
});
/** With access to the REST API, in processes of its own: Azure's SDK keeps the sign-in of a process. */
const upWithSdk = (args: string[] = []): Promise<Outcome> => stack.up({ env: { ...env, ...arm.env }, args });
const item = (name: string) => propertiesInAzure(stack, itemId(name));
const triggered = () => arm.requests.filter((request) => request.startsWith("POST")).length;

it("a first backup is followed until Azure has validated it, and a second up starts none", async () => {
  await create({ initialBackup: { wait: true, retentionDays: 30 } });
  succeeded(await stack.preview({ env: { ...env, ...arm.env } }));
  expect(arm.requests).toEqual([]);
  const first = succeeded(await upWithSdk());
  expect(first.log).toMatch(/backup-web: first backup InProgress \(Take Snapshot Completed/);
  expect(first.log).toMatch(/backup-web: first backup done: .*Validate backup Completed/);
  expect(item("web")).toMatchObject({ protectionState: "Protected", lastBackupStatus: "Completed" });
  const jobs = [...openStore(stack.azureDir).ofType("Microsoft.RecoveryServices/vaults/backupJobs")];
  const days = jobs.map(
    ({ properties }) => (Date.parse(String(properties.expires)) - Date.now()) / 86_400_000,
  );
  expect(days.map(Math.round)).toEqual([30, 30]);
  expectNoChange(await upWithSdk());
  expect(triggered()).toBe(2);
});

it("without wait a first backup is only started, and the SDK retries a throttled request", async () => {
  await create({ initialBackup: {} });
  arm.setFaults([
    { request: /^POST .*;web\/backup/, status: 429, headers: { "retry-after": "1" }, times: 1 },
  ]);
  const done = succeeded(await upWithSdk());
  const notices = done.diagnostics.filter(({ message }) =>
    message.includes("pulumi up does not wait for it"),
  );
  expect(notices).toHaveLength(2);
  expect(triggered()).toBe(3);
  expect(item("web")?.lastBackupStatus).toBe("");
});
