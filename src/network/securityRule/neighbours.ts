import type * as pulumi from "@pulumi/pulumi";
import { resolveDeferred, urnsBehind } from "../../component/deferred";
import { hasHooks } from "../../component/hook";
import { type OwnResource, ownResources, sharedInProgram } from "../../component/ownStack";
import { sameText } from "../../core/values";
import { groupInAzure, type KnownGroup, listsRules, type RuleOfGroup, rulesInState } from "./groupRules";
import type { NamedRule, Neighbour } from "./placement";

/** A component and its children, which become the rules of a group. */
export interface Owner {
  readonly resource: pulumi.Resource;
  /** As messages name it, e.g. `BackupNsgRule "allow-backup"`. */
  readonly component: string;
  /** The names of the children, in the order of the rules. */
  readonly childNames: readonly string[];
  readonly networkSecurityGroupName: pulumi.Input<string>;
  readonly resourceGroupName: pulumi.Input<string>;
}

/** What is in a group besides the rules of a component's arguments. */
export interface Surroundings {
  readonly neighbours: readonly Neighbour[];
  /** The priorities of the component's own rules in the state. Omitted: at least one rule is new. */
  readonly statePriorities?: readonly number[];
  /** Whether an earlier component on the group has priorities that this preview cannot tell. */
  readonly hasUnknown: boolean;
}

/** What a component adds to a group. Undefined: this preview cannot tell. */
interface Claim {
  readonly component: string;
  readonly group: Promise<Group | undefined>;
  readonly rules: Promise<readonly Neighbour[] | undefined>;
}

interface Group {
  /** One text for the same group. */
  readonly key: string;
  /** Omitted: this preview does not know them. */
  readonly names?: KnownGroup;
}

interface Program {
  readonly claims: Claim[];
  state?: Promise<OwnResource[] | undefined>;
}

const program = sharedInProgram((): Program => ({ claims: [] }));

/**
 * Decides the priorities of a component's rules. Components on one group decide in the order in which the program declares them.
 *
 * @param rules Undefined: this preview cannot tell.
 * @param decide Gets what else is in the group. Undefined: this preview cannot tell.
 */
export function decideInTurn(
  owner: Owner,
  rules: Promise<readonly NamedRule[] | undefined>,
  decide: (around: Surroundings) => Promise<readonly number[] | undefined>,
): Promise<readonly number[] | undefined> {
  const shared = program();
  // Tests with mocks may create a component of one name again and again. An engine refuses the second one.
  const earlier = shared.claims.filter(({ component }) => hasHooks() || component !== owner.component);
  const group = groupOf(owner);
  const run = async () => {
    const [own, toAdd] = await Promise.all([group, rules]);
    if (toAdd === undefined) return undefined;
    return decide(await surroundingsOf(owner, toAdd, own, await rulesOnGroup(earlier, own), shared));
  };
  const decided = run();
  const claimed = async () => {
    const [toAdd, priorities] = await Promise.all([rules, decided]);
    return priorities && toAdd?.map((rule, i) => claimedRule(owner, rule, priorities[i] as number));
  };
  // A component that fails has no rules in the group.
  shared.claims.push({ component: owner.component, group, rules: claimed().catch(() => []) });
  return decided;
}

const claimedRule = ({ component }: Owner, { name, direction }: NamedRule, priority: number): Neighbour => ({
  ...{ name, direction, priority, component },
  isCertain: true,
});

/** The group of a component, by its names or, where preview does not know them, by the resources that they come from. */
async function groupOf({ resource, ...names }: Owner): Promise<Group | undefined> {
  const given = [names.resourceGroupName, names.networkSecurityGroupName];
  const [resourceGroupName, networkSecurityGroupName] = (await Promise.all(given.map(resolveDeferred))).map(
    ({ value }) => (typeof value === "string" ? value : undefined),
  );
  const provider = resource.getProvider("azure-native:network:SecurityRule");
  const providerUrn = provider === undefined ? "" : String((await resolveDeferred(provider.urn)).value);
  if (resourceGroupName !== undefined && networkSecurityGroupName !== undefined)
    return {
      key: [providerUrn, resourceGroupName, networkSecurityGroupName].join("/").toLowerCase(),
      names: { resourceGroupName, networkSecurityGroupName },
    };
  const [groupUrns, urns] = await Promise.all(given.map(urnsBehind));
  if (networkSecurityGroupName === undefined && urns?.length === 0) return undefined;
  if (resourceGroupName === undefined && groupUrns?.length === 0) return undefined;
  return {
    key: [
      providerUrn,
      resourceGroupName?.toLowerCase() ?? groupUrns,
      networkSecurityGroupName?.toLowerCase() ?? urns,
    ].join("/"),
  };
}

/** The rules of the components on a group, one entry for each component. */
async function rulesOnGroup(claims: readonly Claim[], own: Group | undefined) {
  if (own === undefined) return [];
  const groups = await Promise.all(claims.map(({ group }) => group));
  return Promise.all(claims.filter((_, i) => groups[i]?.key === own.key).map(({ rules }) => rules));
}

async function surroundingsOf(
  { resource, childNames }: Owner,
  toAdd: readonly NamedRule[],
  group: Group | undefined,
  claims: readonly (readonly Neighbour[] | undefined)[],
  shared: Program,
): Promise<Surroundings> {
  const claimed = claims.flatMap((rules) => rules ?? []);
  const hasUnknown = claims.includes(undefined);
  // Unit tests with mocks have neither a state nor Azure.
  if (!hasHooks()) return { neighbours: claimed, hasUnknown };

  shared.state ??= ownResources();
  const state = (await shared.state) ?? [];
  const { rules: inAzure, ...place } =
    group?.names === undefined ? { rules: [] } : await groupInAzure(group.names, resource);
  const known = group?.names && { ...group.names, ...place };
  const all = rulesInState(state);
  const inGroup = known === undefined ? [] : rulesInState(state, known);
  const { value: urn } = await resolveDeferred(resource.urn);
  const own = toAdd.map(
    ({ name }, i) =>
      all.find((rule) => rule.urn === childUrn(urn, childNames[i])) ??
      inGroup.find((rule) => sameText(rule.name, name)),
  );
  const isManaged = ({ name }: RuleOfGroup) =>
    inGroup.some((rule) => sameText(rule.name, name)) || listsRules(state, known);
  const others = [
    ...inGroup.map((rule) => ({ ...ruleOf(rule), isCertain: false })),
    ...inAzure.filter((rule) => !isManaged(rule)).map((rule) => ({ ...ruleOf(rule), isCertain: true })),
  ].filter(({ name }) => ![...own, ...claimed].some((rule) => sameText(rule?.name, name)));
  const priorities = own.flatMap((rule) => rule?.priority ?? []);
  return {
    neighbours: [...claimed, ...others],
    hasUnknown,
    ...(priorities.length === toAdd.length && { statePriorities: priorities }),
  };
}

const ruleOf = ({ name, priority, direction }: RuleOfGroup): RuleOfGroup => ({ name, priority, direction });

/** The URN `urn:pulumi:stack::project::type::name` of a component, with the type and the name of its child. */
const childUrn = (urn: unknown, name: string | undefined): string =>
  `${String(urn).split("::", 3).join("::")}$azure-native:network:SecurityRule::${name}`;
