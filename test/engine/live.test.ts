// What a program does through Azure's own SDK, against simulated Azure's REST API on loopback.
import { openStore } from "../../simulator/azure/store";
import type { Outcome, Stack } from "../../simulator/engine";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import { env, errorsOf, moves, stackOf, vmId } from "../support/engine";

jest.setTimeout(240_000);

const vault =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bank/providers/Microsoft.RecoveryServices/vaults/bank-vault";
const itemId = (name: string) =>
  `${vault}/backupFabrics/Azure/protectionContainers/iaasvmcontainer;iaasvmcontainerv2;bank;${name}/protectedItems/vm;iaasvmcontainerv2;bank;${name}`;
const vmIds = { web: vmId("web"), api: vmId("api") };
const quick = { "azure-vm-backup:retryPauseSeconds": 0 };

let stack: Stack;
let arm: RestServer;
const begin = async (config: Record<string, unknown>) => {
  stack = await stackOf("backup", { config: { ...quick, vmIds, ...config } });
  arm = await serveArm({ folder: stack.azureDir, anyVm: true });
};
afterEach(async () => {
  stack.remove();
  await arm.stop();
});
const up = (args: string[] = []): Promise<Outcome> => stack.up({ env: { ...env, ...arm.env }, args });
const item = (name: string) =>
  openStore(stack.azureDir).find(itemId(name))?.properties.properties as Record<string, unknown> | undefined;
const triggered = () => arm.requests.filter((request) => request.startsWith("POST")).length;

it("a first backup is followed until Azure has validated it; a second up starts none", async () => {
  await begin({ initialBackup: { wait: true, retentionDays: 30 } });
  const preview = await stack.preview({ env: { ...env, ...arm.env } });
  expect([errorsOf(preview), arm.requests.length]).toEqual(["", 0]);
  const first = await up();
  expect(errorsOf(first)).toBe("");
  expect(first.log).toMatch(/backup-web: first backup InProgress \(Take Snapshot Completed/);
  expect(first.log).toMatch(/backup-web: first backup done: .*Validate backup Completed/);
  expect(item("web")).toMatchObject({ protectionState: "Protected", lastBackupStatus: "Completed" });
  const jobs = [...openStore(stack.azureDir).ofType("Microsoft.RecoveryServices/vaults/backupJobs")];
  const days = jobs.map(
    ({ properties }) => (Date.parse(String(properties.expires)) - Date.now()) / 86_400_000,
  );
  expect(days.map(Math.round)).toEqual([30, 30]);
  expect(Object.keys((await up()).changes)).toEqual(["same"]);
  expect(triggered()).toBe(2);
});

it("without wait it is started alone; a throttled request is tried again by the SDK", async () => {
  await begin({ initialBackup: {} });
  arm.setFaults([
    { request: /^POST .*;web\/backup/, status: 429, headers: { "retry-after": "1" }, times: 1 },
  ]);
  const done = await up();
  expect(errorsOf(done)).toBe("");
  const told = done.diagnostics.filter(({ message }) => message.includes("this run does not wait for it"));
  expect(told).toHaveLength(2);
  expect(triggered()).toBe(3);
  expect(item("web")?.lastBackupStatus).toBe("");
});

it("a first backup that fails is a warning with the command that repeats it, and everything is protected", async () => {
  await begin({ initialBackup: { wait: true } });
  const code = "UserErrorGuestAgentStatusUnavailable";
  arm.setFaults([{ request: /^POST .*;web\/backup/, status: 400, code, message: "No agent." }]);
  const done = await up();
  expect(errorsOf(done)).toBe("");
  expect(done.log).toContain(`npx azure-vm-backup backup-now ${itemId("web")}`);
  expect(item("api")).toMatchObject({ lastBackupStatus: "Completed" });
  expect(Object.keys((await up()).changes)).toEqual(["same"]);
});

it("a soft-deleted VM comes back in one up, with its recovery points; then nothing is left to do", async () => {
  await begin({ deleteItems: true });
  expect(errorsOf(await up())).toBe("");
  stack.setConfig({ vmIds: { api: vmIds.api } });
  expect(errorsOf(await up())).toBe("");
  expect(item("web")).toMatchObject({ isScheduledForDeferredDelete: true });
  stack.setConfig({ vmIds, deleteItems: false, adopt: { vaultId: vault, keys: ["web"] } });
  const preview = await stack.preview({ env });
  expect(preview.log).toContain("vms.web is adopted and soft-deleted: pulumi up undeletes it");
  expect(item("web")).toMatchObject({ isScheduledForDeferredDelete: true });
  const back = await up();
  expect(errorsOf(back)).toBe("");
  expect(moves(back)).toContain("import backup-web");
  expect(item("web")).toMatchObject({ protectionState: "IRPending", policyId: expect.any(String) });
  expect(Object.keys((await up()).changes)).toEqual(["same"]);
});

it("a VM whose backup was deleted in the portal is healed by an up that refreshes", async () => {
  await begin({});
  expect(errorsOf(await up())).toBe("");
  const store = openStore(stack.azureDir);
  const kept = store.find(itemId("web"));
  if (kept === undefined) throw new Error("no item");
  const { policyId: _, ...left } = kept.properties.properties as Record<string, unknown>;
  const properties = { ...left, protectionState: "ProtectionStopped", isScheduledForDeferredDelete: true };
  store.put({ ...kept, properties: { ...kept.properties, properties } });
  stack.setConfig({ adopt: { vaultId: vault, keys: ["web"] } });
  arm.setFaults([{ request: /^PUT .*;web$/, status: 403, code: "AuthorizationFailed", times: 1 }]);
  const refused = await up(["--refresh"]);
  expect(errorsOf(refused)).toContain("az backup protection undelete");
  const healed = await up(["--refresh"]);
  expect(errorsOf(healed)).toBe("");
  expect(item("web")).toMatchObject({ protectionState: "IRPending", policyId: expect.any(String) });
  expect(item("web")?.isScheduledForDeferredDelete).toBeUndefined();
  expect(Object.keys((await up()).changes)).toEqual(["same"]);
});
