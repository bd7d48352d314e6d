import { type Field, isRead, type Program, type Value, valuesOf } from "../program";
import { type Expression, layout, type Style } from "./layout";

const style: Style = { indent: "    ", pad: "", endsWithoutComma: true };

/** A program in Java, with the SDK that Pulumi generates. */
export function java(program: Program): string {
  const { config, resources } = program;
  const kinds = new Set(resources.flatMap(({ args }) => valuesOf(args).map(({ kind }) => kind)));
  const imports = [
    "com.pulumi.Context",
    "com.pulumi.Pulumi",
    "com.pulumi.azurevmbackup.*",
    ...(kinds.has("choice") ? ["com.pulumi.azurevmbackup.enums.*"] : []),
    ...(kinds.has("structure") ? ["com.pulumi.azurevmbackup.inputs.*"] : []),
    ...(kinds.has("list") ? ["java.util.List"] : []),
    ...(kinds.has("map") ? ["java.util.Map"] : []),
  ];
  const declarations = resources.map(({ name, component, args }) => {
    const left = isRead(program, name) ? `var ${name} = ` : "";
    const resource = builder(`new ${component}("${name}", ${component}Args`, args, ");");
    return `        ${left}${layout(resource, style, "        ", `        ${left}`)}`;
  });
  return [
    ...imports.map((name) => `import ${name};`),
    "",
    "public class App {",
    "    public static void main(String[] args) {",
    "        Pulumi.run(App::stack);",
    "    }",
    "",
    "    public static void stack(Context ctx) {",
    ...config.map((name) => `        var ${name} = ctx.config().require("${name}");`),
    ...(config.length > 0 ? [""] : []),
    declarations.join("\n\n"),
    "    }",
    "}",
  ].join("\n");
}

const builder = (type: string, fields: readonly Field[], end: string): Expression => ({
  ...{ open: `${type}.builder()`, isChain: true, close: `.build()${end}` },
  items: fields.map(([name, value]) => ["", call(name, value)] as const),
});

/** The call that sets a field. Its value's brackets and its own close together. */
function call(name: string, value: Value): Expression {
  const inside = expression(value, ")");
  return typeof inside === "string" ? `.${name}(${inside}` : { ...inside, open: `.${name}(${inside.open}` };
}

/** `end`: what follows the expression. */
function expression(value: Value, end = ""): Expression {
  switch (value.kind) {
    case "literal":
      // The schema's numbers are Doubles, which Java makes of no whole number.
      if (Number.isInteger(value.value)) return `${value.value}.0${end}`;
      return JSON.stringify(value.value) + end;
    case "choice":
      return `${value.type}.${value.member}${end}`;
    case "config":
      return value.name + end;
    case "output":
      return `${value.resource}.${value.property}()${end}`;
    case "list": {
      const items = value.items.map((item) => ["", expression(item)] as const);
      return { open: "List.of(", items, close: `)${end}` };
    }
    case "map": {
      const items = value.entries.map(
        ([key, entry]) => [`${JSON.stringify(key)}, `, expression(entry)] as const,
      );
      return { open: "Map.of(", items, close: `)${end}` };
    }
    case "structure":
      return builder(`${value.type}Args`, value.fields, end);
  }
}
