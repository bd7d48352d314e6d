// azure-native's package for one API version, as `pulumi package add` makes it a local package, against simulated Azure.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import { openStore } from "../../simulator/azure/store";
import { vaultType } from "../../simulator/azure/types";
import { createStack, runCli } from "../../simulator/engine";
import { requireProvider, SIMULATED_AZURE } from "../../simulator/engine/plugin";
import { errorsOf } from "../support/engine";
import { output } from "./everyComponent";
import { provideYamlHost, pulumiMetaschema } from "./languageTools";
import { packedLibrary } from "./packed";
import { furnishedAzure } from "./yaml";

/** The first run builds the YAML language host. */
jest.setTimeout(20 * 60_000);

const parameter = ["azure-native", "recoveryservices", "2026-05-01"];
const name = "azure-native_recoveryservices_v20260501";

let folder: string;
let azureDir: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "avb-local-"));
  azureDir = await furnishedAzure();
  writeFileSync(join(folder, "Pulumi.yaml"), "name: local\nruntime: yaml\n");
});
afterAll(() => {
  for (const each of [folder, azureDir]) rmSync(each, { recursive: true, force: true });
});

const pulumi = (...args: string[]) =>
  runCli(args, folder, {
    env: { AVB_PROVIDER: requireProvider(SIMULATED_AZURE), AZURE_SIMULATION_DIR: azureDir },
  });

it("get-schema returns a valid schema, with the properties that the version has", async () => {
  const { stdout, exitCode } = await pulumi("package", "get-schema", ...parameter);
  expect(exitCode).toBe(0);
  const schema = JSON.parse(stdout);
  const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(
    await pulumiMetaschema(),
  );
  validate(schema);
  expect(validate.errors).toBeNull();
  expect(schema).toMatchObject({ name, parameterization: { baseProvider: { name: "azure-native" } } });
  const ofVault = schema.types[`${name}:recoveryservices:VaultPropertiesArgs`].properties;
  expect(ofVault).toHaveProperty("costManagementSettings");
  expect(ofVault).not.toHaveProperty("regionOfChoiceSettings");

  const refused = await pulumi("package", "get-schema", "azure-native", "recoveryservices", "2026-07-01");
  expect(refused.output).toContain("no resources found for module recoveryservices at API version v20260701");
});

it("a YAML program uses the package that `package add` made, and its provider serves BackupVault", async () => {
  await provideYamlHost();
  // The YAML host of these tests cannot do the last step, which links an SDK to the program: a YAML program needs none.
  const added = await pulumi("package", "add", ...parameter);
  expect(added.output).toContain(`Successfully generated an SDK for the ${name} package`);

  const { root, library } = await packedLibrary();
  const properties = { resourceGroupName: "rg", location: "westeurope" };
  const resources = {
    local: { type: `pulumi:providers:${name}` },
    plain: {
      type: `${name}:recoveryservices:Vault`,
      properties: {
        ...{ ...properties, vaultName: "plain", sku: { name: "RS0", tier: "Standard" } },
        properties: { costManagementSettings: { granularityLevel: "ProtectedItemLevel" } },
      },
      options: { provider: output("local") },
    },
    own: {
      type: "azure-vm-backup:BackupVault",
      properties: { ...properties, vaultName: "own", costDetail: "ProtectedItemLevel" },
      options: { providers: [output("local")] },
    },
  };
  const program = [
    "name: local",
    "runtime: yaml",
    `packages: ${JSON.stringify({ "azure-vm-backup": library })}`,
  ];
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    [...program, `resources: ${JSON.stringify(resources)}`].join("\n"),
  );
  const stack = await createStack({ projectDir: folder, azureDir });
  try {
    const up = await stack.up();
    expect(errorsOf(up)).toBe("");
    const providers = up.steps.filter(({ type }) => type === `pulumi:providers:${name}`);
    expect(providers).toHaveLength(1);
    const vaults = [...openStore(azureDir).ofType(vaultType)].map(({ id, properties }) => [
      id.split("/").pop(),
      properties.properties,
    ]);
    const isDetailed = expect.objectContaining({
      costManagementSettings: { granularityLevel: "ProtectedItemLevel" },
    });
    expect(Object.fromEntries(vaults)).toEqual({ plain: isDetailed, own: isDetailed });
  } finally {
    stack.remove();
    rmSync(root, { recursive: true, force: true });
  }
});
