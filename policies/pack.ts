import type { EnforcementLevel, PolicyPackArgs } from "@pulumi/policy";
import { backupPolicyRequirements } from "../src/backupPolicy/requirements";
import { createLedger } from "../src/core/ledger";
import type { Requirement } from "../src/core/requirement";
import { networkRequirements } from "../src/network/requirements";
import { protectionRequirements } from "../src/protection/requirements";
import { vaultRequirements } from "../src/vault/requirements";
import { diskRequirements } from "../src/vm/diskRequirements";
import { vmKindRequirements } from "../src/vm/kindRequirements";
import { vmRequirements } from "../src/vm/requirements";
import { policyOf } from "./adapt";
import { exemptionsInUsePolicy, exemptionsPolicy } from "./exemptionPolicies";
import { refuseFaults } from "./optionFaults";
import type { BackupPoliciesOptions } from "./options";
import { newRun } from "./run";

export type { BackupPoliciesOptions, Exemption, ExemptionMatch, PolicyLevel, PolicyName } from "./options";

/** Name under which the pack is published. */
export const packName = "azure-vm-backup";

/** Every requirement of the pack as data, in the order in which they run. */
export const requirements: readonly Requirement[] = [
  ...vmRequirements,
  ...diskRequirements,
  ...vmKindRequirements,
  ...vaultRequirements,
  ...backupPolicyRequirements,
  ...protectionRequirements,
  ...networkRequirements,
] as readonly unknown[] as readonly Requirement[];

/** Names of the requirements, and so of the pack's policies. */
export const requirementNames: readonly string[] = requirements.map(({ name }) => name);

/**
 * The pack's policies, for a PolicyPack of your own:
 * `new PolicyPack("org", { policies: backupPolicies({ "vm-is-protected": "mandatory" }) })`.
 * Pulumi's own configuration of the pack prevails over these options.
 *
 * @throws Error that lists every fault of the options.
 */
export function backupPolicies(options: BackupPoliciesOptions = {}): PolicyPackArgs["policies"] {
  refuseFaults(options, requirements);
  const { all, exemptions = [], "exemptions-in-use": inUse, ...settings } = options;
  const run = newRun(createLedger(requirementNames, exemptions));
  const policies = requirements.map((requirement) => {
    const given =
      (settings as Record<string, EnforcementLevel | Record<string, unknown>>)[requirement.name] ?? {};
    const { enforcementLevel, ...values } = typeof given === "string" ? { enforcementLevel: given } : given;
    return policyOf(
      requirement,
      { level: (enforcementLevel as EnforcementLevel | undefined) ?? all, values },
      run,
    );
  });
  return [exemptionsPolicy(exemptions, run), ...policies, exemptionsInUsePolicy(inUse ?? "advisory", run)];
}
