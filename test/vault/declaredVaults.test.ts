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
  const known = expected && { state: expected, mayBeTimeBased: false, shown: ` (${expected})` };
  expect(await immutabilityInUp(names, undefined)).toEqual(known);
});

const names = { resourceGroupName: "bank", vaultName: "of-azure" };
const answering = (immutabilitySettings: object | null | undefined) =>
  pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
      call: ({ token }) =>
        token.endsWith(":getVault")
          ? { id: "/vault", properties: { securitySettings: { immutabilitySettings } } }
          : {},
    },
    ...(["project", "stack", false, "organization"] as const),
  );

it.each<[string, object | null | undefined, string | undefined]>([
  ["Unlocked", { state: "Unlocked" }, "Unlocked"],
  ["in another letter case", { state: "LOCKED" }, "Locked"],
  ["disabled in another letter case", { state: "disabled" }, "Disabled"],
  ["of an unknown state", { state: "Sealed" }, undefined],
  ["with an empty state", { state: "" }, "Disabled"],
  ["that is null", null, "Disabled"],
  ["that was never set", undefined, "Disabled"],
])(
  "Azure's answer does not say that immutability follows the policies: a vault %s",
  async (_, answer, state) => {
    await answering(answer);
    expect(await immutabilityInUp(names, undefined)).toEqual(
      state && { state, mayBeTimeBased: true, shown: ` (${state})` },
    );
  },
);
