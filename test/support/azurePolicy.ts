/**
 * A small interpreter of Azure Policy's conditions, written from its documentation:
 * https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule and
 * https://learn.microsoft.com/azure/governance/policy/how-to/author-policies-for-arrays, read 2026-11-26.
 * Two things the pages leave open: a number that is missing is neither less nor greater, and a property that a member of
 * a list lacks is null, since Azure's own definitions ask `exists` of such properties inside `count`
 * (Media/Jobs_RestrictHttpInputs.json, Network/PrivateSubnetOnly_Audit.json in Azure/azure-policy).
 */
import { pathOf } from "./policyAliases";

type Json = Record<string, unknown>;

export interface PolicyRule {
  readonly if: object;
  readonly then: { readonly effect: string };
}

/** A resource as Azure Resource Manager is asked for it. */
export type ArmResource = Readonly<Json>;

/** A definition's verdict: its effect where the condition holds, undefined otherwise. */
export function evaluate(
  { policyRule, parameters = {} }: { policyRule: PolicyRule; parameters?: Readonly<Record<string, object>> },
  resource: ArmResource,
  given: Readonly<Json> = {},
): string | undefined {
  const values = Object.fromEntries(
    Object.entries(parameters).map(([name, own]) => [name, given[name] ?? (own as Json).defaultValue]),
  );
  const scope: Scope = { resource, parameters: values, members: {}, texts: {} };
  return holds(policyRule.if as Json, scope)
    ? (evaluateText(policyRule.then.effect, scope) as string)
    : undefined;
}

interface Scope {
  readonly resource: ArmResource;
  readonly parameters: Readonly<Json>;
  /** The one member that an array has inside a count, by the array's path. */
  readonly members: Readonly<Record<string, unknown>>;
  /** The text that is looked at inside a count over a list, by the count's name. */
  readonly texts: Readonly<Record<string, unknown>>;
}

export function holds(condition: Json, scope: Scope): boolean {
  if ("allOf" in condition) return (condition.allOf as Json[]).every((one) => holds(one, scope));
  if ("anyOf" in condition) return (condition.anyOf as Json[]).some((one) => holds(one, scope));
  if ("not" in condition) return !holds(condition.not as Json, scope);
  const [[operator, expected] = []] = Object.entries(condition).filter(
    ([key]) => !["field", "value", "count"].includes(key),
  );
  if (operator === undefined) throw new Error(`no comparison in ${JSON.stringify(condition)}`);
  const wanted = evaluateText(expected, scope);
  if ("count" in condition) return compare(operator, counted(condition.count as Json, scope), wanted);
  if ("value" in condition) return compare(operator, evaluateText(condition.value, scope), wanted);
  const name = String(evaluateText(condition.field, scope));
  const found = select(name, scope);
  const isRegion = name === "location";
  return found.values.every((value) =>
    compare(operator, isRegion ? region(value) : value, isRegion ? region(wanted) : wanted),
  );
}

function counted(count: Json, scope: Scope): number {
  const where = (count.where ?? { allOf: [] }) as Json;
  if ("field" in count) {
    const { path } = pathOf(String(count.field));
    const { values } = select(String(count.field), scope);
    return values.filter((member) =>
      holds(where, { ...scope, members: { ...scope.members, [path]: member } }),
    ).length;
  }
  const texts = evaluateText(count.value, scope);
  if (!Array.isArray(texts)) throw new Error(`count over ${JSON.stringify(texts)}`);
  if (texts.length > 100) throw new Error("a count over a list looks at 100 texts at most");
  return texts.filter((text) =>
    holds(where, { ...scope, texts: { ...scope.texts, [String(count.name ?? "default")]: text } }),
  ).length;
}

/** What a field names: every member's value of an array alias, one value of any other. */
function select(name: string, scope: Scope): { readonly values: readonly unknown[]; readonly many: boolean } {
  const tag = /^tags\[['"]?(.*?)['"]?\]$/.exec(name) ?? /^tags\.(.*)$/.exec(name);
  if (tag) {
    const tags = (scope.resource.tags ?? {}) as Json;
    const key = Object.keys(tags).find((one) => one.toLowerCase() === tag[1]?.toLowerCase());
    return { values: [key === undefined ? null : tags[key]], many: false };
  }
  if (["type", "name", "location", "kind", "id", "tags"].includes(name))
    return { values: [scope.resource[name] ?? null], many: false };
  if (name === "identity.type")
    return { values: [(scope.resource.identity as Json | undefined)?.type ?? null], many: false };
  const { path, many } = pathOf(name);
  return { values: walk([scope.resource], path.split("."), "", scope), many };
}

function walk(
  nodes: readonly unknown[],
  [step, ...rest]: readonly string[],
  at: string,
  scope: Scope,
): unknown[] {
  if (step === undefined) return nodes.map((node) => node ?? null);
  const key = step.replace("[*]", "");
  const path = at === "" ? step : `${at}.${step}`;
  const next = nodes.flatMap((node) => {
    const value = property(node, key);
    if (!step.endsWith("[*]")) return [value];
    if (path in scope.members) return [scope.members[path]];
    return Array.isArray(value) ? value : [];
  });
  return walk(next, rest, path, scope);
}

/** Azure tells no cases apart in the names of properties. */
function property(node: unknown, name: string): unknown {
  if (typeof node !== "object" || node === null) return null;
  const key = Object.keys(node).find((one) => one.toLowerCase() === name.toLowerCase());
  return key === undefined ? null : ((node as Json)[key] ?? null);
}

const region = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(region);
  return typeof value === "string" ? value.replaceAll(" ", "").toLowerCase() : value;
};

const text = (value: unknown): string => String(value).toLowerCase();
const same = (actual: unknown, expected: unknown): boolean =>
  actual !== null && actual !== undefined && text(actual) === text(expected);

function compare(operator: string, actual: unknown, expected: unknown): boolean {
  const negative = /^not([A-Z])(.*)$/.exec(operator);
  if (negative) return !compare(`${negative[1]?.toLowerCase()}${negative[2]}`, actual, expected);
  switch (operator) {
    case "equals":
      return same(actual, expected);
    case "in":
      if (!Array.isArray(expected)) throw new Error(`in takes a list, not ${JSON.stringify(expected)}`);
      return expected.some((one) => same(actual, one));
    case "exists":
      return (actual !== null && actual !== undefined) === (text(expected) === "true");
    case "contains":
      if (String(expected).includes("*")) throw new Error(`contains takes no asterisk: ${expected}`);
      if (Array.isArray(actual)) return actual.some((one) => same(one, expected));
      return typeof actual === "string" && text(actual).includes(text(expected));
    case "like":
      return typeof actual === "string" && like(text(actual), text(expected));
    case "match":
      return typeof actual === "string" && match(String(expected), "").test(actual);
    case "matchInsensitively":
      return typeof actual === "string" && match(String(expected), "i").test(actual);
    case "containsKey":
      return property(actual, String(expected)) !== null;
    case "less":
      return ordered(actual, expected, (a, b) => a < b);
    case "lessOrEquals":
      return ordered(actual, expected, (a, b) => a <= b);
    case "greater":
      return ordered(actual, expected, (a, b) => a > b);
    case "greaterOrEquals":
      return ordered(actual, expected, (a, b) => a >= b);
    default:
      throw new Error(`no condition ${operator}`);
  }
}

function like(actual: string, expected: string): boolean {
  const [before = "", after, ...more] = expected.split("*");
  if (more.length > 0) throw new Error(`like takes one asterisk: ${expected}`);
  if (after === undefined) return actual === before;
  return actual.length >= before.length + after.length && actual.startsWith(before) && actual.endsWith(after);
}

function match(pattern: string, flags: string): RegExp {
  const signs: Record<string, string> = { "#": "\\d", "?": "[a-zA-Z]", ".": "." };
  const source = [...pattern].map((sign) => signs[sign] ?? sign.replace(/[\\^$*+()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${source.join("")}$`, flags);
}

type Ordered = number | string;

function ordered(actual: unknown, expected: unknown, is: (a: Ordered, b: Ordered) => boolean): boolean {
  if (actual === null || actual === undefined) return false;
  if (typeof actual !== typeof expected)
    throw new Error(`${typeof actual} ${actual} is compared with ${typeof expected} ${expected}`);
  return is(actual as Ordered, expected as Ordered);
}

/** A value as it stands, or what the expression in its brackets gives. */
export function evaluateText(value: unknown, scope: Scope): unknown {
  if (typeof value !== "string" || !/^\[(?!\[).*\]$/s.test(value)) return value;
  const { result, rest } = expression(value.slice(1, -1).trim(), scope);
  if (rest !== "") throw new Error(`${value}: not understood from "${rest}" on`);
  return result();
}

interface Parsed {
  /** Only the branch of an `if` that is taken is evaluated. */
  readonly result: () => unknown;
  readonly rest: string;
}

function expression(source: string, scope: Scope): Parsed {
  const quoted = /^'((?:[^']|'')*)'/.exec(source);
  if (quoted)
    return {
      result: () => (quoted[1] as string).replaceAll("''", "'"),
      rest: source.slice(quoted[0].length).trimStart(),
    };
  const number = /^-?\d+/.exec(source);
  if (number) return { result: () => Number(number[0]), rest: source.slice(number[0].length).trimStart() };
  const call = /^(\w+)\s*\(/.exec(source);
  if (!call) throw new Error(`not understood: ${source}`);
  const args: (() => unknown)[] = [];
  let rest = source.slice(call[0].length).trimStart();
  while (!rest.startsWith(")")) {
    const argument = expression(rest, scope);
    args.push(argument.result);
    rest = argument.rest.startsWith(",") ? argument.rest.slice(1).trimStart() : argument.rest;
  }
  rest = rest.slice(1).trimStart();
  let result = () => called(call[1] as string, args, scope);
  for (let dot = /^\.(\w+)/.exec(rest); dot; dot = /^\.(\w+)/.exec(rest)) {
    const [whole, name = ""] = dot;
    const owner = result;
    result = () => property(owner(), name);
    rest = rest.slice(whole.length).trimStart();
  }
  return { result, rest };
}

function called(name: string, args: readonly (() => unknown)[], scope: Scope): unknown {
  if (name === "if") return args[0]?.() ? args[1]?.() : args[2]?.();
  const [first, second] = args.map((argument) => argument());
  switch (name) {
    case "parameters":
      if (!((first as string) in scope.parameters)) throw new Error(`no parameter ${first}`);
      return scope.parameters[first as string];
    case "field": {
      const { values, many } = select(first as string, scope);
      return many ? values : (values[0] ?? "");
    }
    case "current":
      return scope.texts[(first as string | undefined) ?? "default"];
    case "concat":
      return args.map((argument) => String(argument())).join("");
    case "equals":
      return text(first) === text(second);
    case "empty":
      return first === "" || (Array.isArray(first) && first.length === 0);
    case "length":
      return (first as { length: number }).length;
    case "add":
      return (first as number) + (second as number);
    case "div":
      return Math.trunc((first as number) / (second as number));
    default:
      throw new Error(`no function ${name}`);
  }
}
