import { vaultReplacementError } from "../../src/vault/vaultReplacement";

const place = { vaultName: "safe", resourceGroupName: "bank", location: "West Europe" };

it.each<[string, object, object, string[]]>([
  ["no field", place, place, []],
  ["the spelling of the region", place, { ...place, location: "westeurope" }, []],
  ["the letter case of the group", place, { ...place, resourceGroupName: "BANK" }, []],
  ["another region", place, { ...place, location: "northeurope" }, ["location"]],
  ["another group", place, { ...place, resourceGroupName: "other" }, ["resourceGroupName"]],
  [
    "the letter case of the name, which makes another vault for azure-native",
    place,
    { ...place, vaultName: "Safe" },
    ["vaultName"],
  ],
  ["a name instead of the default", {}, { vaultName: "other" }, ["vaultName"]],
  ["the default name, written explicitly", {}, { vaultName: "own" }, []],
  ["an unknown region", place, { ...place, location: { unknown: true } }, []],
  ["a region that was omitted before", {}, { location: "westeurope" }, []],
])("changed: %s", (_, before, after, fields) =>
  expect(
    (vaultReplacementError("own", before, after) ?? "")
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split(" is ")[0]),
  ).toEqual(fields),
);

it("the reason names the old value, and how to create another vault", () => {
  expect(vaultReplacementError("own", place, { ...place, location: "northeurope" })).toBe(
    'location is "northeurope"; this vault accepts only "West Europe". With another location it would be another vault, and recovery points cannot move. Fix: set it to "West Europe". For a vault with "northeurope", add a BackupVault with another Pulumi name, and keep this one until its recovery points expire. (https://learn.microsoft.com/azure/backup/backup-azure-arm-vms-prepare, 2026-03-25)',
  );
});
