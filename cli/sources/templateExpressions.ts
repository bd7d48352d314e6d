/** Evaluates the functions that exported templates use in names and ids. */
import { unknownMark } from "../../src/stack/marks";

/** What an expression refers to: a resource of the template or of Azure. Its id is unknown, since a template has no subscription. */
export class ResourceReference {
  constructor(readonly key: string) {}
}

/** Names a resource within a template, ignoring case. */
export const resourceKey = (type: string, names: readonly string[]): string =>
  [type, ...names].join("/").toLowerCase();

export interface Scope {
  /** By name, objects with a `defaultValue`. */
  readonly parameters: object;
  readonly variables: object;
  /** The parameters and variables that are being evaluated: one that needs its own value is unknown. */
  readonly open?: readonly string[];
}

/** The value of an expression: what cannot be evaluated is Pulumi's mark of an unknown value. */
type Value = unknown;

/** A value with its expressions evaluated. Resources that it refers to are added to `references`. */
export function evaluate(value: unknown, scope: Scope, references: Set<string>): Value {
  if (typeof value === "string") {
    if (!/^\[(?!\[)[\s\S]*\]$/.test(value)) return value.replace(/^\[\[/, "[");
    const result = expression(value.slice(1, -1), scope, references);
    return result instanceof ResourceReference ? unknownMark : result;
  }
  if (Array.isArray(value)) return value.map((element) => evaluate(element, scope, references));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, evaluate(inner, scope, references)]),
  );
}

/** A text in single quotes, a number, or a function call. Everything else is unknown. */
function expression(text: string, scope: Scope, references: Set<string>): Value {
  const trimmed = text.trim();
  const quoted = /^'((?:[^']|'')*)'$/.exec(trimmed)?.[1];
  if (quoted !== undefined) return quoted.replaceAll("''", "'");
  if (/^-?\d{1,15}$/.test(trimmed)) return Number(trimmed);
  const [, name = "", inner = ""] = /^(\w+)\(([\s\S]*)\)$/.exec(trimmed) ?? [];
  if (name === "" || !isBalanced(inner)) return unknownMark;
  const args = argumentsOf(inner).map((argument) => expression(argument, scope, references));
  return call(name.toLowerCase(), args, scope, references);
}

function call(name: string, args: readonly Value[], scope: Scope, references: Set<string>): Value {
  if (name === "resourceid") return referenceOf(args, references);
  if (name === "parameters" || name === "variables") {
    const found = findByName(name === "variables" ? scope.variables : scope.parameters, args[0]);
    const value =
      name === "variables" ? found : (found as { defaultValue?: unknown } | undefined)?.defaultValue;
    const { open = [] } = scope;
    const own = `${name} ${String(args[0]).toLowerCase()}`;
    if (value === undefined || open.includes(own)) return unknownMark;
    return evaluate(value, { ...scope, open: [...open, own] }, references);
  }
  const isText = args.every((arg) => typeof arg === "string" || typeof arg === "number");
  if (name === "concat" && isText && !args.includes(unknownMark)) return args.join("");
  return unknownMark;
}

function referenceOf(args: readonly Value[], references: Set<string>): Value {
  const texts = args.map((arg) => (typeof arg === "string" ? arg : unknownMark));
  const at = texts.findIndex((text) => text.includes("/"));
  if (at < 0 || texts.slice(at).includes(unknownMark)) return unknownMark;
  const reference = new ResourceReference(resourceKey(texts[at] as string, texts.slice(at + 1)));
  references.add(reference.key);
  return reference;
}

/** Names of parameters and variables have no case. */
const findByName = (map: object, name: unknown): unknown =>
  Object.entries(map).find(([key]) => key.toLowerCase() === String(name).toLowerCase())?.[1];

/** Whether the parentheses of a text match, so that it is the inside of one call: not of `a('x').b('y')`. */
function isBalanced(text: string): boolean {
  let [depth, isQuoted] = [0, false];
  for (const char of text) {
    if (char === "'") isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (char === "(") depth++;
    if (char === ")" && --depth < 0) return false;
  }
  return depth === 0;
}

/** The arguments of a call. Commas inside parentheses or quotes do not separate arguments. */
function argumentsOf(text: string): string[] {
  const parts: string[] = [];
  let [depth, start, isQuoted] = [0, 0, false];
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === "'") isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (char === "(") depth++;
    if (char === ")") depth--;
    if (char === "," && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  const last = text.slice(start);
  return last.trim() === "" ? parts : [...parts, last];
}
