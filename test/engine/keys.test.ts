/** @jest-environment ./test/support/engineEnvironment.js */
// Changes of keys and of onDestroy that Azure or Pulumi cannot carry out as they look. keys.long.test.ts has more.
import type { Stack } from "../../simulator/engine";
import { bankVaultId, env, errorsOf, expectNoChange, stackOf, succeeded } from "../support/engine";
import { isProtectedIn, vmsByKey } from "../support/keys";
import { warningsOf } from "../support/replacedVm";

jest.setTimeout(180_000);

let stack: Stack;
afterEach(() => stack.remove());
const isProtected = (...names: string[]) => names.map((name) => isProtectedIn(stack, name));

it("positions in a list as keys: preview refuses the shift, adopt makes it, and no backup is lost", async () => {
  stack = await stackOf("backup", { config: vmsByKey({ 0: "a", 1: "b", 2: "c" }) });
  succeeded(await stack.up({ env }));
  stack.setConfig(vmsByKey({ 0: "b", 1: "c" }));
  const refused = await stack.preview({ env });
  expect(refused.ok).toBe(false);
  expect(errorsOf(refused)).toContain('keep each VM under its key: bank/b under "1", bank/c under "2"');
  expect(errorsOf(refused)).toContain(`adopt: { vaultId: "${bankVaultId}", keys: ["0", "1"] }`);

  stack.setConfig({ adopt: { vaultId: bankVaultId, keys: ["0", "1"] } });
  const up = succeeded(await stack.up({ env }));
  expect(warningsOf(up)).toContain("The item of bank/a stays in Azure");
  expect(warningsOf(up)).not.toContain("starts without recovery points");
  expect(isProtected("a", "b", "c")).toEqual([true, true, true]);
  // Swapped keys are adopted too.
  stack.setConfig(vmsByKey({ 0: "c", 1: "b" }));
  succeeded(await stack.up({ env }));
  expect(isProtected("a", "b", "c")).toEqual([true, true, true]);
  expectNoChange(await stack.up({ env, args: ["--refresh"] }));
});

it("onDestroy in the state decides: preview refuses to change it while a VM leaves, and says what would happen", async () => {
  stack = await stackOf("backup", { config: { ...vmsByKey({ web: "web", api: "api" }), deleteItems: true } });
  succeeded(await stack.up({ env }));
  stack.setConfig({ ...vmsByKey({ api: "api" }), deleteItems: false });
  const refused = await stack.preview({ env });
  expect(refused.ok).toBe(false);
  expect(errorsOf(refused)).toContain("it still has Delete: their backups would be deleted");
  // The advice, to the letter.
  stack.setConfig(vmsByKey({ web: "web", api: "api" }));
  succeeded(await stack.up({ env }));
  stack.setConfig(vmsByKey({ api: "api" }));
  const up = succeeded(await stack.up({ env }));
  expect(warningsOf(up)).toContain("vms.web is removed from the map: the VM stays protected");
  expect(isProtected("web", "api")).toEqual([true, true]);
});
