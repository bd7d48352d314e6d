import { isRead, type Program, type Value, valuesOf } from "../program";
import { type Expression, layout, type Style } from "./layout";

const style: Style = { indent: "  ", pad: " " };

/** A program in TypeScript. */
export function typescript(program: Program): string {
  const { config, resources } = program;
  const choices = resources.flatMap(({ args }) =>
    valuesOf(args).flatMap((value) => (value.kind === "choice" ? [value.type] : [])),
  );
  const names = [...new Set([...resources.map(({ component }) => component), ...choices])];
  const lines = [
    ...(config.length > 0 ? ['import * as pulumi from "@pulumi/pulumi";'] : []),
    `import { ${names.sort((a, b) => a.localeCompare(b)).join(", ")} } from "azure-vm-backup";`,
    "",
    ...(config.length > 0 ? ["const config = new pulumi.Config();"] : []),
    ...config.map((name) => `const ${name} = config.require("${name}");`),
    ...(config.length > 0 ? [""] : []),
  ];
  const declarations = resources.map(({ name, component, args }) => {
    const left = isRead(program, name) ? `const ${name} = ` : "";
    const items = args.map(([field, value]) => labelled(field, value));
    return `${left}${layout({ open: `new ${component}("${name}", {`, items, close: "})" }, style, "", left)};`;
  });
  return [...lines, declarations.join("\n\n")].join("\n");
}

const labelled = (name: string, value: Value): readonly [string, Expression] =>
  value.kind === "config" && value.name === name ? ["", name] : [`${key(name)}: `, expression(value)];

const key = (name: string): string => (/^\w+$/.test(name) ? name : JSON.stringify(name));

function expression(value: Value): Expression {
  switch (value.kind) {
    case "literal":
      return JSON.stringify(value.value);
    case "choice":
      return `${value.type}.${value.member}`;
    case "config":
      return value.name;
    case "output":
      return `${value.resource}.${value.property}`;
    case "list":
      return { open: "[", items: value.items.map((item) => ["", expression(item)] as const), close: "]" };
    case "map":
      return { open: "{", items: value.entries.map(([name, entry]) => labelled(name, entry)), close: "}" };
    case "structure":
      return { open: "{", items: value.fields.map(([name, field]) => labelled(name, field)), close: "}" };
  }
}
