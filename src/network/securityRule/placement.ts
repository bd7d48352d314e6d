import type { Fix } from "../../core/finding";
import { formatValue } from "../../core/format";
import { cite, inRange } from "../../core/limits";
import { invalidValue, missing, named, noFindings, type Rule, type Verdict } from "../../core/rule";
import { listOf, sameText } from "../../core/values";
import { networkPages, securityRulePriority } from "../facts";
import type { SecurityRule } from "./arm";
import { freePriorities } from "./priority";
import { deniesOf, firstDenyOf } from "./traffic";

/** Where new rules are placed among the rules of a group. */
export interface Placement {
  /** Priority of the first new rule; the next ones follow it. Omitted: the highest free priorities below the first deny. */
  readonly priority?: number;
  /** The group's rules. Rules with the name of a new rule are ignored. Omitted: the rules are unknown. */
  readonly existingRules?: readonly SecurityRule[];
}

/** A rule that a component adds to a group. */
export interface RuleToAdd {
  readonly name: string;
  /** Used if the user sets no description. */
  readonly description: string;
  readonly rule: SecurityRule;
}

/** A rule with its name and description, but without a priority. */
export type NamedRule = SecurityRule & Required<Pick<SecurityRule, "name" | "description">>;

/** A complete rule in Azure's form. */
export type PlacedRule = NamedRule & Required<Pick<SecurityRule, "priority">>;

/** New rules with their names and descriptions. */
export const namedRules = (
  toAdd: readonly RuleToAdd[],
  { description: given }: { readonly description?: string },
): NamedRule[] =>
  toAdd.map(({ name, description, rule }) => ({ ...rule, name, description: given ?? description }));

/** New rules in Azure's form. */
export function placedRules(
  toAdd: readonly RuleToAdd[],
  subject: Placement & { readonly description?: string },
  fallback: number,
): PlacedRule[] {
  const priorities = placeRules(toAdd, subject, fallback);
  return namedRules(toAdd, subject).map((rule, i) => ({ ...rule, priority: priorities[i] ?? fallback }));
}

/**
 * Priorities of new rules, in their order. They start at the given priority. Without it, they are the highest free ones
 * below the first existing rule that denies the traffic. If the existing rules are unknown too, they start at `fallback`.
 */
export function placeRules(toAdd: readonly RuleToAdd[], placement: Placement, fallback: number): number[] {
  const { priority, existingRules } = placement;
  if (priority === undefined && existingRules !== undefined)
    return highestFreePriorities(toAdd, placement).reverse();
  return toAdd.map((_, i) => (priority ?? fallback) + i);
}

/** Highest first; fewer than there are new rules if not enough are free. */
function highestFreePriorities(toAdd: readonly RuleToAdd[], placement: Placement): number[] {
  const taken = otherRules(toAdd, placement).map(({ priority }) => priority);
  return freePriorities(firstDenyPriority(toAdd, placement), taken, toAdd.length);
}

/** Existing rules of the same direction, without the new rules themselves. */
function otherRules(toAdd: readonly RuleToAdd[], { existingRules }: Placement): readonly SecurityRule[] {
  const direction = toAdd[0]?.rule.direction ?? "Outbound";
  return listOf(existingRules).filter(
    (rule) => sameText(rule?.direction, direction) && !toAdd.some(({ name }) => sameText(rule.name, name)),
  );
}

/** Priority of the first existing rule that denies traffic of a new rule; Infinity if there is none. */
const firstDenyPriority = (toAdd: readonly RuleToAdd[], placement: Placement): number =>
  Math.min(...toAdd.map(({ rule }) => deniesOf(otherRules(toAdd, placement), rule)[0]?.priority ?? Infinity));

/** The rules for the priorities of new rules. */
export function placementRules<S extends Placement>(
  rulesToAdd: (subject: S) => readonly RuleToAdd[],
  fallback: number,
): readonly Rule<S>[] {
  return [
    named("priorityIsInRange", (subject) => priorityIsInRange(rulesToAdd(subject), subject)),
    named("priorityIsFree", (subject) => priorityIsFree(rulesToAdd(subject), subject, fallback)),
    named("priorityIsBeforeDenies", (subject) => priorityIsBeforeDenies(rulesToAdd(subject), subject)),
    named("enoughPrioritiesAreFree", (subject) => enoughPrioritiesAreFree(rulesToAdd(subject), subject)),
  ];
}

/** Every new rule gets a priority that Azure accepts. */
function priorityIsInRange(toAdd: readonly RuleToAdd[], { priority }: Placement): Verdict {
  const max = securityRulePriority.max - (toAdd.length - 1);
  return inRange("priority", priority, { ...securityRulePriority, max });
}

/** No other rule of the group has a priority of a new rule. */
function priorityIsFree(toAdd: readonly RuleToAdd[], placement: Placement, fallback: number): Verdict {
  const { priority } = placement;
  if (typeof priority !== "number") return noFindings;
  const priorities = placeRules(toAdd, placement, fallback);
  const conflicting = otherRules(toAdd, placement).filter((rule) =>
    priorities.includes(rule.priority as number),
  );
  if (conflicting.length === 0) return noFindings;
  const needed = toAdd.length === 1 ? "a priority" : `${toAdd.length} priorities in a row`;
  return invalidValue({
    path: "priority",
    actual: priority,
    accepted: `${needed} that no other rule of the group has; already in use: ${listRules(conflicting)}`,
    fix: freePriorityFix(toAdd, placement),
    ...cite(securityRulePriority),
  });
}

/** No existing rule with a lower priority number denies traffic of a new rule. */
function priorityIsBeforeDenies(toAdd: readonly RuleToAdd[], placement: Placement): Verdict {
  const { priority } = placement;
  if (typeof priority !== "number") return noFindings;
  const others = otherRules(toAdd, placement);
  const [deny] = toAdd.flatMap(({ rule }, i) => {
    const first = firstDenyOf(others, rule);
    return first !== undefined && first.priority < priority + i ? [first] : [];
  });
  if (deny === undefined) return noFindings;
  return invalidValue({
    path: "priority",
    actual: priority,
    requires: `a priority below ${deny.priority}, because ${deny.by} at priority ${deny.priority} denies the same traffic`,
    fix: freePriorityFix(toAdd, placement),
    ...networkPages.nsg,
  });
}

/** If the arguments have no priority, the existing rules leave enough priorities free. */
function enoughPrioritiesAreFree(toAdd: readonly RuleToAdd[], placement: Placement): Verdict {
  if (placement.priority !== undefined || placement.existingRules === undefined) return noFindings;
  if (highestFreePriorities(toAdd, placement).length === toAdd.length) return noFindings;
  const limit = firstDenyPriority(toAdd, placement);
  const inTheWay = otherRules(toAdd, placement).filter(
    ({ priority }) => typeof priority === "number" && priority <= limit,
  );
  const few = toAdd.length === 1 ? "No priority is free" : `Fewer than ${toAdd.length} priorities are free`;
  const where = Number.isFinite(limit)
    ? `below ${limit}, the priority of the first rule that denies this traffic`
    : `from ${securityRulePriority.min} to ${securityRulePriority.max}`;
  return missing({
    path: "existingRules",
    message: `${few} ${where}`,
    fix: `give other priorities to some of these rules: ${listRules(inTheWay)}`,
    ...networkPages.nsg,
  });
}

function freePriorityFix(toAdd: readonly RuleToAdd[], placement: Placement): Fix {
  const free = highestFreePriorities(toAdd, placement);
  return free.length === toAdd.length
    ? { text: `set it to ${free.at(-1)}, or leave it out`, value: free.at(-1) }
    : { text: `give other priorities to some of these rules: ${listRules(otherRules(toAdd, placement))}` };
}

/** The names and priorities of rules, at most five of them. */
function listRules(rules: readonly SecurityRule[]): string {
  const shown = rules
    .slice(0, 5)
    .map(({ name, priority }) =>
      typeof name === "string" ? `${name} (${formatValue(priority)})` : formatValue(priority),
    );
  return [...shown, ...(rules.length > 5 ? [`and ${rules.length - 5} more`] : [])].join(", ");
}
