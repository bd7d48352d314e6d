/** @jest-environment ./test/support/engineEnvironment.js */
// repair of stacks that have lost resources whose providers are not the default one.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { repair } from "../../cli/repair/repair";
import type { Stack } from "../../simulator/engine";
import { changedSteps, env, expectNoChange, stackOf, succeeded } from "../support/engine";
import { vmsByKey } from "../support/keys";

jest.setTimeout(600_000);

let stack: Stack;
afterEach(() => stack.remove());

async function repaired(options: { subscriptionId?: string } = {}) {
  const lines: string[] = [];
  const imported = await repair({
    ...{ pulumi: stack.pulumi, yes: true, log: (line) => void lines.push(line), keepIn: stack.azureDir },
    ...options,
  });
  return { imported, lines };
}

/** The stack as if its state were lost, with what Azure has. */
async function loseState(): Promise<void> {
  const file = join(stack.azureDir, "empty.json");
  writeFileSync(
    file,
    JSON.stringify({ version: 3, deployment: { ...(await stack.exportState()), resources: [] } }),
  );
  expect((await stack.pulumi(["stack", "import", "--file", file])).exitCode).toBe(0);
}

const vault = { costDetail: "VaultLevel" };

it("a vault of a later API version whose creation a crash interrupted is imported", async () => {
  const faults = [{ resource: "*:Vault", operation: "create", crash: "after", times: 1 } as const];
  stack = await stackOf("backup", { config: { ...vmsByKey({}), vault }, faults });
  expect((await stack.up({ env })).ok).toBe(false);
  const { imported } = await repaired();
  expect(imported).toBe(1);
  const steps = changedSteps(succeeded(await stack.up({ env })));
  expect(steps.filter((step) => /bank-vault|delete|replace/.test(step))).toEqual([]);
  expectNoChange(await stack.up({ env }));
});

it("a stack that has lost everything gets its vault of a later API version back, and the provider that it needs", async () => {
  stack = await stackOf("backup", { config: { ...vmsByKey({ web: "web" }), vault } });
  succeeded(await stack.up({ env }));
  await loseState();
  const subscriptionId = "00000000-0000-0000-0000-000000000000";
  const { imported, lines } = await repaired({ subscriptionId });
  // The group, the vault, the policy and the item.
  expect([imported, lines.join("\n")]).toEqual([4, expect.not.stringContaining("others")]);
  expectNoChange(await stack.up({ env }));
});

it("a stack that has lost everything gets the resources of explicit providers back, whose secrets stay secret", async () => {
  const own = "11111111-1111-1111-1111-111111111111";
  const secret = "s3cret-of-the-test";
  stack = await stackOf("laterApi", { inProcess: false, config: { own, clientSecret: secret, vault } });
  succeeded(await stack.up());
  await loseState();
  // The subscription is that of the explicit provider.
  const { imported, lines } = await repaired();
  expect([imported, lines.join("\n")]).toEqual([2, expect.stringContaining(`/subscriptions/${own}/`)]);
  expect(JSON.stringify(await stack.exportState())).not.toContain(secret);
  expectNoChange(await stack.up());
});
