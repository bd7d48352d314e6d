import { diskType } from "../../vm/arm";
import { alias } from "../aliases";
import { field } from "../language";
import { isGreater, type RequirementConditions } from "./condition";

const { disk } = alias;

/** Requirements on managed disks. */
export const diskConditions: RequirementConditions = {
  "disk-data-access-auth": {
    type: diskType,
    violated: field(disk.dataAccessAuthMode, { equals: "AzureActiveDirectory" }),
  },
  "disk-not-shared": { type: diskType, violated: isGreater(disk.maxShares, 1) },
};
