import { join } from "node:path";
import { createStack } from "../../simulator/engine";
import { repositoryDir } from "../../simulator/engine/cache";
import { env, errorsOf, policyPacks } from "../support/engine";

jest.setTimeout(120_000);

it.each([
  ["backup-policies", "ProtectionPolicy", 5, {}],
  ["secure-vault", "ResourceGuardProxy", 1, {}],
  // Its VMs are of other stacks.
  ["regions", "ProtectionPolicy", 4, env],
])("examples/%s runs as it stands", async (name, type, count, variables) => {
  const stack = await createStack({
    projectDir: join(repositoryDir, "examples", name),
    config: { "azure-native:location": "westeurope" },
  });
  const up = await stack.up({ policyPacks, env: variables });
  stack.remove();
  expect(errorsOf(up)).toBe("");
  expect(up.ok).toBe(true);
  expect(up.steps.filter((step) => step.type.endsWith(`:${type}`)).length).toBe(count);
});
