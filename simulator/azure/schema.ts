import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { plainDeclarations, type Shape, shapesIn, type TypeSpec } from "./declarations";
import { resourceTypeOf } from "./ids";
import { type PackageParameter, packageNameOf, parameterizationOf } from "./parameterize";

/**
 * The Pulumi package schema of azure-native, which YAML programs need. azure-native's own schema exists only inside its provider, so
 * this one is read from the type declarations of the npm package. It has every resource and function with its inputs and outputs; it
 * has no descriptions, enumerations or secret markers.
 *
 * `parameter`: of the package for one API version of a module. It has what azure-native's own version has, and what simulated Azure knows
 * of the properties that came later, as values of any type. Omitted: azure-native itself.
 *
 * @throws Error if the npm package is not installed.
 */
export function schemaOf(version: string, parameter?: PackageParameter): string {
  const packageName = parameter === undefined ? "azure-native" : packageNameOf(parameter);
  const isWanted = (module: string) => parameter === undefined || module === parameter.module;
  const root = dirname(require.resolve("@pulumi/azure-native/package.json"));
  const read = (file: string) => plainDeclarations(readFileSync(join(root, file), "utf8"));
  const types: Record<string, Partial<Shape> & { type: string }> = {};
  for (const file of ["types/input.d.ts", "types/output.d.ts"])
    for (const [, module = "", text = ""] of read(file).matchAll(
      /^export .*namespace (\w+) \{\n([\s\S]*?)^\}/gm,
    ))
      for (const [name, shape] of isWanted(module) ? shapesIn(text, packageName) : [])
        types[`${packageName}:${module}:${name}`] = { type: "object", ...shape };

  const resources: Record<string, Resource> = {};
  const functions: Record<string, object> = {};
  for (const [module, file] of moduleFiles(root).filter(([module]) => isWanted(module))) {
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
  if (parameter === undefined) return JSON.stringify({ ...header, types, resources, functions });
  for (const [token, resource] of Object.entries(resources)) addLater(token, resource, types);
  const parameterization = parameterizationOf(parameter, version);
  return JSON.stringify({ ...header, parameterization, types, resources, functions });
}

interface Resource {
  readonly properties?: Properties;
  readonly inputProperties: Properties;
}
type Properties = Record<string, TypeSpec>;
type Types = Readonly<Record<string, Partial<Shape>>>;

/** Adds the properties that came after azure-native's own API version, up to that of a resource's token. */
function addLater(token: string, resource: Resource, types: Types): void {
  const { since = {}, apiVersion } = resourceTypeOf(token);
  for (const [path, first] of Object.entries(since)) {
    if (first > apiVersion) continue;
    for (const properties of [resource.properties, resource.inputProperties])
      addProperty(properties, path.split("."), types);
  }
}

function addProperty(
  properties: Properties | undefined,
  [name = "", ...rest]: readonly string[],
  types: Types,
): void {
  if (properties === undefined) return;
  if (rest.length === 0) properties[name] ??= { $ref: "pulumi.json#/Any" };
  const type = properties[name];
  if (type !== undefined && "$ref" in type)
    addProperty(types[type.$ref.replace("#/types/", "")]?.properties, rest, types);
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
