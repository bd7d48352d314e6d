import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import type * as pulumi from "@pulumi/pulumi";
import { limited } from "../component/limited";
import { ownResources } from "../component/ownStack";
import { sameText } from "../core/values";

/**
 * How many protected items use a policy that this stack does not manage, e.g. because they left it and stay in Azure. 0 if Azure does not
 * answer, or if the state cannot be read.
 *
 * @param parent The component: its provider reads the policy.
 */
export async function usersOfOthers(
  names: recoveryservices.GetProtectionPolicyArgs,
  parent: pulumi.Resource | undefined,
): Promise<number> {
  try {
    const { id, properties } = await limited(() =>
      recoveryservices.getProtectionPolicy(names, parent === undefined ? {} : { parent }),
    );
    const { protectedItemsCount: users = 0 } = properties as { readonly protectedItemsCount?: number };
    const own = users === 0 ? [] : await ownResources();
    if (own === undefined) return 0;
    const policyOf = ({ outputs }: (typeof own)[number]) =>
      (outputs.properties as { readonly policyId?: unknown } | undefined)?.policyId;
    return Math.max(0, users - own.filter((one) => sameText(policyOf(one), id)).length);
  } catch {
    return 0;
  }
}
