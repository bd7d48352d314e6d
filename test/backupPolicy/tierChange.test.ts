import { tierChange } from "../../src/backupPolicy/payload/tierChange";

const inputs = (policyType?: string) => ({ properties: { ...(policyType && { policyType }) } });

it.each<[string | undefined, string | undefined, string | undefined]>([
  ["V1", "V2", "keep"],
  ["V2", "V1", "keep"],
  [undefined, "V2", "an imported Standard policy, which Azure answers without a type"],
  ["V1", "V1", undefined],
  [undefined, "V1", undefined],
  ["V2", "V2", undefined],
])("from %s to %s", (before, after, refused) => {
  const reason = tierChange({ before: inputs(before), after: inputs(after) });
  expect(reason === undefined).toBe(refused === undefined);
});

it("a new policy is no change of a tier", () => {
  expect(tierChange({ before: {}, after: inputs("V2") })).toBeUndefined();
});
