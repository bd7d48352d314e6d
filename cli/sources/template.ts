import type { Row } from "../../src/core/rowsInventory";

type Json = Readonly<Record<string, unknown>>;

interface TemplateResource {
  readonly type: string;
  readonly name: string;
  readonly resources?: readonly TemplateResource[];
  readonly [field: string]: unknown;
}

/** Placeholders in ids. */
const subscription = "00000000-0000-0000-0000-000000000000";
const group = "exported";

/**
 * The resources of an exported ARM template as rows. A template does not contain its subscription and resource group, so the ids have
 * placeholders. Undefined: it is another file.
 */
export function templateRows(json: Json): Row[] | undefined {
  const {
    $schema,
    resources,
    parameters = {},
    variables = {},
  } = json as {
    $schema?: string;
    resources?: readonly TemplateResource[];
    parameters?: Readonly<Record<string, { readonly defaultValue?: unknown }>>;
    variables?: Json;
  };
  if (!/deploymentTemplate/i.test($schema ?? "") || !Array.isArray(resources)) return undefined;
  const evaluate = evaluatorOf(parameters, variables);
  return resources.flatMap((resource) => rowsOf(resource, evaluate));
}

type Evaluate = (value: unknown) => unknown;

function rowsOf(
  resource: TemplateResource,
  evaluate: Evaluate,
  parent?: { type: string; name: string },
): Row[] {
  const type = parent === undefined ? resource.type : `${parent.type}/${resource.type}`;
  const name = [parent?.name, String(evaluate(resource.name))].filter(Boolean).join("/");
  const { resources: children = [], apiVersion: _, dependsOn: __, comments: ___, ...fields } = resource;
  const row = {
    ...(evaluate(fields) as Json),
    id: idOf(type, name.split("/")),
    type,
    name: name.split("/").pop() ?? name,
  } as Row;
  return [row, ...children.flatMap((child) => rowsOf(child, evaluate, { type, name }))];
}

const idOf = (type: string, names: readonly string[]): string => {
  const [provider = "", ...kinds] = type.split("/");
  const segments = kinds.map((kind, i) => `${kind}/${names[i] ?? ""}`).join("/");
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/${provider}/${segments}`;
};

/** Evaluates the functions that exports use in names and ids. An expression with another function stays as it is. */
function evaluatorOf(
  parameters: Readonly<Record<string, { readonly defaultValue?: unknown }>>,
  variables: Json,
): Evaluate {
  const findByName = <T>(map: Readonly<Record<string, T>>, name: unknown): T | undefined =>
    Object.entries(map).find(([key]) => key.toLowerCase() === String(name).toLowerCase())?.[1];
  const call = (name: string, args: readonly unknown[]): unknown => {
    if (name === "parameters") return findByName(parameters, args[0])?.defaultValue;
    if (name === "variables") return evaluate(findByName(variables, args[0]));
    if (name === "concat") return args.map(String).join("");
    if (name === "resourceid") {
      const at = args.findIndex((arg) => String(arg).includes("/"));
      return idOf(String(args[at]), args.slice(at + 1).map(String));
    }
    return undefined;
  };
  const evaluate: Evaluate = (value) => {
    if (typeof value === "string")
      return /^\[[^[]/.test(value) && value.endsWith("]")
        ? (evaluateExpression(value.slice(1, -1), call) ?? value)
        : value;
    if (Array.isArray(value)) return value.map(evaluate);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, evaluate(inner)]));
  };
  return evaluate;
}

/** The value of an expression: a text in single quotes, a number, or a function call. Undefined: it cannot be evaluated. */
function evaluateExpression(
  text: string,
  call: (name: string, args: readonly unknown[]) => unknown,
): unknown {
  const trimmed = text.trim();
  const quoted = /^'((?:[^']|'')*)'$/.exec(trimmed)?.[1];
  if (quoted !== undefined) return quoted.replaceAll("''", "'");
  if (/^-?\d+$/.test(trimmed)) return Number(trimmed);
  const [, name = "", inner = ""] = /^(\w+)\((.*)\)$/s.exec(trimmed) ?? [];
  if (name === "") return undefined;
  const args = argumentsOf(inner).map((argument) => evaluateExpression(argument, call));
  return args.includes(undefined) ? undefined : call(name.toLowerCase(), args);
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
