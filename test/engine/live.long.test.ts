/** @jest-environment ./test/support/engineEnvironment.js */
// More of what a program does through Azure's own SDK, against simulated Azure's REST API on loopback.
import { openStore } from "../../simulator/azure/store";
import type { Outcome, Stack } from "../../simulator/engine";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import {
  bankVaultId,
  env,
  errorsOf,
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

it("a first backup that fails is a warning with the command that repeats it, and everything is protected", async () => {
  await create({ initialBackup: { wait: true } });
  const code = "UserErrorGuestAgentStatusUnavailable";
  arm.setFaults([{ request: /^POST .*;web\/backup/, status: 400, code, message: "No agent." }]);
  const done = succeeded(await upWithSdk());
  const command = /npx azure-vm-backup backup-now (\S+;web)\b/.exec(done.log) ?? [];
  expect(command[1]?.toLowerCase()).toBe(itemId("web").toLowerCase());
  expect(item("api")).toMatchObject({ lastBackupStatus: "Completed" });
  expectNoChange(await stack.up({ env }));
});

it("a first backup that was started and cannot be followed has not failed", async () => {
  await create({ initialBackup: { wait: true } });
  arm.setFaults([
    { request: /^GET .*\/backupJobs\//, status: 403, code: "AuthorizationFailed", message: "No." },
  ]);
  const { log } = succeeded(await upWithSdk());
  expect(log).toContain("its first backup is started, but job ");
  expect(log).toMatch(/AuthorizationFailed|No\./);
  expect(log).toContain("az backup job show --subscription");
  expect(log).not.toContain("its first backup failed");
});

it("a VM whose backup was deleted in the portal is protected again by an up that refreshes", async () => {
  await create({});
  succeeded(await stack.up({ env }));
  const store = openStore(stack.azureDir);
  const kept = store.find(itemId("web"));
  if (kept === undefined) throw new Error("no item");
  const { policyId: _, ...left } = kept.properties.properties as Record<string, unknown>;
  const properties = { ...left, protectionState: "ProtectionStopped", isScheduledForDeferredDelete: true };
  store.put({ ...kept, properties: { ...kept.properties, properties } });
  stack.setConfig({ adopt: { vaultId: bankVaultId, keys: ["web"] } });
  arm.setFaults([{ request: /^PUT .*;web$/, status: 403, code: "AuthorizationFailed", times: 1 }]);
  const refused = await upWithSdk(["--refresh"]);
  expect(errorsOf(refused)).toContain("az backup protection undelete");
  succeeded(await upWithSdk(["--refresh"]));
  expect(item("web")).toMatchObject({ protectionState: "IRPending", policyId: expect.any(String) });
  expect(item("web")?.isScheduledForDeferredDelete).toBeUndefined();
  expectNoChange(await stack.up({ env }));
});

it("a preview of more than 100 new VMs reads one list, and refuses those that somebody else has protected", async () => {
  await create({});
  succeeded(await stack.up({ env }));
  const store = openStore(stack.azureDir);
  const web = store.find(itemId("web"));
  if (web === undefined) throw new Error("no item");
  store.put({ ...web, id: itemId("new7"), name: "new7" });
  const names = Array.from({ length: 101 }, (_, i) => `new${i}`);
  stack.setConfig({ vmIds: { ...vmIds, ...Object.fromEntries(names.map((name) => [name, vmId(name)])) } });
  const refused = errorsOf(await stack.preview({ env: { ...env, ...arm.env } }));
  expect(refused).toContain("vms.new7: the vault already has a protected item of this VM");
  expect(refused).toContain(`vaultId: "${bankVaultId}", keys: ["new7"]`);
  expect(arm.requests).toEqual([`GET ${bankVaultId}/backupProtectedItems`]);
});
