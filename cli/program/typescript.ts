/** Values as TypeScript, laid out as Prettier and Biome do it: two spaces, lines of 80 columns. Text from outside enters a program only here. */
const lineWidth = 80;

/** A shorter key stays on the line of its text, because a break would gain too few columns. */
const minBreakableKey = 5;

/** A part of a program that is no value, e.g. `group.name`. */
export class Code {
  constructor(readonly text: string) {}
}

/** Characters that an editor does not show, or that change the order of what it shows. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const escaped = (character: string): string =>
  [...Array(character.length).keys()]
    .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`)
    .join("");

/** A text as a literal. */
export const text = (value: string): string => JSON.stringify(value).replace(invisible, escaped);

/** The name of a field. `__proto__` is computed, because a literal would set the prototype. */
export const key = (name: string): string =>
  name === "__proto__" ? `[${text(name)}]` : /^[A-Za-z_$][\w$]*$/.test(name) ? name : text(name);

/** A text in a comment of one line, in TypeScript or YAML. */
export const comment = (line: string): string =>
  line.replace(/[\s\u0085\u2028\u2029]+/g, " ").replace(invisible, "\uFFFD");

/** The fields of an object as lines. An undefined field is omitted. */
export function fieldsOf(value: object, indent: string): string[] {
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .flatMap(([name, inner]) => {
      const [first = "", ...rest] = valueLines(inner, indent, key(name).length + 3);
      const isTooLong = indent.length + key(name).length + first.length + 3 > lineWidth;
      return typeof inner === "string" && isTooLong && key(name).length >= minBreakableKey
        ? [`${indent}${key(name)}:`, `${indent}  ${first},`]
        : endingIn(",", [`${indent}${key(name)}: ${first}`, ...rest]);
    });
}

/**
 * A call such as `new Type("name", { ... });` as lines, with the text before it, e.g. `const vault = `.
 *
 * @param parent Variable of the parent. Omitted: none.
 */
export function creation(
  before: string,
  type: string,
  name: string,
  fields: readonly string[],
  parent?: string,
): string[] {
  const opening = `${before}new ${type}(${text(name)}, {`;
  if (opening.length <= lineWidth && parent === undefined) return [opening, ...fields, "});"];
  const indented = fields.map((line) => (line === "" ? line : `  ${line}`));
  const options = parent === undefined ? [] : [`  { parent: ${parent} },`];
  return [`${before}new ${type}(`, `  ${text(name)},`, "  {", ...indented, "  },", ...options, ");"];
}

/** An import of names as lines. */
export function importOf(names: readonly string[], from: string): string[] {
  const line = `import { ${names.join(", ")} } from ${text(from)};`;
  return line.length <= lineWidth
    ? [line]
    : ["import {", ...names.map((name) => `  ${name},`), `} from ${text(from)};`];
}

/** A value as lines, of which the first begins after `used` columns. */
function valueLines(value: unknown, indent: string, used: number): string[] {
  if (value instanceof Code) return [value.text];
  if (typeof value === "string") return [text(value)];
  if (Array.isArray(value)) return arrayLines(value, indent, used);
  if (typeof value !== "object" || value === null) return [JSON.stringify(value ?? null)];
  const fields = fieldsOf(value, `${indent}  `);
  return fields.length === 0 ? ["{}"] : ["{", ...fields, `${indent}}`];
}

function arrayLines(values: readonly unknown[], indent: string, used: number): string[] {
  const inner = `${indent}  `;
  const items = values.map((value) => valueLines(value, inner, 0));
  const line = `[${items.map((lines) => lines.join("")).join(", ")}]`;
  const isShort =
    items.every(({ length }) => length === 1) && indent.length + used + line.length <= lineWidth;
  if (isShort) return [line];
  if (values.every((value) => typeof value === "number"))
    return ["[", ...filled(values, inner), `${indent}]`];
  const withIndent = ([first = "", ...rest]: string[]) => [`${inner}${first}`, ...rest];
  return ["[", ...items.flatMap((lines) => endingIn(",", withIndent(lines))), `${indent}]`];
}

/** Numbers, as many on a line as there is room for. */
function filled(numbers: readonly unknown[], indent: string): string[] {
  const lines: string[] = [];
  for (const number of numbers.map((value) => `${value},`)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + number.length <= lineWidth)
      lines[lines.length - 1] = `${last} ${number}`;
    else lines.push(`${indent}${number}`);
  }
  return lines;
}

/** Lines of which the last one has an end. */
const endingIn = (end: string, lines: readonly string[]): string[] =>
  lines.map((line, i) => (i === lines.length - 1 ? `${line}${end}` : line));
