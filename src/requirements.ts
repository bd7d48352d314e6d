import { backupPolicyRequirements } from "./backupPolicy/requirements";
import type { Requirement } from "./core/requirement";
import { networkRequirements } from "./network/requirements";
import { protectionRequirements } from "./protection/requirements";
import { vaultRequirements } from "./vault/requirements";
import { diskRequirements } from "./vm/diskRequirements";
import { vmRequirements } from "./vm/requirements";
import { supportConditionRequirements } from "./vm/supportConditionRequirements";

/** Every requirement as data, in the order in which the pack and the command line judge them. */
export const requirements: readonly Requirement[] = [
  ...vmRequirements,
  ...diskRequirements,
  ...supportConditionRequirements,
  ...vaultRequirements,
  ...backupPolicyRequirements,
  ...protectionRequirements,
  ...networkRequirements,
] as readonly unknown[] as readonly Requirement[];

/** Their names, which are those of the pack's policies. */
export const requirementNames: readonly string[] = requirements.map(({ name }) => name);
