import { join } from "node:path";
import { createStack } from "../../simulator/engine";
import { repositoryDir } from "../../simulator/engine/cache";
import { errorsOf, policyPacks } from "../support/engine";

jest.setTimeout(120_000);

it.each([["backup-policies", 5]])("examples/%s runs as it stands", async (name, policies) => {
  const stack = await createStack({
    projectDir: join(repositoryDir, "examples", name),
    config: { "azure-native:location": "westeurope" },
  });
  const up = await stack.up({ policyPacks });
  stack.remove();
  expect(errorsOf(up)).toBe("");
  expect(up.ok).toBe(true);
  expect(up.steps.filter(({ type }) => type.endsWith(":ProtectionPolicy")).length).toBe(policies);
});
