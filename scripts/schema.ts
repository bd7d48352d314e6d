/**
 * `npm run schema`, from the repository's root. Pulumi's analyzer reads the components' types, and this writes from
 * them an `arguments.ts` in each folder with components, for the check of an argument's shape, and `schema.json` for
 * other languages, so that a user's machine need not read TypeScript at each operation. It also writes the options of
 * the policy pack from its requirements.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { generateSchema } from "@pulumi/pulumi/provider/experimental/schema";
import { componentFiles } from "./componentFiles";
import { policyOptions } from "./policyOptions";

type Schema = ReturnType<Analyzer["analyze"]>;
type Property = Schema["components"][string]["inputs"][string];
type Definitions = Schema["typeDefinitions"];

const packageJson = () => JSON.parse(readFileSync("package.json", "utf8"));

/** The library's components and types, read by Pulumi's analyzer. */
function analyze(components: readonly string[]): Schema {
  const manifest = packageJson();
  return new Analyzer(process.cwd(), manifest.name, manifest, new Set(components)).analyze();
}

/** The generated files' texts, by path. */
export function schemaFiles(): Record<string, string> {
  const files = componentFiles();
  const schema = analyze(Object.keys(files));
  return {
    ...argumentFiles(files, schema),
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

function argumentFiles(files: Readonly<Record<string, string>>, schema: Schema): Record<string, string> {
  const rooms = new Map<string, string[]>();
  for (const [name, file] of Object.entries(files)) {
    const fields = JSON.stringify(fieldsOf(schema.components[name]?.inputs ?? {}, schema.typeDefinitions));
    const constant = `${name.charAt(0).toLowerCase()}${name.slice(1)}Arguments`;
    const text = `/** Of ${name}. */\nexport const ${constant} = ${fields} as const satisfies Fields;\n`;
    rooms.set(dirname(file), [...(rooms.get(dirname(file)) ?? []), text]);
  }
  return Object.fromEntries(
    [...rooms].map(([room, constants]) => {
      const up = room
        .split("/")
        .slice(1)
        .map(() => "..")
        .join("/");
      const head = `// Written by \`npm run schema\` from the interfaces of the components' arguments.\nimport type { Fields } from "${up}/component/arguments";\n\n`;
      return [join(room, "arguments.ts"), head + constants.join("\n")];
    }),
  );
}

/** Structures that a program copies from Azure's responses, which have more fields than the library reads. */
const answers: readonly string[] = ["ExistingSecurityRule", "ApplicationSecurityGroupId"];

const fieldsOf = (properties: Readonly<Record<string, Property>>, types: Definitions): object =>
  Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, argumentOf(property, types)]),
  );

function argumentOf(property: Property, types: Definitions): object {
  return {
    type: typeOf(property, types),
    ...(property.optional && { optional: true }),
    ...(property.plain && { plain: true }),
  };
}

function typeOf(property: Property, types: Definitions): unknown {
  const { $ref, type, items, additionalProperties } = property as Property & { $ref?: string; type?: string };
  if ($ref === "pulumi.json#/Any") return "any";
  if ($ref !== undefined) {
    const definition = types[$ref.split(":").pop() as string];
    if (definition === undefined) throw new Error(`${$ref} is not a type of this library`);
    if (definition.enum) return { oneOf: definition.enum.map(({ value }) => value) };
    const fields = fieldsOf(definition.properties as Readonly<Record<string, Property>>, types);
    return { fields, ...(answers.includes(definition.name) && { open: true }) };
  }
  if (type === "array") return { list: argumentOf(items as Property, types) };
  if (type === "object") return { map: argumentOf(additionalProperties as Property, types) };
  return type === "string" ? "text" : type;
}

if (require.main === module) {
  const files = schemaFiles();
  for (const [file, text] of Object.entries(files)) writeFileSync(file, text);
  execFileSync("npx", ["biome", "check", "--write", ...Object.keys(files)], { stdio: "inherit" });
}
