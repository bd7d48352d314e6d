import { type Property, repository, typeName, typeOf } from "../componentSchema";
import { type Field, isRead, type Program, type Value } from "../program";
import { pascalCase } from "./csharp";
import { type Expression, layout, type Style } from "./layout";

const style: Style = { indent: "\t", pad: "", aligns: true };

/** The module path of the SDK that Pulumi generates: it begins with the package's repository. */
export const goModulePath = `${repository.replace("https://", "")}/sdk/go`;

const goSdk = `${goModulePath}/azurevmbackup`;

/** A program in Go, with the SDK that Pulumi generates. */
export function go(program: Program): string {
  const { config, resources } = program;
  const imports = [
    `backup "${goSdk}"`,
    '"github.com/pulumi/pulumi/sdk/v3/go/pulumi"',
    ...(config.length > 0 ? ['"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"'] : []),
  ];
  let isFirst = true;
  const declarations = resources.map(({ name, component, args }) => {
    const isUsed = isRead(program, name);
    const left = `${isUsed ? name : "_"}, err ${isUsed || isFirst ? ":=" : "="} `;
    isFirst = false;
    const chosen = pointersIn(name, args).map(([variable, value]) => `${variable} := ${value}`);
    const items = args.map(([field, value]) => labelled(name, field, value));
    const resource = {
      open: `backup.New${component}(ctx, "${name}", &backup.${component}Args{`,
      items,
      close: "})",
    };
    const call = `${left}${layout(resource, style, "\t\t", `\t\t${left}`)}`;
    return [...chosen, call, "if err != nil {", "\treturn err", "}"].map((line) => `\t\t${line}`).join("\n");
  });
  const settings = config.map((name) => `\t\t${name} := settings.Require("${name}")`);
  return [
    "package main",
    "",
    "import (",
    ...imports.map((line) => `\t${line}`),
    ")",
    "",
    "func main() {",
    "\tpulumi.Run(func(ctx *pulumi.Context) error {",
    ...(config.length > 0 ? ['\t\tsettings := config.New(ctx, "")', ...settings] : []),
    ...declarations,
    "\t\treturn nil",
    "\t})",
    "}",
  ].join("\n");
}

const isPointer = ({ kind, plain, optional }: Value): boolean => kind === "choice" && plain && optional;

/** Go cannot take the address of a constant, so an optional plain choice needs a variable. */
const pointersIn = (resource: string, fields: readonly Field[]): [string, string][] =>
  fields.flatMap(([name, value]): [string, string][] => {
    if (isPointer(value) && value.kind === "choice")
      return [[resource + pascalCase(name), `backup.${value.type}${value.member}`]];
    if (value.kind === "structure") return pointersIn(resource, value.fields);
    return value.kind === "map" ? pointersIn(resource, value.entries) : [];
  });

const labelled = (resource: string, name: string, value: Value): readonly [string, Expression] => [
  `${pascalCase(name)}: `,
  isPointer(value) ? `&${resource}${pascalCase(name)}` : expression(resource, value),
];

const wrapped: Readonly<Record<string, string>> = { string: "String", number: "Float64", boolean: "Bool" };

function expression(resource: string, value: Value): Expression {
  const reference = value.optional ? "&" : "";
  switch (value.kind) {
    case "literal": {
      const wrapper = wrapped[typeof value.value] as string;
      const text = JSON.stringify(value.value);
      if (!value.plain) return `pulumi.${wrapper}(${text})`;
      return value.optional ? `pulumi.${wrapper}Ref(${text})` : text;
    }
    case "choice":
      return `backup.${value.type}${value.member}`;
    case "config":
      if (!value.plain) return `pulumi.String(${value.name})`;
      return `${reference}${value.name}`;
    case "output":
      return `${value.resource}.${pascalCase(value.property)}`;
    case "list": {
      const items = value.items.map(
        (item) => ["", expression(resource, { ...item, plain: value.plain })] as const,
      );
      return { open: `${collection("Array", "[]", value.of, value.plain)}{`, items, close: "}" };
    }
    case "map": {
      const items = value.entries.map(
        ([key, entry]) => [`${JSON.stringify(key)}: `, expression(resource, entry)] as const,
      );
      return { open: `${collection("Map", "map[string]", value.of, value.plain)}{`, items, close: "}" };
    }
    case "structure": {
      const items = value.fields.map(([name, field]) => labelled(resource, name, field));
      return { open: `${value.plain ? reference : ""}backup.${value.type}Args{`, items, close: "}" };
    }
  }
}

/** The Go type of a list or a map whose elements have the type `of`. */
function collection(suffix: "Array" | "Map", plainPrefix: string, of: Property, plain: boolean): string {
  const name = typeName(of);
  if (name !== undefined) {
    if (!plain) return `backup.${name}${suffix}`;
    const isChoice = typeOf(of)?.members !== undefined;
    return `${plainPrefix}backup.${name}${isChoice ? "" : of.plain ? "Args" : "Input"}`;
  }
  const scalar = of.type ?? "string";
  if (!plain) return `pulumi.${wrapped[scalar]}${suffix}`;
  return plainPrefix + (scalar === "number" ? "float64" : scalar === "boolean" ? "bool" : "string");
}
