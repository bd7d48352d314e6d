import { backupPolicies } from "../../../policies/pack";
import { defaultPolicies } from "../../../simulator/azure/defaultPolicies";
import { checkPolicy } from "../../../simulator/azure/policyCheck";
import { analyze } from "../../policies/server";
import { types } from "../../support/tokens";

it.each(Object.entries(defaultPolicies))(
  "%s, which Azure creates with every vault, is valid and passes the policy pack",
  async (policyName, properties) => {
    expect(checkPolicy(policyName, properties)).toBeUndefined();
    const props = { resourceGroupName: "rg", vaultName: "safe", policyName, properties };
    const found = await analyze(backupPolicies(), { type: types.policy, props });
    expect(found.filter(({ level }) => level === "mandatory")).toEqual([]);
  },
);
