/** @jest-environment ./test/support/engineEnvironment.js */
// What each released version left behind, previewed with the present code: an upgrade changes nothing.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { components } from "../../scripts/componentSchema";
import { resourcesOf } from "../../scripts/release/storedState";
import { repositoryDir } from "../../simulator/engine/cache";
import { env, loadEngine, succeeded } from "../support/engine";

jest.setTimeout(180_000);

const folder = join(repositoryDir, "test/upgrades");
const versions = readdirSync(folder).filter((name) => existsSync(join(folder, name, "state.jsonl")));
const storedOf = (version: string) => resourcesOf(readFileSync(join(folder, version, "state.jsonl"), "utf8"));

/** Their rules and texts follow Microsoft's documentation: any version may update them in place, and states are stored without them. */
const definitions = /^azure-native:authorization:Policy(Set)?DefinitionAtManagementGroup$/;

/** The default provider has azure-native's version in its name. */
const isExpected = ({ op, type }: { op: string; type: string }) =>
  op === "same" || (op === "update" && definitions.test(type)) || type.startsWith("pulumi:providers:");

it.each(versions)("the state of %s previews as same", async (version) => {
  const program = join(repositoryDir, "dist/test/upgrades", version, "program.js");
  const stack = await loadEngine().createStack({ program, inProcess: true });
  const empty = JSON.parse((await stack.pulumi(["stack", "export"])).stdout);
  const file = join(tmpdir(), `avb-state-${process.pid}.json`);
  const resources = storedOf(version);
  writeFileSync(file, JSON.stringify({ ...empty, deployment: { ...empty.deployment, resources } }));
  const imported = await stack.pulumi(["stack", "import", "--file", file]);
  expect(imported.output).toContain("Import complete");
  const { steps } = succeeded(await stack.preview({ env }));
  const previewed = new Set(steps.map(({ urn }) => urn));
  const isProvider = (urn: unknown) => String(urn).includes("::pulumi:providers:");
  expect(resources.filter(({ urn }) => !isProvider(urn) && !previewed.has(String(urn)))).toEqual([]);
  expect(steps.filter((step) => !isExpected(step))).toEqual([]);
  stack.remove();
  rmSync(file);
});

it("the newest stored state has every component", () => {
  const newest = versions.sort((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1) ?? "";
  const stored = new Set(storedOf(newest).map(({ type }) => type));
  expect(
    components.map(({ name }) => name).filter((name) => !stored.has(`azure-vm-backup:index:${name}`)),
  ).toEqual([]);
});

it("no stored state has a path of a machine, a time of a run or a ciphertext", () => {
  for (const version of versions) {
    const text = readFileSync(join(folder, version, "state.jsonl"), "utf8");
    expect(text).not.toMatch(/"(sourcePosition|stackTrace|created|modified|ciphertext)"|\/(home|root|tmp)\//);
  }
});
