import { join } from "node:path";
import { createStack } from "../../local/engine";
import { repositoryDir } from "../../local/engine/cache";
import { errorsOf, policyPacks } from "./engine";

jest.setTimeout(120_000);

it.each(["nsg-lockdown", "proxy", "azure-firewall"])("examples/%s runs as it stands", async (name) => {
  const stack = await createStack({ projectDir: join(repositoryDir, "examples", name) });
  const up = await stack.up({ policyPacks });
  stack.remove();
  expect(errorsOf(up)).toBe("");
  expect(up.ok).toBe(true);
  expect(
    up.policyViolations.filter(({ policy }) => policy.includes("egress") || policy.includes("nsg")),
  ).toEqual([]);
});
