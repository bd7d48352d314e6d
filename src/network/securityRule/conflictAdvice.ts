import type * as pulumi from "@pulumi/pulumi";
import { sameText } from "../../core/values";
import { securityRuleConflict } from "../facts";
import { groupInAzure } from "./groupRules";
import { freeRun } from "./priority";

/**
 * What to do if Azure refuses a priority, which a rule of another stack or one that the same `pulumi up` creates can have.
 *
 * @param parent The component: its provider can be another one than the default.
 */
export const conflictAdvice =
  (parent: pulumi.Resource) =>
  async (
    error: string,
    { name, newInputs = {} }: Pick<pulumi.ErrorHookArgs, "name" | "newInputs">,
  ): Promise<string | undefined> => {
    if (!error.includes(securityRuleConflict.value)) return undefined;
    const { resourceGroupName, networkSecurityGroupName, securityRuleName, priority, direction } = newInputs;
    const { rules } = await groupInAzure({ resourceGroupName, networkSecurityGroupName }, parent);
    const others = rules.filter((rule) => sameText(rule.direction, direction));
    const holder = others.find(
      (rule) => rule.priority === priority && !sameText(rule.name, securityRuleName),
    );
    const taken = others.map((rule) => rule.priority);
    const [free] = (holder && freeRun(taken, 1, { from: Number(priority) })) ?? [];
    const who = holder === undefined ? "another rule" : `the rule ${holder.name}`;
    const freed = free === undefined ? "" : `, for example to ${free}`;
    return `${name}: ${who} of the network security group has priority ${priority}. Set priority to a free one${freed}, or leave it out and run pulumi up again.`;
  };
