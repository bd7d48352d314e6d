import { allOf, field, type PolicyCondition, parameter } from "../language";

/** A requirement as a condition of Azure Policy. */
export interface RequirementCondition {
  /** Azure's type of the resources that it is about. */
  readonly type: string;
  /** The condition of a resource that violates the requirement. */
  readonly violated: PolicyCondition;
  /** Settings of the requirement that are parameters of the definition. Omitted: none. */
  readonly settings?: readonly string[];
  /** The part of the requirement that Azure Policy's language cannot express, as sentences. Omitted: none. */
  readonly notChecked?: string;
}

export type RequirementConditions = Readonly<Record<string, RequirementCondition>>;

/** A number that is set and greater than an amount, or than a setting of that name. */
export function isGreater(name: string, most: string | number): PolicyCondition {
  const limit = typeof most === "number" ? most : parameter(most);
  return allOf(field(name, { exists: true }), field(name, { greater: limit }));
}

/** A number that is set and less than the value of an expression. */
export const isLess = (name: string, least: string): PolicyCondition =>
  allOf(field(name, { exists: true }), field(name, { less: least }));

export const isTrue = (name: string): PolicyCondition => field(name, { equals: true });

/** A text that is set and not empty. */
export const hasText = (name: string): PolicyCondition =>
  allOf(field(name, { exists: true }), field(name, { notEquals: "" }));

/** A value that is set and none of the list. */
export const isOther = (name: string, values: readonly string[]): PolicyCondition =>
  allOf(field(name, { exists: true }), field(name, { notIn: values }));
