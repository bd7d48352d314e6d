import * as network from "@pulumi/azure-native/network";
import type * as pulumi from "@pulumi/pulumi";
import { limited } from "../../component/limited";
import type { OwnResource } from "../../component/ownStack";
import { listOf, sameText } from "../../core/values";
import type { SecurityRule } from "./arm";

/** Names of a network security group, as they are known. */
export interface KnownGroup {
  readonly resourceGroupName: string;
  readonly networkSecurityGroupName: string;
}

/** A rule of a group, without its traffic. */
export type RuleOfGroup = Required<Pick<SecurityRule, "name" | "priority" | "direction">>;

/** A rule that the state has. */
export interface RuleInState extends RuleOfGroup {
  /** URN of the rule, or of the group that lists it. */
  readonly urn: string;
}

/** The security rules in a state: resources of their own, and those that a group lists. With names: only those of this group. */
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

/** The rules that Azure has in a group. None if Azure does not answer, or there is no such group yet: then nothing is claimed. */
export async function rulesInAzure(group: KnownGroup, parent: pulumi.Resource): Promise<RuleOfGroup[]> {
  try {
    const { securityRules } = await limited(() => network.getNetworkSecurityGroup({ ...group }, { parent }));
    return listOf(securityRules).flatMap(readRule);
  } catch {
    return [];
  }
}

const idForm =
  /\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Network\/networkSecurityGroups\/([^/]+)(?:\/securityRules\/([^/]+))?$/i;

/** The names in the id of a group, or of a rule of it. */
function partsOf(id: unknown): (KnownGroup & { readonly name: string | undefined }) | undefined {
  const [, resourceGroupName, networkSecurityGroupName, name] = idForm.exec(String(id)) ?? [];
  if (resourceGroupName === undefined || networkSecurityGroupName === undefined) return undefined;
  return { resourceGroupName, networkSecurityGroupName, name };
}

const isGroup = (a: KnownGroup, b: KnownGroup): boolean =>
  sameText(a.resourceGroupName, b.resourceGroupName) &&
  sameText(a.networkSecurityGroupName, b.networkSecurityGroupName);

function readRule(rule: unknown): RuleOfGroup[] {
  const { name, priority, direction } = (rule ?? {}) as Partial<SecurityRule>;
  if (typeof name !== "string" || typeof priority !== "number" || typeof direction !== "string") return [];
  return [{ name, priority, direction }];
}
