import { pages } from "../core/pages";
import { PolicyTier } from "./facts";

/** The policy's payload before and after a change. */
interface Change {
  readonly before: Inputs;
  readonly after: Inputs;
}

interface Inputs {
  readonly properties?: { readonly policyType?: unknown };
}

/**
 * Why a policy's tier cannot change in place, and the way to go: Azure answers it with BMSUserErrorInvalidPolicyInput and
 * no reason. Undefined for any other change; a change of tier together with the name is a replacement, and none of this.
 */
export function tierChange({ before, after }: Change): string | undefined {
  const [from, to] = [before.properties?.policyType, after.properties?.policyType];
  if (from === "V2" && to === "V1") return noWayBack;
  return from === "V1" && to === "V2" ? wayToEnhanced : undefined;
}

const { source } = pages.migrateToEnhanced;

const noWayBack = `tier: got ${PolicyTier.Standard}; allowed: ${PolicyTier.Enhanced}, which this policy has. Azure moves no VM from an Enhanced policy back to a Standard one. Fix: keep tier ${PolicyTier.Enhanced}; to use Standard, stop the VM's backup and protect it anew in another vault. (${source})`;

const wayToEnhanced = `tier: got ${PolicyTier.Enhanced}; allowed: ${PolicyTier.Standard} under this name, since Azure cannot change a policy's tier in place: it is a replacement. Fix: give policyName a new value together with the tier. Preview then shows the replacement: the new policy is made, the VMs of this stack move to it, the old policy goes. Move VMs of other stacks first. (${source})`;
