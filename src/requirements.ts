import { backupPolicyRequirements } from "./backupPolicy/requirements";
import type { Requirement } from "./core/requirement";
import { networkRequirements } from "./network/requirements";
import { atScaleRequirements } from "./protection/builtIn/requirements";
import { drillRequirement } from "./protection/drills";
import { nameRequirement } from "./protection/namesAndIds";
import { protectionRequirements } from "./protection/requirements";
import { vaultRequirements } from "./vault/requirements";
import { diskRequirements } from "./vm/diskRequirements";
import { vmRequirements } from "./vm/requirements";
import { supportConditionRequirements } from "./vm/supportConditionRequirements";

const typed = [
  ...vmRequirements,
  ...diskRequirements,
  ...supportConditionRequirements,
  ...vaultRequirements,
  ...backupPolicyRequirements,
  ...protectionRequirements,
  ...atScaleRequirements,
  nameRequirement,
  ...networkRequirements,
] as const;

/** Names of the requirements, and so of the pack's policies. */
export type RequirementName = (typeof typed)[number]["name"];

/** Every requirement as data, in the order in which the pack and the command line judge them. */
export const requirements = typed as readonly unknown[] as readonly Requirement[];

/** The requirements that `assess` judges: those of the pack, and those on evidence that no program shows. */
export const assessedRequirements: readonly Requirement[] = [
  ...requirements,
  drillRequirement as unknown as Requirement,
];

export const requirementNames: readonly string[] = requirements.map(({ name }) => name);
