/** @jest-environment ./test/support/engineEnvironment.js */
// The table "What Pulumi's own hints do" of docs/move.md, on a stack of defaults: two VMs, vault Refuse, items Retain.
import type { Stack } from "../../simulator/engine";
import {
  changedSteps,
  env,
  errorsOf,
  expectNoChange,
  itemId,
  stackOf,
  succeeded,
  vmId,
} from "../support/engine";
import { isProtectedIn } from "../support/keys";
import { repairStack } from "../support/recoveryPoints";

jest.setTimeout(300_000);

const ids = (...names: string[]) => Object.fromEntries(names.map((name) => [name, vmId(name)]));
let stack: Stack;
beforeEach(async () => {
  stack = await stackOf("backup", { config: { protect: true, vmIds: ids("web", "api") } });
  succeeded(await stack.up({ env }));
});
afterEach(() => stack.remove());

const urnsIn = async () => ((await stack.exportState()).resources ?? []).map(({ urn }) => String(urn));
const urnOf = async (name: string) => (await urnsIn()).find((urn) => urn.endsWith(`::${name}`)) ?? "";
const isProtected = (name: string) => isProtectedIn(stack, name);
const cannotCreate = "cannot create already existing resource";

it("state unprotect and destroy lose nothing in Azure, and repair heals the stack", async () => {
  for (const urn of (await urnsIn()).filter((one) => /Vault::bank-vault$/.test(one)))
    await stack.pulumi(["state", "unprotect", urn, "--yes"]);
  expect(errorsOf(await stack.destroy({ env }))).toContain("ServiceResourceNotEmptyWithBackendMessage");
  expect([isProtected("web"), isProtected("api")]).toEqual([true, true]);
  expect(errorsOf(await stack.up({ env }))).toContain(cannotCreate);
  expect(await repairStack(stack)).toBeGreaterThan(0);
  succeeded(await stack.up({ env }));
  expectNoChange(await stack.up({ env }));
});

it("destroy --target of an item leaves the VM protected, and up then fails until the VM leaves the map", async () => {
  succeeded(await stack.destroy({ env, args: ["--target", await urnOf("backup-web")] }));
  expect(isProtected("web")).toBe(true);
  expect(errorsOf(await stack.up({ env }))).toContain(cannotCreate);
  stack.setConfig({ vmIds: ids("api") });
  succeeded(await stack.up({ env }));
  expect(isProtected("web")).toBe(true);
});

it("up --target of a new item leaves the map behind, and the next up makes it", async () => {
  stack.setConfig({ vmIds: ids("web", "api", "db") });
  const target = (await urnOf("backup-web")).replace(/web$/, "db");
  succeeded(await stack.up({ env, args: ["--target", target] }));
  expect(isProtected("db")).toBe(true);
  succeeded(await stack.up({ env }));
  expectNoChange(await stack.up({ env }));
});

it("an imported item of a VM that comes back to the map stays", async () => {
  stack.setConfig({ vmIds: ids("api") });
  succeeded(await stack.up({ env }));
  stack.setConfig({ vmIds: ids("web", "api") });
  const parent = await urnOf("backup");
  const resource = {
    ...{ type: "azure-native:recoveryservices:ProtectedItem", name: "backup-web", id: itemId("web") },
    parent: "backup",
  };
  succeeded(await stack.import({ nameTable: { backup: parent }, resources: [resource] }, { env }));
  succeeded(await stack.up({ env }));
  expect(isProtected("web")).toBe(true);
  expectNoChange(await stack.up({ env }));
});

it("up --replace of an item fails and loses nothing, and the next up succeeds", async () => {
  const replaced = await stack.up({ env, args: ["--replace", await urnOf("backup-web")] });
  expect(replaced.ok).toBe(false);
  expect(isProtected("web")).toBe(true);
  const next = succeeded(await stack.up({ env }));
  expect(changedSteps(next).filter((step) => /^(delete|create)/.test(step))).toEqual([]);
  expect(isProtected("web")).toBe(true);
});
