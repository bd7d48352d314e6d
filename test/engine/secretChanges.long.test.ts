/** @jest-environment ./test/support/engineEnvironment.js */
// Refusals and warnings of changes whose arguments are secret: they are there, and no part of a secret is in them.
import { env, errorsOf, stackOf, succeeded, vmId } from "../support/engine";

jest.setTimeout(180_000);

const vmIds = { web: vmId("web"), api: vmId("api") };
const vault = { vaultName: "hidden-vault", immutability: "Unlocked", location: "westeurope" };
const secrets = /hidden-vault|Unlocked|other-hidden|hidden-policy|virtualMachines\/api/;

it("in an immutable vault: neither shorter retention nor a deleted backup shows a secret", async () => {
  const base = { vmIds, vault, secretArgs: true, secretIds: true, deleteItems: true };
  const withDays = (days: number) => ({ policy: { retention: { daily: { days } } } });
  const stack = await stackOf("backup", { config: { ...base, ...withDays(41) } });
  succeeded(await stack.up({ env }));

  stack.setConfig(withDays(17));
  const shorter = await stack.preview({ env });
  expect(errorsOf(shorter)).toContain("retention.daily.days: [secret]; Azure accepts [secret].");
  expect(shorter.log).not.toMatch(secrets);
  expect(errorsOf(shorter)).not.toMatch(/\b(41|17)\b/);

  stack.setConfig({ ...withDays(41), vmIds: { web: vmIds.web } });
  const left = await stack.preview({ env });
  expect(errorsOf(left)).toContain(
    "vms.api: onDestroy in the state is Delete, and the vault is immutable: Azure does not delete backups from it",
  );
  expect(left.log).not.toMatch(secrets);
  stack.remove();
});

it("another vault of the items is refused without its name", async () => {
  const stack = await stackOf("backup", { config: { vmIds } });
  succeeded(await stack.up({ env }));
  stack.setConfig({ secretVault: "other-hidden" });
  const refused = await stack.preview({ env });
  expect(errorsOf(refused)).toContain("the vault changes from the vault before to the vault now");
  // The policy's id, which is not secret, has the name of the old vault.
  expect(errorsOf(refused)).not.toMatch(/other-hidden|from bank-vault/);
  stack.remove();
});

it("a vault that is given away is refused without the name of the other vault", async () => {
  const vms = { web: { vmId: vmIds.web, location: "westeurope" } };
  const stack = await stackOf("regional", { config: { vms } });
  succeeded(await stack.up({ env }));
  stack.setConfig({ secretVault: "other-hidden" });
  const refused = await stack.preview({ env });
  expect(errorsOf(refused)).toContain("The vault of westeurope is in existingVaults now");
  expect(refused.log).not.toContain("other-hidden");
  stack.remove();
});
