// What a change of vaults and policies does to items, on a model of the engine. Each fix is followed to the letter.
import { inAzure } from "../../support/changes/vaults/azure";
import { ownVaultProgram, regionalProgram } from "../../support/changes/vaults/declare";
import { type OwnVaultProgram, ownVault } from "../../support/changes/vaults/ownVault";
import { type RegionalProgram, regional } from "../../support/changes/vaults/regional";
import { temporaryStacks } from "../../support/model/temporary";

const stacks = temporaryStacks();
afterAll(() => stacks.remove());

const ofVault: OwnVaultProgram = { ...ownVault.first, names: { web: "a", api: "b" } };
const ofRegions: RegionalProgram = { ...regional.first, names: { web: "a", far: "d" } };

it("preview refuses to delete a backup from an immutable vault, and the fix leaves the backup in Azure", async () => {
  const program: OwnVaultProgram = { ...ofVault, onDestroy: "Delete", isImmutable: true };
  const stack = await stacks.open(ownVaultProgram, program);
  await stack.change(program);
  const names = { web: "a" };
  expect(await stack.refusal({ ...program, names })).toMatch(
    /vms\.api: onDestroy in the state is Delete, and the vault is immutable \(Unlocked\): Azure does not delete backups from it\. Fix: run `pulumi up` with only onDestroy: "Retain" changed first/,
  );
  await stack.change({ ...program, onDestroy: "Retain" });
  await stack.change({ ...program, onDestroy: "Retain", names });
  expect(inAzure(stack.azureDir).items["own-vault/b"]).toBe("active");
});

it("a vault that becomes immutable in the same pulumi up keeps its backups too, and one that no longer is lets them go", async () => {
  const program: OwnVaultProgram = { ...ofVault, onDestroy: "Delete" };
  const stack = await stacks.open(ownVaultProgram, program);
  await stack.change(program);
  expect(await stack.refusal({ ...program, isImmutable: true, names: { web: "a" } })).toContain(
    "is immutable",
  );
  await stack.change({ ...program, isImmutable: true });
  await stack.change({ ...program, isImmutable: false, names: { web: "a" } });
  expect(inAzure(stack.azureDir).items["own-vault/b"]).toBe("soft");
});

describe("a vault that the program does not declare may have time-based immutability: preview warns and refuses nothing", () => {
  it("when a region loses its last VM while onDestroy is Delete", async () => {
    const program: RegionalProgram = { ...ofRegions, onDestroy: "Delete", isImmutable: true };
    const stack = await stacks.open(regionalProgram, program);
    await stack.change(program);
    const warnings = await stack.warnings({ ...program, names: { web: "a" } });
    expect(warnings).toContain(
      "vms.far: onDestroy in the state is Delete, and the vault is immutable (Unlocked): Azure does not delete backups from it, unless its immutability is time-based",
    );
  });

  it("when a VM leaves, or a policy keeps backups for less time", async () => {
    const program: OwnVaultProgram = { ...ofVault, onDestroy: "Delete", isImmutable: true };
    const stack = await stacks.open(ownVaultProgram, program);
    await stack.change(program);
    const given = { ...program, has: { vault: false, items: true } };
    await stack.change(given);
    expect(await stack.warnings({ ...given, names: { web: "a" } })).toContain(
      "vms.api: onDestroy in the state is Delete, and the vault is immutable (Unlocked): Azure does not delete backups from it, unless its immutability is time-based",
    );
    const policies = { nightly: { policyName: "nightly", days: 7, onDestroy: "Retain" } } as const;
    expect(await stack.warnings({ ...given, policies })).toContain(
      "retention.daily.days: it changes from 30 to 7, and the vault is immutable (Unlocked). Azure refuses shorter retention, unless the vault's immutability is time-based",
    );
  });
});

it("in an immutable vault, preview refuses shorter retention of a policy, and longer retention is an update", async () => {
  const program: OwnVaultProgram = { ...ofVault, isImmutable: true };
  const withDays = (days: number) => ({
    ...program,
    policies: { nightly: { policyName: "nightly", days, onDestroy: "Retain" } as const },
  });
  const stack = await stacks.open(ownVaultProgram, program);
  await stack.change(program);
  expect(await stack.refusal(withDays(7))).toContain(
    "retention.daily.days is 7; Azure accepts 30 or more, because the vault is immutable (Unlocked).",
  );
  await stack.change(withDays(60));
  await stack.change({ ...withDays(60), isImmutable: false });
  await stack.change({ ...withDays(7), isImmutable: false });
  expect(inAzure(stack.azureDir).policies["own-vault/nightly"]).toBe(7);
});

it.each(["Retain", "Delete"] as const)(
  "the vault of a ProtectedVms with onDestroy %s cannot change while its VMs stay: recovery points cannot move",
  async (onDestroy) => {
    const program: OwnVaultProgram = {
      ...ofVault,
      onDestroy,
      has: { vault: false, items: true },
      policies: {},
      vaultName: "bank-vault",
    };
    const stack = await stacks.open(ownVaultProgram, program);
    await stack.change(program);
    const other = { ...program, vaultName: "other-vault" };
    expect(await stack.refusal(other)).toMatch(
      /vms\.api, vms\.web: the vault changes from bank\/bank-vault to bank\/other-vault\. .*Fix: leave vaultName and resourceGroupName as they were/,
    );
    expect(inAzure(stack.azureDir).items).toEqual({ "bank-vault/a": "active", "bank-vault/b": "active" });
  },
);

describe("an item that left the stack with Retain uses a policy that would be deleted", () => {
  it("of a RegionalBackup: preview refuses it, and the fix keeps the policy", async () => {
    const program: RegionalProgram = { ...ofRegions, policies: { nightly: 30 } };
    const stack = await stacks.open(regionalProgram, program);
    await stack.change({ ...program, names: { web: "a", api: "b" } });
    await stack.change({ ...program, names: { web: "a" } });
    const deletes: RegionalProgram = { ...program, names: { web: "a" }, onDestroy: "Delete" };
    await stack.change(deletes);
    const other = { policies: { weekly: 60 } };
    expect(await stack.refusal({ ...deletes, ...other })).toContain(
      'The policy nightly in the vault of westeurope would be deleted, and a protected item uses it that this stack does not manage, e.g. because it left the stack while onDestroy was Retain. Azure refuses that. Fix: set onDestroy: "Retain"',
    );
    expect(await stack.refusal({ ...deletes, names: {} })).toContain(
      "The policy nightly in the vault of westeurope",
    );
    await stack.change({ ...deletes, onDestroy: "Retain" });
    await stack.change({ ...deletes, onDestroy: "Retain", ...other });
    expect(inAzure(stack.azureDir).policies).toMatchObject({
      "bank-westeurope/nightly": 30,
      "bank-westeurope/weekly": 60,
    });
  });

  it("of a VmBackupPolicy with a new policyName: preview refuses it, and the fix keeps the policy", async () => {
    const named = (policyName: string, onDestroy: "Retain" | "Delete") => ({
      policies: { nightly: { policyName, days: 30, onDestroy } },
      used: { name: "nightly", policyName },
    });
    const program: OwnVaultProgram = { ...ofVault, ...named("nightly", "Delete") };
    const stack = await stacks.open(ownVaultProgram, program);
    await stack.change(program);
    // All items of the stack move to the new policy.
    await stack.change({ ...program, ...named("first", "Delete") });
    expect(Object.keys(inAzure(stack.azureDir).policies)).not.toContain("own-vault/nightly");
    await stack.change({ ...program, ...named("first", "Delete"), names: { web: "a" } });
    expect(await stack.refusal({ ...program, ...named("second", "Delete"), names: { web: "a" } })).toMatch(
      /The policy first would be replaced and deleted, and a protected item uses it .*Fix: set onDestroy: "Retain" on the policy/,
    );
    await stack.change({ ...program, ...named("first", "Retain"), names: { web: "a" } });
    await stack.change({ ...program, ...named("second", "Retain"), names: { web: "a" } });
    expect(inAzure(stack.azureDir).policies).toMatchObject({ "own-vault/first": 30, "own-vault/second": 30 });
  });
});
