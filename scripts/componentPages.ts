/** The generated parts of a component's page: its program in each language, arguments, outputs and checks. */
import { checksOf } from "./componentChecks";
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
import { python } from "./languages/python";
import { typescript } from "./languages/typescript";
import { type Program, typed, yamlOf } from "./program";

/** The parts of a page by their names; each takes the page's own text, of which the YAML program is one block. */
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
  const isPlain = rows.some((row) => row.includes("*plain*"));
  return [
    "| argument | type | | left out |",
    "|---|---|---|---|",
    ...rows,
    ...(isPlain ? ["", "*plain*: known when the program runs, so no Output."] : []),
  ].join("\n");
}

/** A row for each argument, and for the fields of the structures that this component describes, each once. */
function rowsOf(
  component: Component,
  properties: Properties,
  required: readonly string[],
  before = "",
  seen = new Map<string, string>(),
): string[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    const path = `${before}${name}`;
    const { text, omitted } = partsOf(property.description ?? "");
    const { path: inside = "", of } = structureIn(property, path) ?? {};
    const type = of && (typeName(of) as string);
    const elsewhere = type === undefined ? undefined : fieldsElsewhere(component, type, seen);
    if (type !== undefined && !seen.has(type)) seen.set(type, path);
    const plain = property.plain ? ", *plain*" : "";
    const left = required.includes(name) ? "**required**" : cell(omitted);
    const said = [cell(text), ...(elsewhere === undefined ? [] : [`Its fields: ${elsewhere}.`])].join(" ");
    const { properties: fields = {}, required: needed = [] } = (of && typeOf(of)) ?? {};
    return [
      `| \`${path}\` | ${typeText(property)}${plain} | ${said} | ${left} |`,
      ...(elsewhere === undefined ? rowsOf(component, fields, needed, `${inside}.`, seen) : []),
    ];
  });
}

/** Where the fields of a structure are described if not here and now. */
function fieldsElsewhere(
  component: Component,
  type: string,
  seen: ReadonlyMap<string, string>,
): string | undefined {
  const described = describedBy.get(type);
  if (described !== undefined && described !== component)
    return `[${described.name}](${described.page.replace("docs/components/", "")}#arguments)`;
  const path = seen.get(type);
  return path === undefined ? undefined : `those of \`${path}\``;
}

/** A docstring's text, and what it says of the argument left out. */
function partsOf(docstring: string): { text: string; omitted: string } {
  const [text = "", omitted = ""] = docstring.replace(/\s+/g, " ").split(/ ?Omitted: /);
  const said = omitted.charAt(0).toUpperCase() + omitted.slice(1);
  return { text, omitted: said.replace(/\.$/, "") };
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
    .map(
      ([name, property]) => `- \`${name}\` (${typeText(property)}): ${lowered(property.description ?? "")}`,
    )
    .join("\n");

const lowered = (text: string): string =>
  /^(Azure|VM)\b/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);

const checkList = (component: string): string =>
  [
    "- The arguments are those of the table: all that are required, none misspelt, each of its type. `shapeOf`",
    ...checksOf(component).map(({ rule, sentence }) => `- ${sentence} \`${rule}\``),
  ].join("\n");
