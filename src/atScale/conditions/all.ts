import { backupPolicyConditions } from "./backupPolicy";
import type { RequirementConditions } from "./condition";
import { diskConditions } from "./disk";
import { vaultConditions } from "./vault";
import { vmConditions } from "./vm";

/** The requirements that Azure Policy's language can express, by their names. */
export const azurePolicyConditions: RequirementConditions = {
  ...vmConditions,
  ...diskConditions,
  ...vaultConditions,
  ...backupPolicyConditions,
};
