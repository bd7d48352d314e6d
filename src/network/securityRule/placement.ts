import { listOf, sameText } from "../../core/values";
import type { SecurityRule } from "./arm";
import { freePriorities, freeRun, isPriority } from "./priority";
import { deniesOf } from "./traffic";

/** Where new rules are placed among the rules of a group. */
export interface Placement {
  /** Priority of the first new rule; the next ones follow it. Omitted: the priorities of the state, or else free ones. */
  readonly priority?: number;
  /** The group's rules. Rules with the name of a new rule are ignored. Omitted: the rules are unknown. */
  readonly existingRules?: readonly SecurityRule[];
}

/** The same, with what a component knows besides its arguments. */
export interface PlacementInStack extends Placement {
  /** Rules of which only name and priority are known. Omitted: none. */
  readonly neighbours?: readonly Neighbour[];
  /** The priorities that the state has for the new rules, in their order. Omitted: it has none for at least one of them. */
  readonly statePriorities?: readonly number[];
}

/** A rule that the user did not list, of another component or in Azure. */
export interface Neighbour extends Required<Pick<SecurityRule, "name" | "priority" | "direction">> {
  /** The component that creates it. Omitted: it is in the state or in Azure. */
  readonly component?: string;
  /** Whether the group certainly has it during this change. New rules avoid the priority of the others too, but nothing is refused for them. */
  readonly isCertain: boolean;
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
 * Priorities of new rules, in their order. They start at the given priority. Without it, rules that exist keep their priorities, unless
 * the group's rules forbid it. New ones get the highest free priorities below the first existing rule that denies the traffic. If the
 * existing rules are unknown, they get the first free ones from `fallback` on. Empty: not enough are free.
 */
export function placeRules(
  toAdd: readonly RuleToAdd[],
  placement: PlacementInStack,
  fallback: number,
): number[] {
  const { priority, statePriorities } = placement;
  if (priority !== undefined) return toAdd.map((_, i) => priority + i);
  if (keepsPriorities(toAdd, placement)) return [...(statePriorities ?? [])];
  return freePlaces(toAdd, placement, fallback);
}

/** Whether existing rules can stay where they are. A neighbour that takes their priority is refused, so it does not move them. */
export function keepsPriorities(toAdd: readonly RuleToAdd[], placement: PlacementInStack): boolean {
  const { priority, statePriorities: own } = placement;
  if (priority !== undefined || own?.length !== toAdd.length || !own.every(isPriority)) return false;
  const deny = firstDenyPriority(toAdd, placement);
  const taken = otherRules(toAdd, placement).map((rule) => rule.priority);
  return own.every((one, i) => one < deny && !taken.includes(one) && own.indexOf(one) === i);
}

/** Free priorities for rules without one. */
function freePlaces(toAdd: readonly RuleToAdd[], placement: PlacementInStack, fallback: number): number[] {
  const taken = takenPriorities(toAdd, placement);
  if (placement.existingRules === undefined) return freeRun(taken, toAdd.length, { from: fallback }) ?? [];
  const free = freePriorities(firstDenyPriority(toAdd, placement), taken, toAdd.length);
  return free.length === toAdd.length ? free.reverse() : [];
}

/** The first of as many free priorities in a row as there are new rules: what `priority` can be set to. Undefined: there is no such row. */
export const freeFirstPriority = (
  toAdd: readonly RuleToAdd[],
  placement: PlacementInStack,
  fallback: number,
): number | undefined =>
  freeRun(
    takenPriorities(toAdd, placement),
    toAdd.length,
    placement.existingRules === undefined
      ? { from: fallback }
      : { below: firstDenyPriority(toAdd, placement) },
  )?.[0];

const takenPriorities = (toAdd: readonly RuleToAdd[], placement: PlacementInStack): unknown[] =>
  [...otherRules(toAdd, placement), ...otherNeighbours(toAdd, placement)].map(({ priority }) => priority);

/** Existing rules of the same direction, without the new rules themselves. */
export const otherRules = (
  toAdd: readonly RuleToAdd[],
  { existingRules }: PlacementInStack,
): readonly SecurityRule[] => listOf(existingRules).filter((rule) => isOther(toAdd, rule ?? {}));

/** Neighbours of the same direction, without the new rules themselves. */
export const otherNeighbours = (
  toAdd: readonly RuleToAdd[],
  { neighbours = [] }: PlacementInStack,
): readonly Neighbour[] => neighbours.filter((rule) => isOther(toAdd, rule));

const isOther = (toAdd: readonly RuleToAdd[], rule: Partial<SecurityRule>): boolean =>
  sameText(rule.direction, toAdd[0]?.rule.direction ?? "Outbound") &&
  !toAdd.some(({ name }) => sameText(rule.name, name));

/** Priority of the first existing rule that denies traffic of a new rule; Infinity if there is none. */
export const firstDenyPriority = (toAdd: readonly RuleToAdd[], placement: PlacementInStack): number =>
  Math.min(...toAdd.map(({ rule }) => deniesOf(otherRules(toAdd, placement), rule)[0]?.priority ?? Infinity));
