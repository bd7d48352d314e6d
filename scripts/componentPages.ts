/** The generated parts of a component's page: its program in each language, its arguments, outputs, limits and checks. */
import { checksOf } from "./componentChecks";
import { formList } from "./componentForms";
import { limitTable } from "./componentLimits";
import {
  type Component,
  describedBy,
  type Properties,
  type Property,
  structureIn,
  typeName,
  typeOf,
} from "./componentSchema";
import { csharp } from "./languages/csharp";
import { go } from "./languages/go";
import { java } from "./languages/java";
import { python } from "./languages/python";
import { typescript } from "./languages/typescript";
import { type Program, typed, yamlOf } from "./program";

/** The generated parts of a page by name. Each function receives the page's text, which contains the YAML program. */
export function componentParts(component: Component): Record<string, (text: string) => string> {
  const limits = limitTable(component.name);
  const program = (text: string) => typed(yamlOf(component.page, text));
  return {
    program: (text) => fenced("ts", typescript(program(text))),
    arguments: () => argumentTable(component),
    outputs: () => outputList(component.outputs),
    ...(limits !== undefined && { limits: () => limits }),
    checks: () => checkList(component.name),
    languages: (text) => inOtherLanguages(program(text)),
  };
}

const fenced = (language: string, code: string): string => `\`\`\`${language}\n${code}\n\`\`\``;

const languages: readonly [name: string, fence: string, write: (program: Program) => string][] = [
  ["Python", "python", python],
  ["Go", "go", go],
  ["C#", "csharp", csharp],
  ["Java", "java", java],
];

function inOtherLanguages(program: Program): string {
  return languages
    .map(([name, fence, write]) =>
      ["<details>", `<summary>${name}</summary>`, "", fenced(fence, write(program)), "", "</details>"].join(
        "\n",
      ),
    )
    .join("\n\n");
}

function argumentTable(component: Component): string {
  const rows = rowsOf(component, component.inputs, component.required);
  const hasPlain = rows.some((row) => row.includes("*plain*"));
  return [
    "| argument | type | description | if omitted |",
    "|---|---|---|---|",
    ...rows,
    ...(hasPlain ? ["", "*plain*: the argument must be a plain value, not an Output."] : []),
  ].join("\n");
}

/** A row for each argument, and for each field of the structures that this component's page describes; each structure appears once. */
function rowsOf(
  component: Component,
  properties: Properties,
  required: readonly string[],
  prefix = "",
  seen = new Map<string, string>(),
): string[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    const path = `${prefix}${name}`;
    const { text, omitted } = partsOf(property.description ?? "");
    const { path: inside = "", of } = structureIn(property, path) ?? {};
    const type = of && (typeName(of) as string);
    const elsewhere = type === undefined ? undefined : fieldsElsewhere(component, type, seen);
    if (type !== undefined && !seen.has(type)) seen.set(type, path);
    const plain = property.plain ? ", *plain*" : "";
    const ifOmitted = required.includes(name) ? "**required**" : cell(omitted);
    const description = [cell(text), ...(elsewhere === undefined ? [] : [`Its fields: ${elsewhere}.`])].join(
      " ",
    );
    const { properties: fields = {}, required: needed = [] } = (of && typeOf(of)) ?? {};
    return [
      `| \`${path}\` | ${typeText(property)}${plain} | ${description} | ${ifOmitted} |`,
      ...(elsewhere === undefined ? rowsOf(component, fields, needed, `${inside}.`, seen) : []),
    ];
  });
}

/** Where a structure's fields are described already: on another component's page, or above in this table. */
function fieldsElsewhere(
  component: Component,
  type: string,
  seen: ReadonlyMap<string, string>,
): string | undefined {
  const described = describedBy.get(type);
  if (described !== undefined && described !== component)
    return `[${described.name}](${described.page.replace("docs/components/", "")}#arguments)`;
  const path = seen.get(type);
  return path === undefined ? undefined : `see \`${path}\``;
}

/** A docstring's text, and what follows "Omitted:". */
function partsOf(docstring: string): { text: string; omitted: string } {
  const [text = "", omitted = ""] = docstring.replace(/\s+/g, " ").split(/ ?Omitted: /);
  return { text, omitted: (omitted.charAt(0).toUpperCase() + omitted.slice(1)).replace(/\.$/, "") };
}

const cell = (text: string): string => text.replace(/\|/g, "\\|").replace(/</g, "&lt;");

/** `string`, the values of a choice, `list of …`, `map of …`. */
function typeText(property: Property): string {
  if (property.items) return `list of ${typeText(property.items)}`;
  if (property.additionalProperties) return `map of ${typeText(property.additionalProperties)}`;
  const { members } = typeOf(property) ?? {};
  if (members) return members.map(({ value }) => `\`${value}\``).join(", ");
  return typeName(property) ?? property.type ?? "any";
}

const outputList = (outputs: Properties): string =>
  Object.entries(outputs)
    .map(([name, property]) => `- \`${name}\` (${typeText(property)}): ${property.description ?? ""}`)
    .join("\n");

const checkList = (component: string): string =>
  [
    "- All required arguments are present, no argument is misspelt, and each has the type of the table above. `shapeOf`",
    "- Each name and each id has the form that Azure requires, without spaces around it. `hasForm`",
    ...formList(component),
    ...checksOf(component).map(({ rule, description }) => `- ${description} \`${rule}\``),
  ].join("\n");
