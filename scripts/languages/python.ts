import { isRead, type Program, type Value } from "../program";
import { type Expression, layout, type Style } from "./layout";

const style: Style = { indent: "    ", pad: "" };

/** `retention_days` of retentionDays. */
export const snakeCase = (name: string): string => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toLowerCase();

/** A program in Python, with the SDK that Pulumi generates. */
export function python(program: Program): string {
  const { config, resources } = program;
  const lines = [
    ...(config.length > 0 ? ["import pulumi"] : []),
    "import pulumi_azure_vm_backup as backup",
    "",
    ...(config.length > 0 ? ["config = pulumi.Config()"] : []),
    ...config.map((name) => `${snakeCase(name)} = config.require("${name}")`),
    ...(config.length > 0 ? [""] : []),
  ];
  const declarations = resources.map(({ name, component, args }) => {
    const left = isRead(program, name) ? `${snakeCase(name)} = ` : "";
    const named = args.map(([field, value]) => [`${snakeCase(field)}=`, expression(value)] as const);
    const items = [["", JSON.stringify(name)] as const, ...named];
    return left + layout({ open: `backup.${component}(`, items, close: ")" }, style, "", left);
  });
  return [...lines, declarations.join("\n\n")].join("\n");
}

const entry = (name: string, value: Value) => [`"${name}": `, expression(value)] as const;

function expression(value: Value): Expression {
  switch (value.kind) {
    case "literal":
      if (typeof value.value === "boolean") return value.value ? "True" : "False";
      return JSON.stringify(value.value);
    case "choice":
      return `backup.${value.type}.${snakeCase(value.member).toUpperCase()}`;
    case "config":
      return snakeCase(value.name);
    case "output":
      return `${snakeCase(value.resource)}.${snakeCase(value.property)}`;
    case "list":
      return { open: "[", items: value.items.map((item) => ["", expression(item)] as const), close: "]" };
    case "map":
      return { open: "{", items: value.entries.map(([name, item]) => entry(name, item)), close: "}" };
    case "structure": {
      const items = value.fields.map(([name, field]) => entry(snakeCase(name), field));
      return { open: "{", items, close: "}" };
    }
  }
}
