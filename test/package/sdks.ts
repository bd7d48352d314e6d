/** The SDKs that Pulumi generates from the packed library, and the resources that a program on each of them registers. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryDir, runCli } from "../../simulator/engine";
import { madeOnce } from "../support/shared";
import { csharpAndJavaGenerator, sdkGenerator } from "./languageTools";
import { packedLibrary, run } from "./packed";

interface Schema {
  readonly resources: Readonly<Record<string, object>>;
  readonly types: Readonly<Record<string, object>>;
  readonly dependencies?: readonly object[];
}

export interface Sdks {
  /** A temporary folder, with the schema in schema.json. */
  readonly root: string;
  /** The folder of the packed library. */
  readonly library: string;
  /** The schema that the packed library gives to the Pulumi CLI. */
  readonly schema: Schema;
  /** The folder of a language's SDK: e.g. "go". */
  folder(language: string): string;
  remove(): void;
}

/** The packed library and the SDKs of all languages, generated from it. The first run builds the generators. */
export async function generateSdks(): Promise<Sdks> {
  const { root, library } = await packedLibrary();
  const generated = await madeOnce("sdks", async (draft) => {
    const { stdout, output, exitCode } = await runCli(["package", "get-schema", library], root);
    if (exitCode !== 0) throw new Error(output);
    writeFileSync(join(draft, "schema.json"), stdout);
    for (const generator of [await sdkGenerator(), await csharpAndJavaGenerator()])
      await run(generator, ["schema.json", "sdks"], draft);
  });
  cpSync(generated, root, { recursive: true });
  return {
    root,
    library,
    schema: JSON.parse(readFileSync(join(root, "schema.json"), "utf8")),
    folder: (language) => join(root, "sdks", language),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Installs the generated Python SDK. Returns the folder for PYTHONPATH. */
export async function installPythonSdk(python: string, { root, folder }: Sdks): Promise<string> {
  const site = join(root, "site");
  const offline = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation"];
  await run(python, ["-m", "pip", "install", ...offline, "--target", site, folder("python")], root);
  return site;
}

/** The program of test/package/programs in a language. */
export const programIn = (extension: string): string =>
  join(repositoryDir, "test/package/programs", `backup.${extension}`);

/** The resources that the program registers in every language. */
export const registered = {
  vault: {
    type: "azure-vm-backup:index:BackupVault",
    inputs: {
      resourceGroupName: "bank",
      vaultName: "bank-vault",
      storageRedundancy: "GeoRedundant",
      crossRegionRestore: true,
      softDelete: { retentionDays: 30 },
      onDestroy: "Retain",
      tags: { costCenter: "4711" },
    },
  },
  nightly: {
    type: "azure-vm-backup:index:VmBackupPolicy",
    inputs: {
      resourceGroupName: "bank",
      vaultName: "bank-vault",
      schedule: { weekly: { time: "22:30", days: ["Sunday"] } },
      retention: { weekly: { weeks: 12 } },
    },
  },
  protected: {
    type: "azure-vm-backup:index:ProtectedVms",
    inputs: {
      resourceGroupName: "bank",
      vaultName: "bank-vault",
      policyId: "id of nightly",
      vms: { "web-1": { vmId: "id of web", vmName: "web", resourceGroupName: "bank" } },
    },
  },
};

/** How a language declares a component and an enumeration. */
type Declaration = (name: string) => { readonly component: string; readonly enumeration: string };

/** The declarations of a schema's components and enumerations that an SDK lacks. */
export function missingDeclarations(
  { schema, folder }: Sdks,
  language: string,
  declare: Declaration,
): string[] {
  const code = readdirSync(folder(language), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(go|ts|py|cs|java)$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
  const names = (entries: Readonly<Record<string, object>>) =>
    Object.keys(entries).map((token) => token.split(":")[2] ?? "");
  const enumerations = Object.entries(schema.types).filter(([, type]) => "enum" in type);
  const expected = [
    ...names(schema.resources).map((name) => declare(name).component),
    ...names(Object.fromEntries(enumerations)).map((name) => declare(name).enumeration),
  ];
  expect(expected.length).toBeGreaterThan(25);
  return expected.filter((line) => !code.includes(line));
}
