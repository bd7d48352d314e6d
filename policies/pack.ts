import type { EnforcementLevel, PolicyPackArgs } from "@pulumi/policy";
import { backupPolicyRequirements } from "../src/backupPolicy/requirements";
import { type Exemption, exemptionIsValid } from "../src/core/exemptions";
import { createLedger } from "../src/core/ledger";
import type { Requirement } from "../src/core/requirement";
import { say } from "../src/core/say";
import type { Settings, Values } from "../src/core/settings";
import { nearestNames } from "../src/core/values";
import { networkRequirements } from "../src/network/requirements";
import { protectionRequirements } from "../src/protection/requirements";
import { vaultRequirements } from "../src/vault/requirements";
import { diskRequirements } from "../src/vm/diskRequirements";
import { vmRequirements } from "../src/vm/requirements";
import { policyOf } from "./adapt";
import { exemptionsInUsePolicy, exemptionsPolicy } from "./exemptionPolicies";
import { newRun } from "./run";

export type { Exemption, ExemptionMatch } from "../src/core/exemptions";

/** Name under which the pack is published. */
export const packName = "azure-vm-backup";

/** Every requirement of the pack as data, in the order in which they run. */
export const requirements = [
  ...vmRequirements,
  ...diskRequirements,
  ...vaultRequirements,
  ...backupPolicyRequirements,
  ...protectionRequirements,
  ...networkRequirements,
] as const;

type AnyRequirement = (typeof requirements)[number];
type ValuesOf<R> = R extends { readonly settings?: infer K }
  ? K extends Settings
    ? Partial<Values<K>>
    : unknown
  : unknown;

/** What an owner sets of each policy: its level, or an object with `enforcementLevel` and the policy's settings. */
export type PolicyOptions = {
  readonly [R in AnyRequirement as R["name"]]?:
    | EnforcementLevel
    | ({ readonly enforcementLevel?: EnforcementLevel } & ValuesOf<R>);
};

export interface BackupPoliciesOptions extends PolicyOptions {
  /** Level of every policy that names none. Omitted: each policy's own. */
  readonly all?: EnforcementLevel;
  /** Findings that are accepted until a day. Omitted: none. */
  readonly exemptions?: readonly Exemption[];
}

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
  refuseFaults(options);
  const { all, exemptions = [], ...settings } = options;
  const run = newRun(createLedger(requirementNames, exemptions));
  const policies = (requirements as readonly Requirement[]).map((requirement) => {
    const given =
      (settings as Record<string, EnforcementLevel | Record<string, unknown>>)[requirement.name] ?? {};
    const { enforcementLevel, ...values } = typeof given === "string" ? { enforcementLevel: given } : given;
    return policyOf(
      requirement,
      { level: (enforcementLevel as EnforcementLevel | undefined) ?? all, values },
      run,
    );
  });
  return [exemptionsPolicy(exemptions, run), ...policies, exemptionsInUsePolicy(run)];
}

const levels: readonly unknown[] = ["advisory", "mandatory", "remediate", "disabled"];

/** A program in JavaScript has nothing but this to tell it of a mistyped name. */
function refuseFaults(options: BackupPoliciesOptions): void {
  const known = ["all", "exemptions", ...requirementNames];
  const faults: string[] = [];
  for (const [name, given] of Object.entries(options)) {
    if (!known.includes(name))
      faults.push(`there is no policy "${name}": did you mean "${nearestNames(name, known, 1)[0]}"?`);
    const level =
      typeof given === "object" ? (given as { enforcementLevel?: unknown }).enforcementLevel : given;
    if (level !== undefined && !levels.includes(level))
      faults.push(`${name}: "${level}" is no level: ${levels.join(", ")}`);
  }
  const { exemptions = [] } = options;
  if (!Array.isArray(exemptions)) faults.push("exemptions: a list is wanted");
  else {
    const found = exemptions.flatMap(
      (exemption, i) => exemptionIsValid(exemption, `exemptions[${i}]`, requirementNames).findings,
    );
    faults.push(...found.map(say));
  }
  if (faults.length > 0) throw new Error(["backupPolicies: faults in its options", ...faults].join("\n  - "));
}
