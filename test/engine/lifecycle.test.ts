import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "../../simulator/engine";
import { env, errorsOf, moves, stackOf, vmId } from "../support/engine";

jest.setTimeout(120_000);

const three = { web: vmId("web"), db: vmId("db"), queue: vmId("queue") };
let stack: Stack;
beforeAll(async () => {
  stack = await stackOf("backup", { config: { deleteItems: true, vmIds: three } });
});
afterAll(() => stack.remove());

it("the first up creates all, the second changes nothing", async () => {
  const first = await stack.up({ env });
  expect([first.ok, first.changes]).toEqual([true, { create: 10 }]);
  expect(Object.keys(first.outputs.items as object).sort()).toEqual(["db", "queue", "web"]);
  const second = await stack.up({ env });
  expect([second.ok, second.changes]).toEqual([true, { same: 10 }]);
});

it("a fourth VM is one resource more, and the names stay known in preview", async () => {
  stack.setConfig({ vmIds: { first: vmId("first"), ...three } });
  const preview = await stack.preview({ env });
  expect(preview.outputs.vaultName).toBe("bank-vault");
  const up = await stack.up({ env });
  expect(moves(up)).toEqual(["update backup", "create backup-first"]);
});

it("a renamed key is refused with the way to go: with previousKey it moves nothing", async () => {
  const renamed = { vmIds: { front: vmId("first"), ...three } };
  stack.setConfig(renamed);
  const without = await stack.preview({ env });
  expect(without.ok).toBe(false);
  expect(errorsOf(without)).toContain('give it previousKey: "first"');
  stack.setConfig({ ...renamed, previousKeys: { front: "first" } });
  const up = await stack.up({ env });
  expect([up.ok, moves(up)]).toEqual([true, ["update backup"]]);
});

it("refresh finds no drift and destroy leaves nothing", async () => {
  const refreshed = await stack.refresh({ env });
  expect(refreshed.ok).toBe(true);
  expect(moves(await stack.up({ env }))).toEqual([]);
  const destroyed = await stack.destroy({ env });
  expect([destroyed.ok, destroyed.changes]).toEqual([true, { delete: 11 }]);
  expect((await stack.exportState()).resources ?? []).toEqual([]);
});

it("by default destroy is refused and forgets nothing, and a VM that leaves the map stays protected", async () => {
  const kept = await stackOf("backup", { config: { protect: true, vmIds: { web: vmId("web") } } });
  await kept.up({ env });
  // As for a person: `destroy` previews first.
  const refused = await kept.destroy({ env, args: ["--skip-preview=false"] });
  expect(refused.ok).toBe(false);
  expect(errorsOf(refused)).toContain("protect");
  expect(moves(await kept.up({ env }))).toEqual([]);
  kept.setConfig({ vmIds: {} });
  const without = await kept.up({ env });
  expect([without.ok, moves(without)]).toEqual([true, ["update backup", "delete backup-web"]]);
  const azure = readFileSync(join(kept.azureDir, "azure.jsonl"), "utf8");
  expect(azure).toContain('"name":"vm;iaasvmcontainerv2;bank;web"');
  expect(azure).not.toContain('{"remove"');
  kept.remove();
});
