import { irreversibleVaultChange, vaultChangeNotices } from "../../src/vault/irreversibleChanges";

const lock = (state?: unknown) => ({ securitySettings: { immutabilitySettings: { state } } });
const restore = (state?: unknown) => ({
  restoreSettings: { crossSubscriptionRestoreSettings: { crossSubscriptionRestoreState: state } },
});
const key = (infrastructureEncryption?: unknown, keyUri: unknown = "https://k/keys/k") => ({
  encryption: { keyVaultProperties: { keyUri }, infrastructureEncryption },
});
const redundancy = (standardTierStorageRedundancy: unknown, crossRegionRestore = "Disabled") => ({
  redundancySettings: { standardTierStorageRedundancy, crossRegionRestore },
});
const unknown = { toString: () => "unknown" };
const change = (before: object | undefined, after: object) =>
  ({ before: before === undefined ? {} : { properties: before }, after: { properties: after } }) as never;

it.each<[string, object | undefined, object, string | undefined]>([
  ["Locked at creation", undefined, lock("Locked"), "set it to Unlocked and run pulumi up"],
  ["Disabled to Locked", lock("Disabled"), lock("Locked"), "only for a vault that is Unlocked already"],
  ["nothing to Locked", {}, lock("Locked"), "only for a vault that is Unlocked already"],
  ["Unlocked to Locked", lock("Unlocked"), lock("Locked"), undefined],
  ["Locked to Unlocked", lock("Locked"), lock("Unlocked"), "nobody can undo"],
  ["Locked to Locked", lock("Locked"), lock("Locked"), undefined],
  ["Locked to what is left out", lock("Locked"), {}, undefined],
  ["Locked to what is not known yet", lock("Locked"), lock(unknown), undefined],
  ["Unlocked to Disabled", lock("Unlocked"), lock("Disabled"), undefined],
  ["restore, disabled for ever, to enabled", restore("PermanentlyDisabled"), restore("Enabled"), "for ever"],
  ["restore, disabled for ever, left out", restore("PermanentlyDisabled"), {}, undefined],
  ["restore, disabled, to enabled", restore("Disabled"), restore("Enabled"), undefined],
  ["a key to none", key(), {}, "a vault without it is a new vault"],
  ["a key to another", key("Enabled"), key("Enabled", "https://k/keys/other"), undefined],
  ["a second encryption", key(), key("Enabled"), "set it to Disabled"],
  ["a second encryption that is not known yet", key(), key(unknown), undefined],
  ["none to a key", {}, key(), undefined],
])("%s", (_, before, after, reason) => {
  const found = irreversibleVaultChange(change(before, after));
  if (reason === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(reason);
});

it("says all reasons at once", () => {
  const before = { ...lock("Locked"), ...key() };
  expect(irreversibleVaultChange(change(before, lock("Disabled")))?.split("\n")).toHaveLength(2);
});

it.each<[string, object | undefined, object, string[]]>([
  ["a new vault", undefined, { ...redundancy("GeoRedundant"), ...key() }, []],
  [
    "another redundancy",
    redundancy("GeoRedundant"),
    redundancy("ZoneRedundant"),
    ["StorageModelModifyError"],
  ],
  ["the same redundancy", redundancy("GeoRedundant"), redundancy("GeoRedundant"), []],
  ["a redundancy that is not known yet", redundancy("GeoRedundant"), redundancy(unknown), []],
  [
    "cross-region restore switched off",
    redundancy("GeoRedundant", "Enabled"),
    redundancy("GeoRedundant"),
    ["crossRegionRestore is switched off"],
  ],
  ["the lock", lock("Unlocked"), lock("Locked"), ["cannot be undone"]],
  ["a vault that is locked", lock("Locked"), lock("Locked"), []],
  ["no restore for ever", restore("Disabled"), restore("PermanentlyDisabled"), ["cannot be undone"]],
  ["a key later", {}, key(), ["cannot be switched off again"]],
])("tells of %s", (_, before, after, said) => {
  const told = vaultChangeNotices(change(before, after));
  expect(told).toHaveLength(said.length);
  for (const [i, text] of said.entries()) expect(told[i]).toContain(text);
});
