/**
 * The part of Azure Policy's language that the definitions use: conditions on a resource as a request to Azure has it.
 * https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule
 */

/** A condition of a policy rule, as the definition has it. */
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

/** A condition on a property of the resource. */
export const field = (name: string, comparison: Comparison): PolicyCondition => ({
  field: name,
  ...comparison,
});

/** A condition on the value of an expression, e.g. `[parameters('effect')]`. */
export const value = (expression: unknown, comparison: Comparison): PolicyCondition => ({
  value: expression,
  ...comparison,
});

/** All of the conditions hold. A single condition is returned as it is. */
export const allOf = (...conditions: readonly PolicyCondition[]): PolicyCondition =>
  group("allOf", conditions);

/** At least one of the conditions holds. */
export const anyOf = (...conditions: readonly PolicyCondition[]): PolicyCondition =>
  group("anyOf", conditions);

export const not = (condition: PolicyCondition): PolicyCondition => ({ not: condition });

function group(kind: "allOf" | "anyOf", conditions: readonly PolicyCondition[]): PolicyCondition {
  const flat = conditions.flatMap((one) => (kind in one ? (one[kind] as readonly PolicyCondition[]) : [one]));
  return flat.length === 1 ? (flat[0] as PolicyCondition) : { [kind]: flat };
}

/** The condition holds for at least one member of the resource's list. The alias ends with `[*]`. */
export const someMember = (alias: string, where: PolicyCondition): PolicyCondition => ({
  count: { field: alias, where },
  greater: 0,
});

/** The condition holds for at least one text of a list or a parameter. `where` reads the text as `[current('<name>')]`. */
export const someText = (texts: unknown, name: string, where: PolicyCondition): PolicyCondition => ({
  count: { value: texts, name, where },
  greater: 0,
});

/** The value of a parameter. */
export const parameter = (name: string): string => `[parameters('${name}')]`;
