/** @jest-environment ./test/support/engineEnvironment.js */
import type { Stack } from "../../simulator/engine";
import { env, findingsOf, policyPacks, stackOf } from "../support/engine";

jest.setTimeout(240_000);

let stack: Stack;
beforeAll(async () => {
  stack = await stackOf("policyPack", { config: { kind: "compliant" } });
});
afterAll(() => stack.remove());

it.each<[string, Record<string, unknown>, RegExp]>([
  ["an invalid level", { "vault-name": "strict" }, /vault-name.*strict|strict.*vault-name/s],
  ["a number that is out of range", { "backup-policy-minimum-retention": { minDays: 0 } }, /minDays/],
  ["a text in place of a number", { "vault-capacity": { maxVmsPerVault: "many" } }, /maxVmsPerVault/],
])("the engine refuses %s in the pack's configuration", async (_, policyConfig, reason) => {
  const { ok, log } = await stack.preview({ env, policyPacks, policyConfig });
  expect(ok).toBe(false);
  expect(log).toMatch(reason);
});

it("an advisory finding is printed and blocks nothing", async () => {
  const policyConfig = { "vault-geo-redundant": { allowed: ["ZoneRedundant"] } };
  const preview = await stack.preview({ env, policyPacks, policyConfig });
  expect([preview.ok, findingsOf(preview)]).toEqual([true, ["vault-geo-redundant [advisory]"]]);
  const mandatory = { "vault-geo-redundant": { allowed: ["ZoneRedundant"], enforcementLevel: "mandatory" } };
  expect((await stack.preview({ env, policyPacks, policyConfig: mandatory })).ok).toBe(false);
});
