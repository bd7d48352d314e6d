import * as network from "@pulumi/azure-native/network";
import type * as pulumi from "@pulumi/pulumi";
import { limited } from "../../component/limited";
import type { OwnResource } from "../../component/ownStack";
import { listOf, sameText } from "../../core/values";
import type { SecurityRule } from "./arm";

/** A network security group, as far as it is known. */
export interface KnownGroup {
  readonly resourceGroupName: string;
  readonly networkSecurityGroupName: string;
  /** Azure names it, so that a group of the same names in another subscription is another one. Omitted: not known. */
  readonly subscriptionId?: string;
}

/** A rule of a group, without its traffic. */
export type RuleOfGroup = Required<Pick<SecurityRule, "name" | "priority" | "direction">>;

/** A rule that the state has. */
export interface RuleInState extends RuleOfGroup {
  /** URN of the rule, or of the group that lists it. */
  readonly urn: string;
}

/** The security rules in a state: resources of their own, and those that a group lists. With `group`: only those of this group. */
export const rulesInState = (resources: readonly OwnResource[], group?: KnownGroup): RuleInState[] =>
  resources.flatMap(({ urn, outputs }) => {
    const parts = partsOf(outputs.id);
    if (parts === undefined || (group !== undefined && !isGroup(parts, group))) return [];
    const { name } = parts;
    const rules =
      name === undefined
        ? listOf(outputs.securityRules as readonly unknown[] | undefined)
        : [{ ...outputs, name }];
    return rules.flatMap(readRule).map((rule) => ({ ...rule, urn }));
  });

/** Whether a state has a group that lists rules. An update of such a group removes all other rules. */
export const listsRules = (resources: readonly OwnResource[], group: KnownGroup | undefined): boolean =>
  group !== undefined &&
  resources.some(({ outputs }) => {
    const parts = partsOf(outputs.id);
    if (parts === undefined || parts.name !== undefined || !isGroup(parts, group)) return false;
    return Array.isArray(outputs.securityRules) && outputs.securityRules.length > 0;
  });

/** What Azure has of a group: its subscription and rules. Neither if Azure does not answer, or there is no such group yet: then nothing is claimed. */
export async function groupInAzure(
  { resourceGroupName, networkSecurityGroupName }: KnownGroup,
  parent: pulumi.Resource,
): Promise<{ readonly subscriptionId?: string; readonly rules: RuleOfGroup[] }> {
  try {
    const names = { resourceGroupName, networkSecurityGroupName };
    const { id, securityRules } = await limited(() => network.getNetworkSecurityGroup(names, { parent }));
    const { subscriptionId } = partsOf(id) ?? {};
    return { ...(subscriptionId && { subscriptionId }), rules: listOf(securityRules).flatMap(readRule) };
  } catch {
    return { rules: [] };
  }
}

const idForm =
  /\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Network\/networkSecurityGroups\/([^/]+)(?:\/securityRules\/([^/]+))?$/i;

/** What the id of a group, or of a rule of it, contains. */
function partsOf(id: unknown): (KnownGroup & { readonly name: string | undefined }) | undefined {
  const [, subscriptionId, resourceGroupName, networkSecurityGroupName, name] = idForm.exec(String(id)) ?? [];
  if (subscriptionId === undefined || resourceGroupName === undefined) return undefined;
  if (networkSecurityGroupName === undefined) return undefined;
  return { subscriptionId, resourceGroupName, networkSecurityGroupName, name };
}

const isGroup = (a: KnownGroup, b: KnownGroup): boolean =>
  sameText(a.resourceGroupName, b.resourceGroupName) &&
  sameText(a.networkSecurityGroupName, b.networkSecurityGroupName) &&
  (a.subscriptionId === undefined ||
    b.subscriptionId === undefined ||
    sameText(a.subscriptionId, b.subscriptionId));

function readRule(rule: unknown): RuleOfGroup[] {
  const { name, priority, direction } = (rule ?? {}) as Partial<SecurityRule>;
  if (typeof name !== "string" || typeof priority !== "number" || typeof direction !== "string") return [];
  return [{ name, priority, direction }];
}
