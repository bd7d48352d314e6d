const docs = "test/docs/docs.test.ts";
const pack = (name: string) => `test/policies/${name}.test.ts`;

/** What is mutated, with the tests that must notice: quick ones first. */
export const targets: Readonly<Record<string, readonly string[]>> = {
  "src/vm/facts.ts": ["test/vm/rules.test.ts", "test/protection/item.test.ts", pack("messages")],
  "src/vm/images.ts": ["test/vm/image.test.ts"],
  "src/protection/facts.ts": ["test/protection/item.test.ts"],
  "src/vm/rules.ts": ["test/vm/rules.test.ts", pack("messages")],
  "src/vm/image.ts": ["test/vm/image.test.ts", pack("messages")],
  "src/vm/luks.ts": ["test/vm/guest.test.ts", pack("messages")],
  "src/vm/restoreNotes.ts": ["test/vm/guest.test.ts", pack("messages")],
  "src/vm/disk.ts": ["test/vault/arm.test.ts", pack("messages")],
  "src/vault/arm.ts": ["test/vault/arm.test.ts", pack("messages")],
  "src/vault/rules.ts": ["test/vault/rules.test.ts", "test/vault/arm.test.ts", pack("messages")],
  "src/vault/encryption.ts": ["test/vault/arm.test.ts", pack("messages")],
  "src/core/glob.ts": ["test/core/glob.test.ts"],
  "src/backupPolicy/payloadSchedule.ts": ["test/backupPolicy/payload.test.ts", pack("messages")],
  "src/backupPolicy/payloadRetention.ts": ["test/backupPolicy/payload.test.ts", pack("messages")],
  "src/backupPolicy/payloadRules.ts": ["test/backupPolicy/payload.test.ts", pack("messages")],
  "src/backupPolicy/notices.ts": ["test/backupPolicy/payload.test.ts"],
  "src/core/words.ts": [pack("messages"), "test/backupPolicy/payload.test.ts"],
  "src/backupPolicy/fromArm.ts": ["test/backupPolicy/payload.test.ts", pack("messages")],
  "src/protection/payloadRules.ts": ["test/protection/item.test.ts", pack("messages")],
  "src/protection/arm.ts": ["test/protection/item.test.ts"],
  "src/protection/joinRules.ts": ["test/protection/item.test.ts", pack("stackPolicies")],
  "policies/classic.ts": [pack("stackPolicies"), pack("resourcePolicies")],
  "src/core/exemptions.ts": ["test/core/ledger.test.ts", pack("exemptions"), pack("pack")],
  "src/core/ledger.ts": ["test/core/ledger.test.ts", pack("exemptions")],
  "policies/exemptionPolicies.ts": [pack("exemptions"), pack("stackPolicies")],
  "policies/tokens.ts": [pack("tokens"), pack("stackPolicies")],
  "src/core/inventory.ts": [pack("stackPolicies")],
  "src/core/rowsInventory.ts": ["test/protection/rows.test.ts"],
  "src/protection/rowForms.ts": ["test/protection/rows.test.ts"],
  "src/region/rules.ts": ["test/component/everyArgument.test.ts"],
  "src/component/parts.ts": ["test/component/check.test.ts", "test/component/everyArgument.test.ts"],
  "src/component/check.ts": ["test/component/check.test.ts", "test/component/everyArgument.test.ts"],
  "src/protection/moves.ts": ["test/protection/protectedVms.test.ts"],
  "src/protection/joins.ts": [pack("stackPolicies")],
  "src/protection/joined.ts": [pack("stackPolicies")],
  "src/vault/requirements.ts": [pack("pack"), pack("messages"), pack("remediation"), docs],
  "src/backupPolicy/requirements.ts": [pack("pack"), pack("messages"), docs],
  "src/protection/requirements.ts": [pack("pack"), pack("messages"), docs],
  "src/network/requirements.ts": [pack("pack"), pack("network"), docs],
  "src/vm/diskRequirements.ts": [pack("pack"), pack("messages"), docs],
  "src/vm/requirements.ts": [pack("pack"), pack("messages"), pack("remediation"), docs],
  "policies/adapt.ts": [
    pack("pack"),
    pack("exemptions"),
    pack("remediation"),
    pack("stackPolicies"),
    pack("resourcePolicies"),
  ],
  "policies/report.ts": [
    pack("messages"),
    pack("exemptions"),
    pack("stackPolicies"),
    pack("resourcePolicies"),
  ],
};

/** Changes that no test can notice, by a part of the change, with the reason. */
export const explained: Readonly<Record<string, readonly (readonly [change: string, why: string])[]>> = {
  "src/core/inventory.ts": [
    ["byUrn.get(urn) ?? []", "the SDK names no dependency that it does not hand over"],
  ],
  "src/protection/joined.ts": [["< -> <=", "of two equal URNs either will do"]],
};
