import { type Finding, invalidValueOf } from "../../core/finding";
import { formatFinding } from "../../core/format";
import { pages } from "../../core/pages";
import { type SecretValue, withoutSecretValues } from "../../core/secrets";
import { PolicyTier } from "../facts";
import { PolicyType } from "./facts";
import { type ProtectionPolicy, policyTypeIn } from "./fromArm";

/** The policy's payload before and after a change. */
interface Change {
  readonly before: ProtectionPolicy;
  readonly after: ProtectionPolicy;
}

/**
 * Why Azure refuses a change of a policy's tier, and what to do instead; undefined for any other change. Azure itself answers
 * BMSUserErrorInvalidPolicyInput without a reason. A new tier together with a new name is a replacement, which is allowed.
 *
 * @param secrets Arguments that no text may show. Omitted: none is secret.
 */
export function tierChange(
  { before, after }: Change,
  secrets: readonly SecretValue[] = [],
): string | undefined {
  const { V1, V2 } = PolicyType;
  const [from, to] = [typeOf(before), typeOf(after)];
  const found = from === V2 && to === V1 ? toStandard : from === V1 && to === V2 ? toEnhanced : undefined;
  return found && withoutSecretValues([found], secrets).map(formatFinding).join("");
}

/** Azure answers a Standard policy without a type, and so does an import. A new policy has no payload before. */
const typeOf = (policy: ProtectionPolicy): string | undefined =>
  policyTypeIn(policy) ?? (policy.properties && PolicyType.V1);

const { Standard, Enhanced } = PolicyTier;

const refused = (actual: PolicyTier, accepted: string, fix: string): Finding =>
  invalidValueOf({ path: "tier", actual, accepted, fix, ...pages.migrateToEnhanced });

const toStandard = refused(
  Standard,
  `only ${Enhanced} for this policy. Azure moves no VM from an Enhanced policy back to a Standard one`,
  `keep tier ${Enhanced}. To use ${Standard}, stop the VM's backup and protect it again in another vault`,
);

const toEnhanced = refused(
  Enhanced,
  `only ${Standard} for this policy, because it cannot change a policy's tier in place`,
  "give policyName a new value together with the tier. Preview then shows a replacement: the new policy is created, and the VMs of this stack move to it. The old policy stays in Azure, or is deleted if onDestroy is Delete: in that case, move the VMs of other stacks first",
);
