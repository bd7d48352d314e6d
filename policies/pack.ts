/**
 * The policy pack as a list of policies, for a pack of one's own.
 *
 * @module azure-vm-backup/policies
 */

import type { EnforcementLevel, PolicyPackArgs } from "@pulumi/policy";
import { controlOptions, levelsByControl } from "../src/compliance/controls";
import { createExemptionTracker } from "../src/core/exemptionTracker";
import { assertValidOptions } from "../src/core/optionErrors";
import { assessedRequirements, requirementNames as names, requirements } from "../src/requirements";
import { policyOf } from "./adapt";
import { exemptionsInUsePolicy, exemptionsPolicy } from "./exemptionPolicies";
import type { BackupPoliciesOptions } from "./options";
import { newRun } from "./run";

export type { BackupPoliciesOptions, Exemption, ExemptionMatch, PolicyLevel, PolicyName } from "./options";

/** Names of the pack's requirements, and so of its policies. */
export const requirementNames: readonly string[] = names;

/** Name under which the pack is published. */
export const packName = "azure-vm-backup";

/**
 * The pack's policies, for a PolicyPack of your own:
 * `new PolicyPack("org", { policies: backupPolicies({ "vm-is-protected": "mandatory" }) })`.
 * Pulumi's own configuration of the pack prevails over these options.
 *
 * @throws Error that lists every fault of the options.
 */
export function backupPolicies(options: BackupPoliciesOptions = {}): PolicyPackArgs["policies"] {
  assertValidOptions(options, assessedRequirements, controlOptions);
  const levels = levelsByControl(options as Readonly<Record<string, unknown>>);
  const { all, exemptions = [], "exemptions-in-use": inUse, ...settings } = options;
  const ofPack = exemptions.filter(({ policy }) => requirementNames.includes(policy));
  const run = newRun(createExemptionTracker(requirementNames, ofPack));
  const policies = requirements.map((requirement) => {
    const given =
      (settings as Record<string, EnforcementLevel | Record<string, unknown>>)[requirement.name] ?? {};
    const { enforcementLevel, ...values } = typeof given === "string" ? { enforcementLevel: given } : given;
    return policyOf(
      requirement,
      {
        level:
          (enforcementLevel as EnforcementLevel | undefined) ?? levels.get(requirement.name)?.level ?? all,
        values,
      },
      run,
    );
  });
  return [
    exemptionsPolicy(ofPack, run),
    run.secrets.policy,
    ...policies,
    exemptionsInUsePolicy(inUse ?? "advisory", run),
  ];
}
