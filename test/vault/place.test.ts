import { otherVault } from "../../src/vault/place";

const place = { vaultName: "safe", resourceGroupName: "bank", location: "West Europe" };

it.each<[string, object, object, string[]]>([
  ["nothing", place, place, []],
  ["the region in other words", place, { ...place, location: "westeurope" }, []],
  ["the group in other letters", place, { ...place, resourceGroupName: "BANK" }, []],
  ["another region", place, { ...place, location: "northeurope" }, ["location"]],
  ["another group", place, { ...place, resourceGroupName: "other" }, ["resourceGroupName"]],
  [
    "the name in other letters, for azure-native another one",
    place,
    { ...place, vaultName: "Safe" },
    ["vaultName"],
  ],
  ["a name in place of the default", {}, { vaultName: "other" }, ["vaultName"]],
  ["the default written out", {}, { vaultName: "own" }, []],
  ["what is not known", place, { ...place, location: { unknown: true } }, []],
  ["a region where there was none", {}, { location: "westeurope" }, []],
])("changed: %s", (_, before, after, fields) =>
  expect(
    (otherVault("own", before, after) ?? "")
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split(":")[0]),
  ).toEqual(fields),
);
