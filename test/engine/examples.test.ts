import { join } from "node:path";
import { createStack } from "../../local/engine";
import { repositoryDir } from "../../local/engine/cache";
import { errorsOf, policyPacks } from "./engine";

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
