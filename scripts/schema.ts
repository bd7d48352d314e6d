/**
 * `npm run schema`, from the repository's root. Writes what Pulumi's analyzer reads from the components' types to `schema.json`:
 * the components check their arguments against it, and other languages get their SDKs from it. Also writes the types of the policy
 * pack's options, from the requirements.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { generateSchema } from "@pulumi/pulumi/provider/experimental/schema";
import { componentFiles } from "./componentFiles";
import { policyOptions } from "./policyOptions";

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
  };
}

/** The package's schema. It has no version, since package.json has it, and it keeps the types' docstrings, which Pulumi's generator omits. */
function schemaOf({ components, typeDefinitions, dependencies }: Schema): object {
  const { name, description } = packageJson();
  const schema = generateSchema(name, "", description, components, typeDefinitions, dependencies);
  const types = Object.entries(schema.types).map(([token, type]) => {
    const { description } = typeDefinitions[
      token.split(":").pop() as string
    ] as Schema["typeDefinitions"][string];
    return [token, { ...(description !== undefined && { description }), ...type }];
  });
  return { ...schema, version: undefined, types: Object.fromEntries(types) };
}

if (require.main === module) {
  const files = schemaFiles();
  for (const [file, text] of Object.entries(files)) writeFileSync(file, text);
  execFileSync("npx", ["biome", "check", "--write", ...Object.keys(files)], { stdio: "inherit" });
}
