import { isRead, type Program, type Value } from "../program";
import { type Expression, layout, type Style } from "./layout";

const style: Style = { indent: "    ", pad: " ", braceBelow: true };

/** `RetentionDays` of retentionDays. */
export const pascalCase = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** A program in C#, with the SDK that Pulumi generates. */
export function csharp(program: Program): string {
  const { config, resources } = program;
  const declarations = resources.map(({ name, component, args }) => {
    const left = isRead(program, name) ? `var ${name} = ` : "_ = ";
    const items = args.map(([field, value]) => [`${pascalCase(field)} = `, expression(value, true)] as const);
    const resource = { open: `new AzureVmBackup.${component}("${name}", new() {`, items, close: "})" };
    return `    ${left}${layout(resource, style, "    ", `    ${left}`)};`;
  });
  return [
    "using Pulumi;",
    "using AzureVmBackup = Pulumi.AzureVmBackup;",
    "",
    "return await Deployment.RunAsync(() =>",
    "{",
    ...(config.length > 0 ? ["    var config = new Config();"] : []),
    ...config.map((name) => `    var ${name} = config.Require("${name}");`),
    ...(config.length > 0 ? [""] : []),
    declarations.join("\n\n"),
    "});",
  ].join("\n");
}

/** C# fills a list or map that is a property's value, and creates one that is nested in another. */
function expression(value: Value, isProperty = false): Expression {
  switch (value.kind) {
    case "literal":
      return JSON.stringify(value.value);
    case "choice":
      return `AzureVmBackup.${value.type}.${value.member}`;
    case "config":
      return value.name;
    case "output":
      return `${value.resource}.${pascalCase(value.property)}`;
    case "list": {
      const items = value.items.map((item) => ["", expression(item)] as const);
      return { open: isProperty ? "{" : "new() {", items, close: "}" };
    }
    case "map": {
      const items = value.entries.map(
        ([key, entry]) => [`[${JSON.stringify(key)}] = `, expression(entry)] as const,
      );
      return { open: isProperty ? "{" : "new() {", items, close: "}" };
    }
    case "structure": {
      const items = value.fields.map(
        ([name, field]) => [`${pascalCase(name)} = `, expression(field, true)] as const,
      );
      return { open: `new AzureVmBackup.Inputs.${value.type}Args {`, items, close: "}" };
    }
  }
}
