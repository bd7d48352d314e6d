import { calendarDays } from "../../backupPolicy/facts";
import { backupPolicyType } from "../../backupPolicy/payload/fromArm";
import { alias } from "../aliases";
import { allOf, anyOf, field, not, parameter } from "../language";
import { isLess, type RequirementConditions } from "./condition";

const { backupPolicy } = alias;

/** The days in weeks, rounded up: `div` rounds down. */
const weeks = `[div(add(parameters('minDays'), ${calendarDays.week - 1}), ${calendarDays.week})]`;
const isWeekly = anyOf(
  field(backupPolicy.frequencyV1, { equals: "Weekly" }),
  field(backupPolicy.frequencyV2, { equals: "Weekly" }),
);

/** Requirements on backup policies. */
export const backupPolicyConditions: RequirementConditions = {
  "backup-policy-minimum-retention": {
    type: backupPolicyType,
    violated: allOf(
      field(backupPolicy.workload, { equals: "AzureIaasVM" }),
      anyOf(
        allOf(isWeekly, isLess(backupPolicy.weeklyCount, weeks)),
        allOf(not(isWeekly), isLess(backupPolicy.dailyCount, parameter("minDays"))),
      ),
    ),
    settings: ["minDays"],
  },
};
