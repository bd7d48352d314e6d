// Whole components leave the program, so none of their code runs. On a model of the engine: Azure has what the pages say, and `repair` too.
import { repair } from "../../../cli/repair/repair";
import type { RepairReport } from "../../../cli/repair/report";
import { inAzure } from "../../support/changes/vaults/azure";
import { ownVaultProgram, regionalProgram } from "../../support/changes/vaults/declare";
import { type OwnVaultProgram, ownVault } from "../../support/changes/vaults/ownVault";
import { type RegionalProgram, regional } from "../../support/changes/vaults/regional";
import { errorsOf, temporaryStacks } from "../../support/model/temporary";

const stacks = temporaryStacks();
afterAll(() => stacks.remove());

type Flag = "Retain" | "Delete";

const program = (items: Flag, policy: Flag, vault: "Refuse" | Flag): OwnVaultProgram => ({
  ...ownVault.first,
  names: { web: "a" },
  onDestroy: items,
  policies: { nightly: { policyName: "nightly", days: 30, onDestroy: policy } },
  vaultOnDestroy: vault,
});
const gone = { has: { vault: false, items: false }, policies: {} };

/** The items that `repair` says leave the stack. */
async function leavingIn({ pulumi }: Pick<Awaited<ReturnType<typeof stacks.open>>, "pulumi">) {
  const reports: RepairReport[] = [];
  await repair({ pulumi, log: () => {}, yes: false, onReport: (report) => reports.push(report) });
  return reports.flatMap(({ leaving }) => leaving).map(({ name, isDeleted }) => [name, isDeleted]);
}

const left = (azureDir: string) => {
  const { items, policies, vaults } = inAzure(azureDir);
  return {
    item: items["own-vault/a"],
    hasPolicy: Object.hasOwn(policies, "own-vault/nightly"),
    hasVault: vaults.includes("own-vault"),
  };
};

describe("a BackupVault, its policy and its ProtectedVms", () => {
  it.each<[Flag, Flag, Flag, ReturnType<typeof left>]>([
    ["Retain", "Retain", "Retain", { item: "active", hasPolicy: true, hasVault: true }],
    ["Delete", "Retain", "Retain", { item: "soft", hasPolicy: true, hasVault: true }],
    ["Delete", "Delete", "Retain", { item: "soft", hasPolicy: false, hasVault: true }],
    ["Delete", "Delete", "Delete", { item: undefined, hasPolicy: false, hasVault: false }],
    ["Delete", "Retain", "Delete", { item: undefined, hasPolicy: false, hasVault: false }],
  ])("that leave with onDestroy %s of the items, %s of the policy and %s of the vault", async (...row) => {
    const [items, policy, vault, expected] = row;
    const before = program(items, policy, vault);
    const stack = await stacks.open(ownVaultProgram, before);
    await stack.change(before);
    stack.setConfig({ ...before, ...gone });
    expect(await leavingIn(stack)).toEqual([["backup-web", items === "Delete"]]);
    await stack.change({ ...before, ...gone });
    expect(left(stack.azureDir)).toEqual(expected);
  });

  it.each<[Flag, Flag, ReturnType<typeof left>]>([
    ["Retain", "Retain", { item: "active", hasPolicy: false, hasVault: true }],
    ["Delete", "Retain", { item: "soft", hasPolicy: false, hasVault: true }],
    ["Delete", "Delete", { item: undefined, hasPolicy: false, hasVault: false }],
  ])("that leave with a stopped backup, onDestroy %s of the items and %s of the vault", async (...row) => {
    const [items, vault, expected] = row;
    const before = program(items, "Delete", vault);
    const stack = await stacks.open(ownVaultProgram, before);
    await stack.change(before);
    const stopped = { ...before, protectionState: "ProtectionStopped" } as const;
    await stack.change(stopped);
    stack.setConfig({ ...stopped, ...gone });
    expect(await leavingIn(stack)).toEqual([["backup-web", items === "Delete"]]);
    await stack.change({ ...stopped, ...gone });
    expect(left(stack.azureDir)).toEqual(expected);
  });

  it("with a stopped backup that left earlier: Azure does not delete the vault, and the item stays", async () => {
    const before = { ...program("Retain", "Delete", "Delete"), names: { web: "a", api: "b" } };
    const stack = await stacks.open(ownVaultProgram, before);
    await stack.change(before);
    await stack.change({ ...before, protectionState: "ProtectionStopped" });
    const withoutItems = { ...before, has: { vault: true, items: false } };
    await stack.change(withoutItems);
    stack.setConfig({ ...before, ...gone });
    expect(errorsOf(await stack.up())).toContain("ServiceResourceNotEmptyWithBackendMessage");
    expect(left(stack.azureDir)).toMatchObject({ item: "active", hasVault: true });
  });

  it("that leave with a vault that refuses: preview fails, and nothing changes", async () => {
    const before = program("Delete", "Delete", "Refuse");
    const stack = await stacks.open(ownVaultProgram, before);
    await stack.change(before);
    expect(await stack.refusal({ ...before, ...gone })).toContain("because it is protected");
    stack.setConfig({ ...before, ...gone });
    expect(errorsOf(await stack.up())).toContain("because it is protected");
    expect(left(stack.azureDir)).toEqual({ item: "active", hasPolicy: true, hasVault: true });
  });

  it.each<[Flag, Flag, RegExp]>([
    ["Delete", "Retain", /BMSUserErrorPolicyObjectInUse/],
    ["Retain", "Delete", /ServiceResourceNotEmptyWithBackendMessage/],
  ])(
    "Azure deletes no policy (%s) and no vault (%s) with retained items: put back and repaired, the stack has them again",
    async (policy, vault, refusal) => {
      const before = program("Retain", policy, vault);
      const stack = await stacks.open(ownVaultProgram, before);
      await stack.change(before);
      stack.setConfig({ ...before, ...gone });
      expect(errorsOf(await stack.up())).toMatch(refusal);
      expect(left(stack.azureDir)).toEqual({ item: "active", hasPolicy: true, hasVault: true });
      stack.setConfig(before);
      await repair({ pulumi: stack.pulumi, log: () => {}, yes: true });
      await stack.change(before);
    },
  );
});

describe("a RegionalBackup", () => {
  const declare = (config: { program?: RegionalProgram }) => {
    if (config.program !== undefined) regionalProgram(config.program);
  };

  it.each<[Flag, Flag, object]>([
    [
      "Retain",
      "Retain",
      { items: { "bank-westeurope/a": "active" }, policies: { "bank-westeurope/nightly": 30 } },
    ],
    ["Delete", "Retain", { items: { "bank-westeurope/a": "soft" }, policies: {} }],
    ["Delete", "Delete", { items: {}, policies: {}, vaults: ["bank-vault"] }],
  ])("that leaves with onDestroy %s and vault.onDestroy %s", async (onDestroy, vaultOnDestroy, expected) => {
    const config: { program?: RegionalProgram } = {
      program: { ...regional.first, names: { web: "a" }, onDestroy, vaultOnDestroy },
    };
    const stack = await stacks.open(declare, config);
    await stack.change(config);
    stack.setConfig({});
    expect(await leavingIn(stack)).toEqual([["bank-westeurope-web", onDestroy === "Delete"]]);
    await stack.change({});
    const { items, policies, vaults } = inAzure(stack.azureDir);
    const { "bank-vault/nightly": _, ...ownPolicies } = policies;
    expect({ items, policies: ownPolicies, vaults }).toEqual({
      vaults: ["bank-vault", "bank-westeurope"],
      ...expected,
    });
  });
});
