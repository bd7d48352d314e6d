import { cite } from "../../core/limits";
import { pages } from "../../core/pages";
import { invalidValue, noFindings, type Rule } from "../../core/rule";
import { sameText, textOf } from "../../core/values";
import { parseVmId } from "../../vm/id";
import { type ItemSettings, parsePolicyId } from "../arm";
import { policyIdForm, stoppedStates, vmIdForm } from "../facts";

/** A rule on the ids of an item. The arguments of ProtectedVms write the disks in another form, so these rules do not read them. */
type ItemIdRule = Rule<Omit<ItemSettings, "disks">>;

/** Ids as the mocks of Pulumi's documentation return them, e.g. `web_id`. */
const mockIdPattern = /^[\w.-]+_id$/;

const withMockHint = (id: unknown, fix: string): string =>
  typeof id === "string" && mockIdPattern.test(id)
    ? `${fix}; in a unit test, let the mocks return ids in Azure's form`
    : fix;

/** vmId is the Azure id of a virtual machine. */
export const vmIdIsValid: ItemIdRule = ({ vmId }) =>
  parseVmId(vmId) !== undefined
    ? noFindings
    : invalidValue({
        path: "vmId",
        actual: vmId,
        accepted: vmIdForm.text,
        fix: withMockHint(vmId, "pass the VirtualMachine resource's id"),
        ...cite(vmIdForm),
      });

/** policyId is the Azure id of a backup policy. Only a stopped, suspended or soft-deleted item may omit it. */
export const policyIdIsValid: ItemIdRule = ({ policyId, protectionState, isSoftDeleted }) => {
  const needsNoPolicy = isSoftDeleted === true || stoppedStates.includes(textOf(protectionState));
  if (needsNoPolicy && (policyId === undefined || policyId === "")) return noFindings;
  if (parsePolicyId(policyId) !== undefined) return noFindings;
  return invalidValue({
    path: "policyId",
    actual: policyId,
    accepted: policyIdForm.text,
    fix: withMockHint(policyId, "pass the ProtectionPolicy resource's id, or VmBackupPolicy's policyId"),
    ...cite(policyIdForm),
  });
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
