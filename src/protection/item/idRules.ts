import { pages } from "../../core/pages";
import { invalidValue, noFindings, type Rule } from "../../core/rule";
import { sameText, textOf } from "../../core/values";
import { hasForm } from "../../names/form";
import { kinds } from "../../names/kinds";
import { type ItemSettings, parsePolicyId } from "../arm";
import { stoppedStates } from "../facts";

/** A rule on the ids of an item. The arguments of ProtectedVms write the disks in another form, so these rules do not read them. */
type ItemIdRule = Rule<Omit<ItemSettings, "disks">>;

/** vmId is the Azure id of a virtual machine. */
export const vmIdIsValid: ItemIdRule = ({ vmId }) => hasForm({ idOf: kinds.vm }, "vmId", vmId);

/** policyId is the Azure id of a backup policy. Only a stopped, suspended or soft-deleted item may omit it. */
export const policyIdIsValid: ItemIdRule = ({ policyId, protectionState, isSoftDeleted }) => {
  const needsNoPolicy = isSoftDeleted === true || stoppedStates.includes(textOf(protectionState));
  if (needsNoPolicy && (policyId === undefined || policyId === "")) return noFindings;
  return hasForm({ idOf: kinds.backupPolicy }, "policyId", policyId);
};

/** The backup policy is in the same vault as the protected item. */
export const policyIsOfVault: ItemIdRule = ({ policyId, vaultName, resourceGroupName }) => {
  const policy = parsePolicyId(policyId);
  if (policy === undefined || typeof vaultName !== "string" || typeof resourceGroupName !== "string")
    return noFindings;
  if (sameText(vaultName, policy.vaultName) && sameText(resourceGroupName, policy.resourceGroupName))
    return noFindings;
  return invalidValue({
    path: "policyId",
    actual: policyId,
    accepted: `a policy of the item's own vault, ${resourceGroupName}/${vaultName}`,
    fix: "use a policy of that vault, or put the item into the policy's vault",
    ...pages.prepare,
  });
};
