/** @jest-environment ./test/support/engineEnvironment.js */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repair } from "../../cli/repair/repair";
import { changedSteps, env, stackOf, subscription, succeeded, vmId } from "../support/engine";

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), "secrets-"));
afterAll(() => rmSync(folder, { recursive: true }));

const secretTag = "hunter2";
const vaultUrn = /:Vault::bank-vault$/;
const isSecret = (value: unknown) => "ciphertext" in (value as object);

it("repair leaves the secrets of the stack encrypted and equal, and encrypts those that it imports from Azure", async () => {
  const vmIds = { web: vmId("web") };
  const stack = await stackOf("backup", { config: { secretTag, vmIds } });
  succeeded(await stack.up({ env }));
  const exported = async (...flags: string[]) => (await stack.pulumi(["stack", "export", ...flags])).stdout;
  type Resource = { urn: string; inputs?: { tags?: { secretTag?: unknown } }; outputs?: Resource["inputs"] };
  const withTags = (state: string) =>
    (JSON.parse(state).deployment.resources as Resource[]).filter(({ inputs }) => inputs?.tags?.secretTag);
  const before = withTags(await exported("--show-secrets"));
  // The vault's component keeps its secret input, the vault itself has to be imported.
  expect(before.map(({ urn }) => vaultUrn.test(urn))).toEqual([false, true]);
  await stack.pulumi(["state", "delete", before[1]?.urn ?? "", "--target-dependents", "--yes"]);

  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const subscriptionId = subscription.split("/")[2] ?? "";
  expect(await repair({ pulumi: stack.pulumi, log, yes: true, subscriptionId, keepIn: folder })).toBe(3);

  const [kept = ""] = readdirSync(folder);
  const encrypted = await exported();
  for (const state of [encrypted, readFileSync(join(folder, kept), "utf8")]) {
    expect(state).not.toContain(secretTag);
    expect(state).not.toContain("plaintext");
    for (const { inputs } of withTags(state)) expect(isSecret(inputs?.tags?.secretTag)).toBe(true);
  }
  const after = withTags(await exported("--show-secrets"));
  const tagsOf = (resources: Resource[]) =>
    resources.map(({ urn, inputs, outputs }) => [urn, inputs?.tags, vaultUrn.test(urn) && outputs?.tags]);
  expect(tagsOf(after)).toEqual(tagsOf(before));
  expect(lines.join("\n")).not.toContain(secretTag);
  expect(changedSteps(succeeded(await stack.preview({ env })))).toEqual([]);
  stack.remove();
});
