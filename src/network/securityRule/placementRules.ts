import type { Fix } from "../../core/finding";
import { formatValue } from "../../core/format";
import { cite, inRange } from "../../core/limits";
import { invalidValue, missing, named, noFindings, type Rule, type Verdict } from "../../core/rule";
import { sameText } from "../../core/values";
import { networkPages, securityRulePriority } from "../facts";
import type { SecurityRule } from "./arm";
import {
  firstDenyPriority,
  freeFirstPriority,
  keepsPriorities,
  type Neighbour,
  otherNeighbours,
  otherRules,
  type PlacementInStack,
  placeRules,
  type RuleToAdd,
} from "./placement";
import { firstDenyOf } from "./traffic";

/** The rules for the priorities of new rules. */
export function placementRules<S extends PlacementInStack>(
  rulesToAdd: (subject: S) => readonly RuleToAdd[],
  fallback: number,
): readonly Rule<S>[] {
  return [
    named("ruleNameIsFree", (subject) => ruleNameIsFree(rulesToAdd(subject), subject)),
    named("priorityIsInRange", (subject) => priorityIsInRange(rulesToAdd(subject), subject, fallback)),
    named("priorityIsFree", (subject) => priorityIsFree(rulesToAdd(subject), subject, fallback)),
    named("priorityIsBeforeDenies", (subject) =>
      priorityIsBeforeDenies(rulesToAdd(subject), subject, fallback),
    ),
    named("enoughPrioritiesAreFree", (subject) =>
      enoughPrioritiesAreFree(rulesToAdd(subject), subject, fallback),
    ),
  ];
}

/** No rule of another component has the name of a new rule. */
function ruleNameIsFree(toAdd: readonly RuleToAdd[], { neighbours = [] }: PlacementInStack): Verdict {
  const same = neighbours.find(
    ({ name, component }) => component !== undefined && toAdd.some((rule) => sameText(rule.name, name)),
  );
  if (same === undefined) return noFindings;
  return invalidValue({
    path: "ruleName",
    actual: same.name,
    accepted: `a name that no other rule of the group has; ${same.component} has a rule of this name`,
    fix: "give one of the two components another ruleName",
    ...networkPages.nsg,
  });
}

/** Every new rule gets a priority that Azure accepts. */
function priorityIsInRange(
  toAdd: readonly RuleToAdd[],
  placement: PlacementInStack,
  fallback: number,
): Verdict {
  const max = securityRulePriority.max - (toAdd.length - 1);
  const isAmongRules = placement.existingRules !== undefined || placement.neighbours !== undefined;
  const fix = isAmongRules ? freePriorityFix(toAdd, placement, fallback) : undefined;
  return inRange("priority", placement.priority, { ...securityRulePriority, max }, fix);
}

/** No other rule of the group has a priority of a new rule, or takes that of a rule that exists. */
function priorityIsFree(toAdd: readonly RuleToAdd[], placement: PlacementInStack, fallback: number): Verdict {
  const { priority } = placement;
  if (priority === undefined && !keepsPriorities(toAdd, placement)) return noFindings;
  if (priority !== undefined && typeof priority !== "number") return noFindings;
  const priorities = placeRules(toAdd, placement, fallback);
  const neighbours = otherNeighbours(toAdd, placement).filter(({ isCertain }) => isCertain);
  const listed = priority === undefined ? [] : otherRules(toAdd, placement);
  const conflicting = [...listed, ...neighbours].filter((rule) =>
    priorities.includes(rule.priority as number),
  );
  if (conflicting.length === 0) return noFindings;
  const needed = toAdd.length === 1 ? "a priority" : `${toAdd.length} priorities in a row`;
  if (priority === undefined)
    return missing({
      path: "priority",
      message: `This rule has priority ${priorities.join(", ")} in the state, and another rule has it: ${listRules(conflicting)}`,
      fix: "give the other rule another priority, or leave its priority out",
      ...cite(securityRulePriority),
    });
  return invalidValue({
    path: "priority",
    actual: priority,
    accepted: `${needed} that no other rule of the group has; already in use: ${listRules(conflicting)}`,
    fix: freePriorityFix(toAdd, placement, fallback),
    ...cite(securityRulePriority),
  });
}

/** No existing rule with a lower priority number denies traffic of a new rule. */
function priorityIsBeforeDenies(
  toAdd: readonly RuleToAdd[],
  placement: PlacementInStack,
  fallback: number,
): Verdict {
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
    fix: freePriorityFix(toAdd, placement, fallback),
    ...networkPages.nsg,
  });
}

/** If the arguments have no priority, the other rules leave enough priorities free. */
function enoughPrioritiesAreFree(
  toAdd: readonly RuleToAdd[],
  placement: PlacementInStack,
  fallback: number,
): Verdict {
  if (placement.priority !== undefined || placeRules(toAdd, placement, fallback).length === toAdd.length)
    return noFindings;
  const limit = firstDenyPriority(toAdd, placement);
  const inTheWay = others(toAdd, placement).filter(
    ({ priority }) => typeof priority === "number" && priority <= limit,
  );
  const few = toAdd.length === 1 ? "No priority is free" : `Fewer than ${toAdd.length} priorities are free`;
  const where = Number.isFinite(limit)
    ? `below ${limit}, the priority of the first rule that denies this traffic`
    : `from ${securityRulePriority.min} to ${securityRulePriority.max}`;
  return missing({
    path: placement.existingRules === undefined ? "priority" : "existingRules",
    message: `${few} ${where}`,
    fix: `give other priorities to some of these rules: ${listRules(inTheWay)}`,
    ...networkPages.nsg,
  });
}

function freePriorityFix(toAdd: readonly RuleToAdd[], placement: PlacementInStack, fallback: number): Fix {
  const first = freeFirstPriority(toAdd, placement, fallback);
  if (first !== undefined) return { text: `set it to ${first}, or leave it out`, value: first };
  const { priority: _, ...withoutPriority } = placement;
  return placeRules(toAdd, withoutPriority, fallback).length === toAdd.length
    ? { text: "leave it out" }
    : { text: `give other priorities to some of these rules: ${listRules(others(toAdd, placement))}` };
}

const others = (toAdd: readonly RuleToAdd[], placement: PlacementInStack): readonly Listed[] => [
  ...otherRules(toAdd, placement),
  ...otherNeighbours(toAdd, placement),
];

type Listed = Pick<SecurityRule, "name" | "priority"> & Pick<Partial<Neighbour>, "component">;

/** The names and priorities of rules, at most five of them. */
function listRules(rules: readonly Listed[]): string {
  const shown = rules.slice(0, 5).map(({ name, priority, component }) => {
    const where = [formatValue(priority), ...(component === undefined ? [] : [`of ${component}`])].join(" ");
    return typeof name === "string" ? `${name} (${where})` : where;
  });
  return [...shown, ...(rules.length > 5 ? [`and ${rules.length - 5} more`] : [])].join(", ");
}
