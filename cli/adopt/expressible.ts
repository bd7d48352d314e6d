import { policyProperties } from "../../src/backupPolicy/arm";
import { archiveFromArm, type ProtectionPolicy, policyFromArm } from "../../src/backupPolicy/payload/fromArm";
import { policyReading } from "../../src/backupPolicy/payload/reading";
import { vmBackupPolicyRules } from "../../src/backupPolicy/rules";
import { isError } from "../../src/core/finding";
import { formatFinding } from "../../src/core/format";
import { judge } from "../../src/core/rule";
import { isAsDeclared } from "../repair/importedResource";
import { plain, policyArguments } from "./componentArguments";

const token = "azure-native:recoveryservices:ProtectionPolicy";

/** Why a VmBackupPolicy cannot be a policy in Azure. Undefined: it can. */
export function whyNotExpressible(payload: ProtectionPolicy): string | undefined {
  const tier = policyReading(payload).properties?.tieringPolicy?.ArchivedRP;
  if (tier?.tieringMode === "TierAfter" && tier.durationType !== "Months")
    return `it moves recovery points to the archive tier after ${tier.duration} ${tier.durationType}, and VmBackupPolicy counts months`;
  const archive = archiveFromArm(payload);
  const settings = { ...policyArguments(policyFromArm(payload)), ...(archive && { archive }) } as never;
  const error = judge(vmBackupPolicyRules, settings).findings.find(isError);
  if (error !== undefined) return formatFinding(error);
  const actual = { properties: plain(policyReading(payload).properties) as object };
  const declared = { properties: policyProperties(settings) };
  return isAsDeclared({ urn: "", type: token, inputs: actual, outputs: actual }, declared)
    ? undefined
    : "it has settings that VmBackupPolicy does not have";
}
