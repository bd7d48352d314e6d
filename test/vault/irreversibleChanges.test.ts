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
  ["Locked at creation", undefined, lock("Locked"), 'set it to "Unlocked" and run pulumi up'],
  ["Disabled to Locked", lock("Disabled"), lock("Locked"), "this requires a vault that is already Unlocked"],
  ["an omitted state to Locked", {}, lock("Locked"), "this requires a vault that is already Unlocked"],
  ["Unlocked to Locked", lock("Unlocked"), lock("Locked"), undefined],
  [
    "Locked to Unlocked",
    lock("Locked"),
    lock("Unlocked"),
    "accepts only Locked, because a lock cannot be undone",
  ],
  ["Locked to Locked", lock("Locked"), lock("Locked"), undefined],
  ["Locked to an omitted state", lock("Locked"), {}, undefined],
  ["Locked to an unknown state", lock("Locked"), lock(unknown), undefined],
  ["Unlocked to Disabled", lock("Unlocked"), lock("Disabled"), undefined],
  [
    "permanently disabled restore to Enabled",
    restore("PermanentlyDisabled"),
    restore("Enabled"),
    "accepts only PermanentlyDisabled, because this setting cannot be undone",
  ],
  ["permanently disabled restore, omitted", restore("PermanentlyDisabled"), {}, undefined],
  ["Disabled restore to Enabled", restore("Disabled"), restore("Enabled"), undefined],
  ["a key to no key", key(), {}, "Azure cannot remove the key. Fix: set encryption again"],
  ["a key to another key", key("Enabled"), key("Enabled", "https://k/keys/other"), undefined],
  ["another second encryption", key(), key("Enabled"), 'set it to "Disabled"'],
  ["an unknown second encryption", key(), key(unknown), undefined],
  ["no key to a key", {}, key(), undefined],
])("refuses or accepts %s", (_, before, after, reason) => {
  const found = irreversibleVaultChange(change(before, after));
  if (reason === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(reason);
});

describe("a key that the system-assigned identity reads", () => {
  const withKey = { ...key().encryption, kekIdentity: { useSystemAssignedIdentity: true } };
  const after = { identity: { type: "SystemAssigned" }, properties: { encryption: withKey } };
  const identityMissing = "this requires a vault that already has its system-assigned identity";
  it.each<[string, object, string | undefined]>([
    ["a new vault", {}, identityMissing],
    ["a vault without an identity", { identity: { type: "None" } }, identityMissing],
    ["a vault with another identity", { identity: { type: "UserAssigned" } }, identityMissing],
    ["a vault with the identity", { identity: { type: "systemassigned" } }, undefined],
    ["a vault with both", { identity: { type: "SystemAssigned, UserAssigned" } }, undefined],
    ["a vault whose identity is not known", { identity: { type: unknown } }, undefined],
  ])("%s", (_, before, reason) => {
    const found = irreversibleVaultChange({ before, after } as never);
    if (reason === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(reason);
  });

  it("a user-assigned identity can have access before", () => {
    const payload = { ...key().encryption, kekIdentity: { userAssignedIdentity: "/subscriptions/s/i" } };
    expect(
      irreversibleVaultChange({ before: {}, after: { properties: { encryption: payload } } } as never),
    ).toBeUndefined();
  });
});

it("reports all reasons at once", () => {
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
  ["an unknown redundancy", redundancy("GeoRedundant"), redundancy(unknown), []],
  [
    "cross-region restore switched off",
    redundancy("GeoRedundant", "Enabled"),
    redundancy("GeoRedundant"),
    ["crossRegionRestore is switched off"],
  ],
  ["Unlocked to Locked", lock("Unlocked"), lock("Locked"), ["cannot be undone"]],
  ["a vault that is already Locked", lock("Locked"), lock("Locked"), []],
  ["permanently disabled restore", restore("Disabled"), restore("PermanentlyDisabled"), ["cannot be undone"]],
  ["a key for an existing vault", {}, key(), ["the key cannot be removed again"]],
])("preview warns about %s", (_, before, after, texts) => {
  const notices = vaultChangeNotices(change(before, after));
  expect(notices).toHaveLength(texts.length);
  for (const [i, text] of texts.entries()) expect(notices[i]).toContain(text);
});

it("a refusal has the format of a finding", () => {
  expect(irreversibleVaultChange(change(lock("Locked"), lock("Unlocked")))).toBe(
    'immutability is "Unlocked"; this vault accepts only Locked, because a lock cannot be undone. Fix: set it to "Locked", with acknowledgesLock: true. (https://learn.microsoft.com/azure/backup/backup-azure-immutable-vault-concept, 2025-06-19)',
  );
});
