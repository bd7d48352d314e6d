const rules = (name: string) => `test/rules/${name}.test.ts`;
const docs = "test/docs/docs.test.ts";
const pack = (name: string) => `test/policies/${name}.test.ts`;

/** What is mutated, with the tests that must notice: quick ones first. */
export const targets: Readonly<Record<string, readonly string[]>> = {
  "src/facts/vmSupport.ts": [rules("virtualMachine"), rules("protectedItem"), pack("messages")],
  "src/facts/images.ts": [rules("vmImage")],
  "src/facts/capacity.ts": [rules("protectedItem")],
  "src/facts/exemptions.ts": [pack("ledger")],
  "src/rules/virtualMachine.ts": [rules("virtualMachine"), pack("messages")],
  "src/rules/vmImage.ts": [rules("vmImage"), pack("messages")],
  "src/rules/guestEncryption.ts": [rules("guest"), pack("messages")],
  "src/rules/restoreNotes.ts": [rules("guest"), pack("messages")],
  "src/rules/disk.ts": [rules("vault"), pack("messages")],
  "src/rules/vault.ts": [rules("vault"), pack("messages")],
  "src/rules/vaultEncryption.ts": [rules("vault"), pack("messages")],
  "src/rules/glob.ts": [rules("glob")],
  "src/rules/policyPayload.ts": [rules("policyPayload"), pack("messages")],
  "src/rules/policyPayloadRetention.ts": [rules("policyPayload"), pack("messages")],
  "src/rules/protectionPolicy.ts": [rules("policyPayload"), pack("messages")],
  "src/rules/policyNotices.ts": [rules("policyPayload")],
  "src/rules/policyWords.ts": [pack("messages"), rules("policyPayload")],
  "src/arm/policyFromArm.ts": [rules("policyPayload"), pack("messages")],
  "src/rules/protectedItem.ts": [rules("protectedItem"), pack("messages")],
  "src/arm/protectedItem.ts": [rules("protectedItem")],
  "src/rules/protection.ts": [rules("protectedItem"), pack("stackPolicies")],
  "src/arm/classic.ts": [pack("stackPolicies"), pack("resourcePolicies")],
  "policies/exemptions.ts": [pack("ledger"), pack("exemptions"), pack("pack")],
  "policies/ledger.ts": [pack("ledger"), pack("exemptions")],
  "policies/exemptionPolicies.ts": [pack("exemptions"), pack("stackPolicies")],
  "policies/kinds.ts": [pack("kinds"), pack("stackPolicies")],
  "policies/stack.ts": [pack("stackPolicies")],
  "policies/protections.ts": [pack("stackPolicies")],
  "policies/protectionSubjects.ts": [pack("stackPolicies")],
  "policies/backupVault.ts": [pack("pack"), pack("messages"), pack("remediation"), docs],
  "policies/disk.ts": [pack("pack"), pack("messages"), docs],
  "policies/virtualMachine.ts": [pack("pack"), pack("messages"), pack("remediation"), docs],
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
  "policies/stack.ts": [["byUrn.get(urn) ?? []", "the SDK names no dependency that it does not hand over"]],
  "policies/protectionSubjects.ts": [["< -> <=", "of two equal URNs either will do"]],
};
