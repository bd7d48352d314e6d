import * as pulumi from "@pulumi/pulumi";
import { BackupVault, type BackupVaultArgs } from "../../src";
import { immutabilityInUp } from "../../src/vault/immutability";
import { register } from "../support/mocks";

const late = (days: number | null) => pulumi.output(days) as pulumi.Output<number>;

it.each<[string, Partial<BackupVaultArgs>, string | undefined]>([
  ["without days", { immutability: "Unlocked" }, "Unlocked"],
  ["with an Output of null days", { immutability: "Unlocked", immutabilityDays: late(null) }, "Unlocked"],
  ["with days, which forbid other changes", { immutability: "Unlocked", immutabilityDays: 45 }, undefined],
  ["with days that are an Output", { immutability: "Locked", immutabilityDays: late(45) }, undefined],
])("what is known of the immutability of a vault %s", async (what, args, expected) => {
  const names = { resourceGroupName: "bank", vaultName: `vault-${what.length}` };
  await register(() => {
    new BackupVault(names.vaultName, { ...names, acknowledgesLock: true, ...args });
  });
  expect(await immutabilityInUp(names, undefined)).toBe(expected);
});
