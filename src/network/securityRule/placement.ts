import { described, type Fix } from "../../core/finding";
import { formatValue } from "../../core/format";
import { cite, inRange } from "../../core/limits";
import { invalidValue, named, noFindings, type Rule, type Verdict } from "../../core/rule";
import { listOf, sameText } from "../../core/values";
import { networkPages, securityRulePriority } from "../facts";
import type { SecurityRule } from "./arm";
import { freePriorities } from "./priority";
import { deniesOf, firstDenyOf } from "./traffic";

/** Where new rules are to stand among a group's own. */
export interface Placement {
  /** Priority of the first, each next one higher by one. Omitted: the highest free ones before the first deny. */
  readonly priority?: number;
  /** The group's rules, those in question left out by their names. Omitted: not known. */
  readonly existingRules?: readonly SecurityRule[];
}

/** A rule that is to be made. */
export interface WantedRule {
  readonly name: string;
  /** Where the user gives no description. */
  readonly description: string;
  readonly rule: SecurityRule;
}

/** A rule with its name and description, wherever it may stand. */
export type NamedRule = SecurityRule & Required<Pick<SecurityRule, "name" | "description">>;

/** A rule as Azure takes it. */
export type MadeRule = NamedRule & Required<Pick<SecurityRule, "priority">>;

/** The wanted rules with their names and descriptions. */
export const namedRules = (
  wanted: readonly WantedRule[],
  { description: given }: { readonly description?: string },
): NamedRule[] =>
  wanted.map(({ name, description, rule }) => ({ ...rule, name, description: given ?? description }));

/** The wanted rules as Azure takes them. */
export function madeRules(
  wanted: readonly WantedRule[],
  subject: Placement & { readonly description?: string },
  fallback: number,
): MadeRule[] {
  const priorities = placeRules(wanted, subject, fallback);
  return namedRules(wanted, subject).map((rule, i) => ({ ...rule, priority: priorities[i] ?? fallback }));
}

/**
 * Priorities for new rules of a group, in their order: the given one and those after it; with the group's rules
 * known, the highest free ones below the first deny that would match; else the default and those after it.
 */
export function placeRules(wanted: readonly WantedRule[], placement: Placement, fallback: number): number[] {
  const { priority, existingRules } = placement;
  if (priority === undefined && existingRules !== undefined) return freeOnes(wanted, placement).reverse();
  return wanted.map((_, i) => (priority ?? fallback) + i);
}

function freeOnes(wanted: readonly WantedRule[], placement: Placement): number[] {
  return freePriorities(limitOf(wanted, placement), taken(wanted, placement), wanted.length);
}

/** Rules of the same direction, without the wanted ones themselves. */
function othersOf(wanted: readonly WantedRule[], { existingRules }: Placement): readonly SecurityRule[] {
  const direction = wanted[0]?.rule.direction ?? "Outbound";
  return listOf(existingRules).filter(
    (rule) => sameText(rule?.direction, direction) && !wanted.some(({ name }) => sameText(rule.name, name)),
  );
}

const taken = (wanted: readonly WantedRule[], placement: Placement) =>
  othersOf(wanted, placement).map(({ priority }) => priority);

/** Priority of the first rule that would deny what a wanted rule allows. */
const limitOf = (wanted: readonly WantedRule[], placement: Placement): number =>
  Math.min(...wanted.map(({ rule }) => deniesOf(othersOf(wanted, placement), rule)[0]?.priority ?? Infinity));

/** All that the place of new rules must satisfy. */
export function placementRules<S extends Placement>(
  wantedOf: (subject: S) => readonly WantedRule[],
  fallback: number,
): readonly Rule<S>[] {
  return [
    named("priorityIsPossible", (subject) => priorityIsPossible(wantedOf(subject), subject)),
    named("priorityIsFree", (subject) => priorityIsFree(wantedOf(subject), subject, fallback)),
    named("priorityIsBeforeDenies", (subject) => priorityIsBeforeDenies(wantedOf(subject), subject)),
    named("someAreFree", (subject) => someAreFree(wantedOf(subject), subject)),
  ];
}

/** A priority that Azure takes, for each of the rules. */
function priorityIsPossible(wanted: readonly WantedRule[], { priority }: Placement): Verdict {
  const spare = wanted.length - 1;
  return inRange("priority", priority, { ...securityRulePriority, max: securityRulePriority.max - spare });
}

/** No rule of the group has the priority. */
function priorityIsFree(wanted: readonly WantedRule[], placement: Placement, fallback: number): Verdict {
  const { priority } = placement;
  if (typeof priority !== "number") return noFindings;
  const priorities = placeRules(wanted, placement, fallback);
  const holders = othersOf(wanted, placement).filter((rule) => priorities.includes(rule.priority as number));
  if (holders.length === 0) return noFindings;
  return invalidValue({
    path: "priority",
    actual: priority,
    accepted: `a priority that no other rule of the group has; ${listed(holders)} has it`,
    fix: freeAdvice(wanted, placement),
    ...cite(securityRulePriority),
  });
}

/** No rule with a lower number denies what the new ones allow. */
function priorityIsBeforeDenies(wanted: readonly WantedRule[], placement: Placement): Verdict {
  const { priority } = placement;
  if (typeof priority !== "number") return noFindings;
  const others = othersOf(wanted, placement);
  const [first] = wanted.flatMap(({ rule }, i) => {
    const deny = firstDenyOf(others, rule);
    return deny !== undefined && deny.priority < priority + i ? [deny] : [];
  });
  if (first === undefined) return noFindings;
  return invalidValue({
    path: "priority",
    actual: priority,
    accepted: `a priority below ${first.priority}, that of ${first.by}, which denies the same traffic`,
    fix: freeAdvice(wanted, placement),
    ...networkPages.nsg,
  });
}

/** Where the priority is to be found, there is one. */
function someAreFree(wanted: readonly WantedRule[], placement: Placement): Verdict {
  if (placement.priority !== undefined || placement.existingRules === undefined) return noFindings;
  if (freeOnes(wanted, placement).length === wanted.length) return noFindings;
  const limit = limitOf(wanted, placement);
  const inTheWay = othersOf(wanted, placement).filter(
    ({ priority }) => typeof priority === "number" && priority <= limit,
  );
  return invalidValue({
    path: "existingRules",
    actual: described(`${inTheWay.length} rules up to the first that denies backup traffic, at ${limit}`),
    accepted: `${wanted.length} free from ${securityRulePriority.min} to ${limit - 1}`,
    fix: `move ${listed(inTheWay)}`,
    ...networkPages.nsg,
  });
}

function freeAdvice(wanted: readonly WantedRule[], placement: Placement): Fix {
  const free = freeOnes(wanted, placement);
  return free.length === wanted.length
    ? { text: `set it to ${free.at(-1)}, or leave it out`, value: free.at(-1) }
    : { text: `move ${listed(othersOf(wanted, placement))}` };
}

/** The names of some rules with their priorities, the first few of many. */
function listed(rules: readonly SecurityRule[]): string {
  const shown = rules
    .slice(0, 5)
    .map(({ name, priority }) =>
      typeof name === "string" ? `${name} (${formatValue(priority)})` : formatValue(priority),
    );
  return [...shown, ...(rules.length > 5 ? [`and ${rules.length - 5} more`] : [])].join(", ");
}
