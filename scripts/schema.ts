/**
 * `npm run schema`, from the repository's root. Writes what Pulumi's analyzer reads from the components' types to `schema.json`:
 * the components check their arguments against it, and other languages get their SDKs from it. Also writes the types of the policy
 * pack's options, from the requirements, and the schemas of what the command line prints.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { generateSchema } from "@pulumi/pulumi/provider/experimental/schema";
import { componentFiles } from "./componentFiles";
import { policyOptions } from "./policyOptions";
import { reportSchemas } from "./reportSchemas";

type Schema = ReturnType<Analyzer["analyze"]>;

const packageJson = () => JSON.parse(readFileSync("package.json", "utf8"));

/** The library's components and types, read by Pulumi's analyzer. */
function analyze(components: readonly string[]): Schema {
  const manifest = packageJson();
  return new Analyzer(process.cwd(), manifest.name, manifest, new Set(components)).analyze();
}

/** The generated files' texts, by path. */
export function schemaFiles(): Record<string, string> {
  const schema = analyze(Object.keys(componentFiles()));
  return {
    "policies/options.ts": policyOptions(),
    "schema.json": `${JSON.stringify(schemaOf(schema), null, 2)}\n`,
    ...reportSchemas(filesAddress()),
  };
}

/** The package's schema, with the metadata of package.json and the types' docstrings, which Pulumi's generator omits. */
function schemaOf({ components, typeDefinitions, dependencies }: Schema): object {
  const { name, version, description } = packageJson();
  const schema = generateSchema(name, version, description, components, typeDefinitions, dependencies);
  const types = Object.entries(schema.types).map(([token, type]) => {
    const { description } = typeDefinitions[
      token.split(":").pop() as string
    ] as Schema["typeDefinitions"][string];
    return [token, { ...(description !== undefined && { description }), ...type }];
  });
  return { ...metadata(), ...schema, types: Object.fromEntries(types) };
}

/**
 * What Pulumi's registry shows. Its keywords say of what kind a package is:
 * https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/ (2026-11-30).
 */
function metadata(): object {
  const { keywords, homepage, license, author } = packageJson();
  return {
    displayName: "Azure VM Backup",
    publisher: author,
    keywords: [...keywords, "kind/component", "category/cloud"],
    homepage,
    license,
    repository: repositoryAddress(),
    logoUrl: `${filesAddress()}/docs/logo.svg`,
  };
}

const repositoryAddress = (): string => packageJson().repository.url.replace(/^git\+|\.git$/g, "");
const filesAddress = (): string =>
  `${repositoryAddress().replace("github.com", "raw.githubusercontent.com")}/main`;

if (require.main === module) {
  const files = schemaFiles();
  for (const [file, text] of Object.entries(files)) writeFileSync(file, text);
  execFileSync("npx", ["biome", "check", "--write", ...Object.keys(files)], { stdio: "inherit" });
}
