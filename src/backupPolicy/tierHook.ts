import * as pulumi from "@pulumi/pulumi";
import { pages } from "../core/fact";
import { PolicyTier } from "./facts";

let hooks = 0;

/**
 * Refuses a change of tier in place, in preview already: Azure answers it with BMSUserErrorInvalidPolicyInput and no
 * reason. A change of tier together with the name is a replacement, which Pulumi shows as such, and passes.
 * None under `pulumi.runtime.setMocks`, which knows no hooks.
 */
export function refuseTierChange(name: string): pulumi.ResourceHook[] {
  const monitor = pulumi.runtime.getMonitor() as { registerResourceHook?: unknown } | undefined;
  if (monitor?.registerResourceHook === undefined) return [];
  const refuse = ({ oldInputs, newInputs }: pulumi.ResourceHookArgs) => {
    const [before, after] = [oldInputs, newInputs].map((inputs) => inputs?.properties?.policyType);
    if (before === "V2" && after === "V1") throw new Error(`${name}: ${noWayBack}`);
    if (before === "V1" && after === "V2") throw new Error(`${name}: ${wayToEnhanced}`);
  };
  const hookName = `azure-vm-backup:policy-tier:${name}:${hooks++}`;
  return [new pulumi.ResourceHook(hookName, refuse, { onDryRun: true })];
}

const noWayBack = `tier: got ${PolicyTier.Standard}; allowed: ${PolicyTier.Enhanced}, which this policy has. Azure moves no VM from an Enhanced policy back to a Standard one. Fix: keep tier ${PolicyTier.Enhanced}; to use Standard, stop the VM's backup and protect it anew in another vault. (${pages.migrateToEnhanced})`;

const wayToEnhanced = `tier: got ${PolicyTier.Enhanced}; allowed: ${PolicyTier.Standard} under this name, since Azure cannot change a policy's tier in place: it is a replacement. Fix: give policyName a new value together with the tier. Preview then shows the replacement: the new policy is made, the VMs of this stack move to it, the old policy goes. Move VMs of other stacks first. (${pages.migrateToEnhanced})`;
