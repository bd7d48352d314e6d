/** @jest-environment ./test/support/engineEnvironment.js */
// A vault of a stack that was deleted outside of it, with its soft-deleted item.
import { deletedVaultsOf } from "../../cli/repair/deletedVaults";
import { repair } from "../../cli/repair/repair";
import type { RepairReport } from "../../cli/repair/report";
import { openStore } from "../../simulator/azure/store";
import type { Arm } from "../../src/live/arm";
import { undeleteVault } from "../../src/live/deletedVaults";
import { sendTo } from "../simulator/azure/recorded/case";
import {
  bankGroup,
  bankVaultId,
  changedSteps,
  env,
  itemId,
  stackOf,
  subscription,
  succeeded,
  vmId,
  withoutPauses,
} from "../support/engine";

jest.setTimeout(240_000);

it("repair names the deleted vault, and after it came back the stack's vault and policy are as before", async () => {
  const stack = await stackOf("backup", { config: { ...withoutPauses, vmIds: { web: vmId("web") } } });
  succeeded(await stack.up({ env }));
  const send = sendTo({ store: openStore(stack.azureDir), anyVm: true, slowDeletes: 0 });
  for (const id of [itemId("web"), bankVaultId]) expect(send({ method: "DELETE", url: id }).status).toBe(202);

  const arm = armOf(send);
  const lines: string[] = [];
  let report: RepairReport | undefined;
  await repair({
    ...{ pulumi: stack.pulumi, subscriptionId: subscription.split("/")[2] ?? "", yes: false },
    readDeletedVaults: (vaults) => deletedVaultsOf(arm, vaults),
    log: (line) => void lines.push(line),
    onReport: (one) => {
      report = one;
    },
  });
  const [deleted] = report?.deletedVaults ?? [];
  expect(report).toMatchObject({
    deletedVaults: [{ vaultId: bankVaultId, hasNewVault: false }],
    deletedVaultsNotRead: [],
  });
  expect(lines.join("\n")).toContain(`adopt --undelete ${deleted?.id} --yes`);

  await undeleteVault(arm, deleted?.id ?? "", bankGroup, { pauseSeconds: 0 });
  const steps = changedSteps(succeeded(await stack.preview({ env, args: ["--refresh"] })));
  // Only the item changes: it is still soft-deleted.
  expect(steps.filter((step) => !step.startsWith("refresh "))).toEqual(["update backup-web"]);
  stack.remove();
});

/** Azure Resource Manager that answers without a connection. */
function armOf(send: ReturnType<typeof sendTo>): Arm {
  const request = (method: string, path: string, version: string, body?: object) => {
    const response = send({ method, url: `${path}?api-version=${version}`, ...(body && { body }) });
    return { ...response, header: (name: string) => response.headers?.[name] };
  };
  return {
    get: async (path: string, version: string) => {
      const { status, body } = request("GET", path, version);
      return status === 404 ? undefined : body;
    },
    list: async (path: string, version: string) =>
      (request("GET", path, version).body as { value: unknown[] }).value,
    send: async (...args: Parameters<typeof request>) => request(...args),
  } as unknown as Arm;
}
