/**
 * A small interpreter of Azure Policy's conditions, written from the documentation:
 * https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule and
 * https://learn.microsoft.com/azure/governance/policy/how-to/author-policies-for-arrays, read 2026-11-26.
 * The pages do not say two things. Here, a missing number is neither less nor greater. A property that a member of a list does not
 * have is null, because Azure's own definitions use `exists` on such properties inside `count` (Media/Jobs_RestrictHttpInputs.json and
 * Network/PrivateSubnetOnly_Audit.json in Azure/azure-policy).
 */
import { evaluateText, lowerCase } from "./azurePolicyExpressions";
import { type ArmResource, type Json, propertyOf, type Scope, valuesOf } from "./azurePolicyFields";
import { pathOf } from "./policyAliases";

export type { ArmResource } from "./azurePolicyFields";

export interface PolicyRule {
  readonly if: object;
  readonly then: { readonly effect: string };
}

/** The effect of a definition on a resource if its condition holds; otherwise undefined. */
export function evaluate(
  { policyRule, parameters = {} }: { policyRule: PolicyRule; parameters?: Readonly<Record<string, object>> },
  resource: ArmResource,
  assigned: Readonly<Json> = {},
): string | undefined {
  const values = Object.fromEntries(
    Object.entries(parameters).map(([name, own]) => [name, assigned[name] ?? (own as Json).defaultValue]),
  );
  const scope: Scope = { resource, parameters: values, members: {}, texts: {} };
  return holds(policyRule.if as Json, scope)
    ? (evaluateText(policyRule.then.effect, scope) as string)
    : undefined;
}

/** Whether a condition holds for the resource of a scope. */
export function holds(condition: Json, scope: Scope): boolean {
  if ("allOf" in condition) return (condition.allOf as Json[]).every((one) => holds(one, scope));
  if ("anyOf" in condition) return (condition.anyOf as Json[]).some((one) => holds(one, scope));
  if ("not" in condition) return !holds(condition.not as Json, scope);
  const [[operator, expected] = []] = Object.entries(condition).filter(
    ([key]) => !["field", "value", "count"].includes(key),
  );
  if (operator === undefined) throw new Error(`no comparison in ${JSON.stringify(condition)}`);
  const wanted = evaluateText(expected, scope);
  if ("count" in condition) return compare(operator, countMembers(condition.count as Json, scope), wanted);
  if ("value" in condition) return compare(operator, evaluateText(condition.value, scope), wanted);
  const name = String(evaluateText(condition.field, scope));
  const field = valuesOf(name, scope);
  const isRegion = name === "location";
  return field.values.every((value) =>
    compare(operator, isRegion ? region(value) : value, isRegion ? region(wanted) : wanted),
  );
}

function countMembers(count: Json, scope: Scope): number {
  const where = (count.where ?? { allOf: [] }) as Json;
  if ("field" in count) {
    const { path } = pathOf(String(count.field));
    const { values } = valuesOf(String(count.field), scope);
    return values.filter((member) =>
      holds(where, { ...scope, members: { ...scope.members, [path]: member } }),
    ).length;
  }
  const texts = evaluateText(count.value, scope);
  if (!Array.isArray(texts)) throw new Error(`count over ${JSON.stringify(texts)}`);
  if (texts.length > 100) throw new Error("a count over a list evaluates at most 100 texts");
  return texts.filter((text) =>
    holds(where, { ...scope, texts: { ...scope.texts, [String(count.name ?? "default")]: text } }),
  ).length;
}

const region = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(region);
  return typeof value === "string" ? value.replaceAll(" ", "").toLowerCase() : value;
};

const sameText = (actual: unknown, expected: unknown): boolean =>
  actual !== null && actual !== undefined && lowerCase(actual) === lowerCase(expected);

function compare(operator: string, actual: unknown, expected: unknown): boolean {
  const negative = /^not([A-Z])(.*)$/.exec(operator);
  if (negative) return !compare(`${negative[1]?.toLowerCase()}${negative[2]}`, actual, expected);
  switch (operator) {
    case "equals":
      return sameText(actual, expected);
    case "in":
      if (!Array.isArray(expected)) throw new Error(`in needs a list, not ${JSON.stringify(expected)}`);
      return expected.some((one) => sameText(actual, one));
    case "exists":
      return (actual !== null && actual !== undefined) === (lowerCase(expected) === "true");
    case "contains":
      if (String(expected).includes("*")) throw new Error(`contains accepts no asterisk: ${expected}`);
      if (Array.isArray(actual)) return actual.some((one) => sameText(one, expected));
      return typeof actual === "string" && lowerCase(actual).includes(lowerCase(expected));
    case "like":
      return typeof actual === "string" && like(lowerCase(actual), lowerCase(expected));
    case "match":
      return typeof actual === "string" && match(String(expected), "").test(actual);
    case "matchInsensitively":
      return typeof actual === "string" && match(String(expected), "i").test(actual);
    case "containsKey":
      return propertyOf(actual, String(expected)) !== null;
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
  if (more.length > 0) throw new Error(`like accepts one asterisk: ${expected}`);
  if (after === undefined) return actual === before;
  return actual.length >= before.length + after.length && actual.startsWith(before) && actual.endsWith(after);
}

function match(pattern: string, flags: string): RegExp {
  const signs: Record<string, string> = { "#": "\\d", "?": "[a-zA-Z]", ".": "." };
  const source = [...pattern].map((sign) => signs[sign] ?? sign.replace(/[\\^$*+()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${source.join("")}$`, flags);
}

type Ordered = number | string;

function ordered(actual: unknown, expected: unknown, compares: (a: Ordered, b: Ordered) => boolean): boolean {
  if (actual === null || actual === undefined) return false;
  if (typeof actual !== typeof expected)
    throw new Error(`${typeof actual} ${actual} is compared with ${typeof expected} ${expected}`);
  return compares(actual as Ordered, expected as Ordered);
}
