import * as pulumi from "@pulumi/pulumi";
import { presets, RegionalBackup } from "../../src";
import { register } from "../support/mocks";
import { vmId } from "./settings";

const guard =
  "/subscriptions/0000/resourceGroups/security/providers/Microsoft.DataProtection/resourceGuards/guard";
const ofPolicies = `${guard}/updateProtectionPolicyRequests/default`;
const ofVaults = `${guard}/reduceImmutabilityStateRequests/default`;
const ofItems = `${guard}/stopProtectionWithRetainDataRequests/default`;

/** The requests of each registered vault, policy and item. */
async function sent(resourceGuardOperationRequests?: pulumi.Input<pulumi.Input<string>[]>) {
  const registered = await register(() => {
    new RegionalBackup("bank", {
      resourceGroupName: "bank",
      vms: { web: { vmId: vmId("web"), location: "westeurope" } },
      policies: { nightly: presets.dailyForAMonth },
      ...(resourceGuardOperationRequests !== undefined && { resourceGuardOperationRequests }),
    });
  });
  const of = (type: string) =>
    registered
      .filter((one) => one.type.endsWith(type))
      .map(
        ({ inputs }) => (inputs.properties as Record<string, unknown>).resourceGuardOperationRequests ?? null,
      );
  return { vaults: of(":Vault"), policies: of(":ProtectionPolicy"), items: of(":ProtectedItem") };
}

it.each([
  "reduceImmutabilityStateRequests",
  "modifyEncryptionSettings",
  "modifyEncryptionSettingsRequests",
  "disableSoftDeleteRequests",
])("only a vault gets a request of the kind %s", async (kind) => {
  const request = `${guard}/${kind}/default`;
  expect(await sent([request])).toEqual({ vaults: [[request]], policies: [null], items: [null] });
});

it.each(["updateProtectedItemRequests", "stopProtectionWithRetainDataRequests"])(
  "only an item gets a request of the kind %s",
  async (kind) => {
    const request = `${guard}/${kind}/default`;
    expect(await sent([request])).toEqual({ vaults: [null], policies: [null], items: [[request]] });
  },
);

it("a policy gets the requests about policies, a vault those about vaults, an item all others", async () => {
  expect(await sent()).toEqual({ vaults: [null], policies: [null], items: [null] });
  expect(await sent([ofPolicies, ofItems, ofVaults])).toEqual({
    ...{ vaults: [[ofVaults]], policies: [[ofPolicies]], items: [[ofItems]] },
  });
  expect(await sent(pulumi.output([ofItems]))).toEqual({
    ...{ vaults: [null], policies: [null], items: [[ofItems]] },
  });
});
