import { judge } from "../../../src/core/rule";
import { policyIdIsValid, policyIsOfVault } from "../../../src/protection/item/idRules";

describe("policyId", () => {
  const policy =
    "/subscriptions/s/resourceGroups/vaults/providers/Microsoft.RecoveryServices/vaults/safe/backupPolicies/nightly";
  const found = (policyId: unknown) =>
    judge([policyIdIsValid, policyIsOfVault], {
      policyId,
      vaultName: "Safe",
      resourceGroupName: "vaults",
    } as never).findings;
  it("is a policy of the vault, in any letter case", () => {
    expect(found(policy)).toEqual([]);
    expect(found(policy.toUpperCase())).toEqual([]);
  });
  it.each([
    "nightly",
    undefined,
    policy.replace("/safe/", "/other/"),
    policy.replace("/vaults/p", "/other/p"),
  ])("%s is refused once", (policyId) =>
    expect(found(policyId).map(({ path }) => path)).toEqual(["policyId"]),
  );
  it.each([undefined, ""])("%j is accepted for a stopped item: Azure answers no policy", (policyId) => {
    const rule = (state: string) =>
      judge([policyIdIsValid], { policyId, protectionState: state } as never).findings.length;
    expect(["ProtectionStopped", "Protected"].map(rule)).toEqual([0, 1]);
  });
  it("an id of a unit test's mocks is recognized", () => {
    expect(found("nightly_id")[0]?.fix?.text).toContain(
      "in a unit test, let the mocks return ids in Azure's form",
    );
    expect(found("nightly")[0]?.fix?.text).not.toContain("mocks");
  });
});
