/**
 * Azure Policy's language, as far as the definitions here speak it: conditions on a resource as it is asked for.
 * https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule
 */

/** A condition of a policy rule, as it stands in the definition. */
export type PolicyCondition = Readonly<Record<string, unknown>>;

/** A comparison, e.g. `{ greater: 32 }`; a text in square brackets is an expression. */
export type Comparison = Readonly<Partial<Record<Operator, unknown>>>;

export type Operator =
  | "equals"
  | "notEquals"
  | "like"
  | "contains"
  | "in"
  | "notIn"
  | "less"
  | "greater"
  | "exists";

export const field = (name: string, comparison: Comparison): PolicyCondition => ({
  field: name,
  ...comparison,
});

/** Of an expression, e.g. `[parameters('effect')]`. */
export const value = (expression: unknown, comparison: Comparison): PolicyCondition => ({
  value: expression,
  ...comparison,
});

/** Every one of the conditions; one alone stands for itself. */
export const allOf = (...conditions: readonly PolicyCondition[]): PolicyCondition =>
  group("allOf", conditions);

/** One of the conditions at least. */
export const anyOf = (...conditions: readonly PolicyCondition[]): PolicyCondition =>
  group("anyOf", conditions);

export const not = (condition: PolicyCondition): PolicyCondition => ({ not: condition });

function group(kind: "allOf" | "anyOf", conditions: readonly PolicyCondition[]): PolicyCondition {
  const flat = conditions.flatMap((one) => (kind in one ? (one[kind] as readonly PolicyCondition[]) : [one]));
  return flat.length === 1 ? (flat[0] as PolicyCondition) : { [kind]: flat };
}

/** One member at least of a list of the resource's is so; the alias ends with `[*]`. */
export const someMember = (alias: string, where: PolicyCondition): PolicyCondition => ({
  count: { field: alias, where },
  greater: 0,
});

/** One text at least of a list or of a parameter is so; `where` says it with `[current('<name>')]`. */
export const someText = (texts: unknown, name: string, where: PolicyCondition): PolicyCondition => ({
  count: { value: texts, name, where },
  greater: 0,
});

/** The value of a parameter. */
export const parameter = (name: string): string => `[parameters('${name}')]`;
