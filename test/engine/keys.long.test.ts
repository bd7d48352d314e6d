/** @jest-environment ./test/support/engineEnvironment.js */
// What preview says of changes after an up that failed, of secret ids, of new components and of whole components that leave.
import { repair } from "../../cli/repair/repair";
import type { Stack } from "../../simulator/engine";
import {
  bankGroup,
  bankVaultId,
  changedSteps,
  env,
  errorsOf,
  expectNoChange,
  itemId,
  propertiesInAzure,
  stackOf,
  subscription,
  succeeded,
  vmId,
} from "../support/engine";
import { isProtectedIn, vmsByKey } from "../support/keys";
import { warningsOf } from "../support/replacedVm";

jest.setTimeout(180_000);

let stack: Stack;
afterEach(() => stack.remove());
const isProtected = (...names: string[]) => names.map((name) => isProtectedIn(stack, name));

it("after an up that failed, the state counts and not what Pulumi recorded", async () => {
  stack = await stackOf("backup", { config: { ...vmsByKey({ a: "a", b: "b" }), deleteItems: true } });
  succeeded(await stack.up({ env }));
  stack.writeFaults([{ resource: "*;new", status: 400 }]);
  stack.setConfig(vmsByKey({ b: "b", new: "new" }));
  expect((await stack.up({ env })).ok).toBe(false);
  expect(isProtected("a")).toEqual([true]);
  // The VM that left in vain is back: its item is still in the state, so nothing is refused and nothing happens to it.
  stack.setConfig(vmsByKey({ a: "a", b: "b" }));
  const back = succeeded(await stack.preview({ env }));
  expect(changedSteps(back).filter((step) => step !== "update backup")).toEqual([]);
  expect(warningsOf(back)).toBe("");
  // Other changes report again that it leaves.
  stack.setConfig(vmsByKey({ b: "b", c: "c" }));
  expect(warningsOf(await stack.preview({ env }))).toContain("vms.a is removed from the map");
});

it("secret ids are compared, and no text shows a part of them", async () => {
  stack = await stackOf("backup", { config: { ...vmsByKey({ 0: "alpha", 1: "beta" }), secretIds: true } });
  succeeded(await stack.up({ env }));
  expectNoChange(await stack.up({ env }));
  stack.setConfig(vmsByKey({ 0: "beta" }));
  const refused = await stack.preview({ env });
  expect(errorsOf(refused)).toContain('VMs change their keys: the VM of vms["1"] is now vms["0"]');
  expect(errorsOf(refused) + warningsOf(refused)).not.toMatch(/alpha|beta/);
});

it("a VM gets another vault by the advice of preview, followed to the letter", async () => {
  const web = { vmId: vmId("web"), location: "westeurope" };
  const far = { vmId: vmId("far"), location: "northeurope" };
  const retained = { onDestroy: "Retain", vault: { onDestroy: "Retain" } };
  stack = await stackOf("regional", { config: { vms: { web, far }, more: retained } });
  succeeded(await stack.up({ env }));
  const moved = { web, far: { ...far, vault: 2 } };
  stack.setConfig({ vms: moved });
  expect(errorsOf(await stack.preview({ env }))).toContain(
    'set onDestroy: "Delete" and vault.onDestroy: "Retain" and run pulumi up; remove the VM from the map and run pulumi up; then add the VM again',
  );
  stack.setConfig({ vms: { web, far }, more: { ...retained, onDestroy: "Delete" } });
  succeeded(await stack.up({ env }));
  stack.setConfig({ vms: { web } });
  const left = succeeded(await stack.up({ env }));
  expect(warningsOf(left)).toContain("No VM is left in northeurope (removed: vms.far)");
  const vaultOf = (name: string) => `${bankGroup}/providers/Microsoft.RecoveryServices/vaults/${name}`;
  const item = (vault: string) => propertiesInAzure(stack, itemId("far", vaultOf(vault)));
  expect(item("bank-northeurope")?.isScheduledForDeferredDelete).toBe(true);
  stack.setConfig({ vms: moved });
  succeeded(await stack.up({ env }));
  expect(item("bank-northeurope-2")).toMatchObject({ protectionState: "IRPending" });
});

it("a renamed component asks Azure: preview refuses its items, names who has them, and an alias keeps them", async () => {
  stack = await stackOf("backup", { config: vmsByKey({ web: "web", api: "api" }) });
  succeeded(await stack.up({ env }));
  stack.setConfig({ component: "renamed" });
  const refused = errorsOf(await stack.preview({ env }));
  expect(refused).toContain("vms.api, vms.web: the vault already has protected items of these VMs");
  expect(refused).toContain("This stack manages some of them as backup-");
  expect(refused).toContain('keys: ["api", "web"]');
  stack.setConfig({ componentAlias: "backup" });
  const kept = succeeded(await stack.preview({ env }));
  expect(changedSteps(kept).filter((step) => /create|delete|replace/.test(step))).toEqual([]);
  // The other advice, to the letter.
  stack.setConfig({ componentAlias: undefined, adopt: { vaultId: bankVaultId, keys: ["api", "web"] } });
  const adopted = succeeded(await stack.up({ env }));
  expect(warningsOf(adopted)).toContain("this stack also manages the item as backup-web");
  expect(isProtected("web", "api")).toEqual([true, true]);
  expectNoChange(await stack.up({ env }));
});

it("a stack whose state was lost: preview refuses what exists, and repair brings it back", async () => {
  stack = await stackOf("backup", { config: vmsByKey({ web: "web" }) });
  succeeded(await stack.up({ env }));
  const config = { ...vmsByKey({ web: "web" }), groupExists: true };
  const lost = await stackOf("backup", { config, azureDir: stack.azureDir });
  expect(errorsOf(await lost.preview({ env }))).toContain("npx azure-vm-backup repair --yes");
  const options = { pulumi: lost.pulumi, subscriptionId: subscription.split("/")[2] ?? "", log: () => {} };
  expect(await repair({ ...options, yes: true })).toBe(3);
  succeeded(await lost.up({ env }));
  expectNoChange(await lost.up({ env }));
  lost.remove();
});

it("a replacement that crashed: up says what to do, and one repair heals it", async () => {
  const faults = [{ resource: "*:ProtectedItem", operation: "create", crash: "after", times: 1 }];
  stack = await stackOf("backup", { config: vmsByKey({ web: "a", api: "b" }) });
  succeeded(await stack.up({ env }));
  stack.writeFaults(faults);
  stack.setConfig(vmsByKey({ web: "c", api: "b" }));
  expect((await stack.up({ env })).ok).toBe(false);
  const refused = await stack.up({ env });
  expect(warningsOf(refused)).toContain(`set adopt: { vaultId: "${bankVaultId}", keys: ["web"] }`);
  expect(await repair({ pulumi: stack.pulumi, log: () => {}, yes: true })).toBe(1);
  expectNoChange(await stack.up({ env }));
  expect(isProtected("a", "b", "c")).toEqual([true, true, true]);
});

it("a deletion that failed is reported again by the next preview", async () => {
  stack = await stackOf("backup", { config: { ...vmsByKey({ web: "web", api: "api" }), deleteItems: true } });
  succeeded(await stack.up({ env }));
  stack.writeFaults([{ resource: "*;web", operation: "delete", status: 400 }]);
  stack.setConfig(vmsByKey({ api: "api" }));
  expect((await stack.up({ env })).ok).toBe(false);
  expect(warningsOf(await stack.preview({ env }))).toContain("vms.web is removed from the map");
  // The VM returns while its item is still in the stack.
  stack.setConfig(vmsByKey({ web: "web", api: "api" }));
  expect(warningsOf(succeeded(await stack.up({ env })))).toBe("");
  expect(isProtected("web", "api")).toEqual([true, true]);
});

it("with the defaults, a stack whose vault is another's is destroyed at once, and repair brings it back", async () => {
  const owner = await stackOf("backup", { config: vmsByKey({}) });
  succeeded(await owner.up({ env }));
  const config = {
    ...vmsByKey({ web: "web" }),
    vaultExists: true,
    groupExists: true,
    policyName: "of-this-stack",
  };
  stack = await stackOf("backup", { config, azureDir: owner.azureDir });
  succeeded(await stack.up({ env }));
  succeeded(await stack.destroy({ env }));
  expect(isProtected("web")).toEqual([true]);
  expect(errorsOf(await stack.preview({ env }))).toContain("npx azure-vm-backup repair --yes");
  const options = { pulumi: stack.pulumi, subscriptionId: subscription.split("/")[2] ?? "", log: () => {} };
  expect(await repair({ ...options, yes: true })).toBe(2);
  expectNoChange(await stack.up({ env }));
  owner.remove();
});

it("adopting what the stack has is refused while onDestroy in the state is Delete: Pulumi would delete the backups", async () => {
  stack = await stackOf("backup", { config: { ...vmsByKey({ web: "web" }), deleteItems: true } });
  succeeded(await stack.up({ env }));
  stack.setConfig({ deleteItems: false, adopt: { vaultId: bankVaultId, keys: ["web"] } });
  expect(errorsOf(await stack.preview({ env }))).toContain(
    "adopt.keys has items that the stack has already: vms.web",
  );
  // The advice, to the letter.
  stack.setConfig({ adopt: {} });
  succeeded(await stack.up({ env }));
  stack.setConfig({ adopt: { vaultId: bankVaultId, keys: ["web"] } });
  succeeded(await stack.up({ env }));
  expect(isProtected("web")).toEqual([true]);
});
