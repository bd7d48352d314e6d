import fc from "fast-check";
import { judge } from "../../src/core/rule";
import { vaultNameLength } from "../../src/names/facts";
import {
  Immutability,
  PublicNetworkAccess,
  StorageRedundancy,
  softDeleteForced,
  softDeleteRetentionDays,
} from "../../src/vault/facts";
import { vaultRules } from "../../src/vault/rules";
import { boundaries, pathsOf } from "../support/boundaries";

const paths = (vault: object) => pathsOf(vaultRules, vault);

describe("vault name", () => {
  it.each(boundaries(vaultNameLength))("of %i characters: allowed %s", (length, allowed) => {
    expect(paths({ vaultName: "v".repeat(length) })).toEqual(allowed ? [] : ["vaultName"]);
  });

  it.each(["1-vault", "-vault", "my_vault", "my.vault", "vault é", "va ult"])(
    "%s is refused",
    (vaultName) => {
      expect(paths({ vaultName })).toEqual(["vaultName"]);
    },
  );

  it.each(["ab", "My-Vault-1", "v1", "vault-"])("%s is accepted", (vaultName) => {
    expect(paths({ vaultName })).toEqual([]);
  });
});

describe("soft delete", () => {
  it.each(boundaries(softDeleteRetentionDays))("of %i days: allowed %s", (retentionDays, allowed) => {
    expect(paths({ softDelete: { retentionDays } })).toEqual(allowed ? [] : ["softDelete.retentionDays"]);
  });

  it("accepts only whole days", () => {
    expect(paths({ softDelete: { retentionDays: 14.5 } })).toEqual(["softDelete.retentionDays"]);
  });

  it.each(softDeleteForced.states)("may be %s", (state) =>
    expect(paths({ softDelete: { state } })).toEqual([]),
  );

  it("cannot be off", () => {
    expect(paths({ softDelete: { state: "Disabled" } })).toEqual(["softDelete.state"]);
  });
});

describe("redundancy, immutability and public access", () => {
  it("accepts every value of each choice", () => {
    for (const storageRedundancy of Object.values(StorageRedundancy))
      expect(paths({ storageRedundancy })).toEqual([]);
    for (const immutability of Object.values(Immutability)) expect(paths({ immutability })).toEqual([]);
    for (const publicNetworkAccess of Object.values(PublicNetworkAccess))
      expect(paths({ publicNetworkAccess })).toEqual([]);
  });

  it("refuses any other value", () => {
    const vault = { storageRedundancy: "LRS", immutability: "On", publicNetworkAccess: true };
    expect(paths(vault)).toEqual(["storageRedundancy", "immutability", "publicNetworkAccess"]);
  });

  it.each([
    [undefined, []],
    ["GeoRedundant", []],
    ["LocallyRedundant", ["crossRegionRestore"]],
    ["ZoneRedundant", ["crossRegionRestore"]],
  ])("cross-region restore with redundancy %s", (storageRedundancy, expected) => {
    expect(paths({ storageRedundancy, crossRegionRestore: true })).toEqual(expected);
    expect(paths({ storageRedundancy, crossRegionRestore: false })).toEqual([]);
  });
});

it("every error is found at once", () => {
  const vault = {
    vaultName: "1",
    storageRedundancy: "LocallyRedundant",
    crossRegionRestore: true,
    softDelete: { state: "Disabled", retentionDays: 13 },
  };
  expect(paths(vault).sort()).toEqual(
    ["crossRegionRestore", "softDelete.retentionDays", "softDelete.state", "vaultName"].sort(),
  );
});

it("no value of any type makes a rule throw", () => {
  const field = fc.anything();
  const vault = fc.record(
    {
      vaultName: field,
      storageRedundancy: field,
      crossRegionRestore: field,
      softDelete: fc.oneof(field, fc.record({ state: field, retentionDays: field })),
      immutability: field,
      publicNetworkAccess: field,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(vault, (subject) => void judge(vaultRules, subject as never)),
    { numRuns: 2000 },
  );
});

describe("what a region offers", () => {
  const notes = (vault: object) =>
    judge(vaultRules, vault)
      .findings.filter(({ kind }) => kind === "note")
      .map(({ path }) => path);

  it("zone redundancy in a region without zones is a note, not an error, in any spelling of the region", () => {
    for (const location of ["westus", "West US", "WESTUS"])
      expect(notes({ location, storageRedundancy: "ZoneRedundant" })).toEqual(["storageRedundancy"]);
    expect(notes({ location: "westeurope", storageRedundancy: "ZoneRedundant" })).toEqual([]);
    expect(notes({ storageRedundancy: "ZoneRedundant" })).toEqual([]);
  });

  it("geo-redundancy in a region without a pair is a note; an omitted redundancy is not", () => {
    const location = "qatarcentral";
    expect(notes({ location, storageRedundancy: "GeoRedundant" })).toEqual(["storageRedundancy"]);
    expect(notes({ location, crossRegionRestore: true })).toEqual(["crossRegionRestore"]);
    expect(notes({ location, storageRedundancy: "ZoneRedundant" })).toEqual([]);
    expect(notes({ location })).toEqual([]);
  });
});
