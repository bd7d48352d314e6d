import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { plainDeclarations, type Shape, shapesIn } from "./declarations";

const packageName = "azure-native";

/**
 * The Pulumi package schema of azure-native, which YAML programs need. azure-native's own schema exists only inside its provider, so
 * this one is read from the type declarations of the npm package. It has every resource and function with its inputs and outputs; it
 * has no descriptions, enumerations or secret markers.
 *
 * @throws Error if the npm package is not installed.
 */
export function schemaOf(version: string): string {
  const root = dirname(require.resolve("@pulumi/azure-native/package.json"));
  const read = (file: string) => plainDeclarations(readFileSync(join(root, file), "utf8"));
  const types: Record<string, object> = {};
  for (const file of ["types/input.d.ts", "types/output.d.ts"])
    for (const [, module = "", text = ""] of read(file).matchAll(
      /^export .*namespace (\w+) \{\n([\s\S]*?)^\}/gm,
    ))
      for (const [name, shape] of shapesIn(text, packageName))
        types[`${packageName}:${module}:${name}`] = { type: "object", ...shape };

  const resources: Record<string, object> = {};
  const functions: Record<string, object> = {};
  for (const [module, file] of moduleFiles(root)) {
    const text = read(file);
    const shapes = new Map(shapesIn(text, packageName));
    const token = (name: string) => `${packageName}:${module}:${name}`;
    for (const [, name = ""] of text.matchAll(/^export declare class (\w+) extends pulumi\.CustomResource/gm))
      resources[token(name)] = { ...shapes.get(name), ...inputsOf(shapes.get(`${name}Args`)) };
    for (const [, name = ""] of text.matchAll(/^export declare function (\w+)\(.*\): Promise</gm))
      functions[token(name)] = functionOf(shapes, `${name.charAt(0).toUpperCase()}${name.slice(1)}`);
  }

  const provider = new Map(shapesIn(read("provider.d.ts"), packageName)).get("ProviderArgs");
  const config = { variables: provider?.properties };
  const header = { name: packageName, version, config, provider: inputsOf(provider) };
  return JSON.stringify({ ...header, types, resources, functions });
}

/** The declaration files of all modules, without the index files. */
function moduleFiles(root: string): [module: string, file: string][] {
  const folders = readdirSync(root, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== "types",
  );
  return folders.flatMap(({ name }) =>
    readdirSync(join(root, name))
      .filter((file) => file.endsWith(".d.ts") && file !== "index.d.ts")
      .map((file): [string, string] => [name, join(name, file)]),
  );
}

const inputsOf = (shape: Shape | undefined) => ({
  inputProperties: shape?.properties ?? {},
  requiredInputs: shape?.required ?? [],
});

const functionOf = (shapes: Map<string, Shape>, name: string) => ({
  inputs: { type: "object", ...shapes.get(`${name}Args`) },
  outputs: { type: "object", ...shapes.get(`${name}Result`) },
});
