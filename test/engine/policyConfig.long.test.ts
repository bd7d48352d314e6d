/** @jest-environment ./test/support/engineEnvironment.js */
import type { Stack } from "../../simulator/engine";
import { env, findingsOf, policyPacks, stackOf } from "../support/engine";

jest.setTimeout(240_000);

let stack: Stack;
beforeAll(async () => {
  stack = await stackOf("policyPack", { config: { kind: "compliant" } });
});
afterAll(() => stack.remove());

it("the engine refuses an invalid level in the pack's configuration", async () => {
  const policyConfig = { "vault-name": "strict" };
  const { ok, log } = await stack.preview({ env, policyPacks, policyConfig });
  expect(ok).toBe(false);
  expect(log).toMatch(/vault-name.*strict|strict.*vault-name/s);
});

it("the engine refuses a number that is out of range, and a text in place of a number", async () => {
  const policyConfig = {
    "backup-policy-minimum-retention": { minDays: 0 },
    "vault-capacity": { maxVmsPerVault: "many" },
  };
  const { ok, log } = await stack.preview({ env, policyPacks, policyConfig });
  expect(ok).toBe(false);
  expect(log).toMatch(/minDays/);
  expect(log).toMatch(/maxVmsPerVault/);
});

it("an advisory finding is printed and blocks nothing", async () => {
  const policyConfig = { "vault-geo-redundant": { allowed: ["ZoneRedundant"] } };
  const preview = await stack.preview({ env, policyPacks, policyConfig });
  expect([preview.ok, findingsOf(preview)]).toEqual([true, ["vault-geo-redundant [advisory]"]]);
  const mandatory = { "vault-geo-redundant": { allowed: ["ZoneRedundant"], enforcementLevel: "mandatory" } };
  expect((await stack.preview({ env, policyPacks, policyConfig: mandatory })).ok).toBe(false);
});
