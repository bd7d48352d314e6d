import { withoutZeroFraction } from "../azureTime";
import { isObject, type Json, textAt, valueAt, withDefaults } from "../json";
import { defaultSnapshotDays } from "../policyCheck";

/**
 * The properties with which Azure answers a policy that it accepted: what was sent, normalized, with Azure's defaults. A Standard policy
 * (V1) is answered without policyType. Recorded with API 2019-06-15 to 2026-07-01 in the tests of azure-cli (test_backup_policy,
 * test_backup_csb_enable_for_vm) and azure-powershell (PolicyTests): https://github.com/Azure/azure-cli,
 * https://github.com/Azure/azure-powershell, 2026-11-29.
 */
export function answeredPolicy(sent: Json): Json {
  const { resourceGuardOperationRequests: _, ...properties } = normalized(sent) as Json;
  if (properties.backupManagementType !== "AzureIaasVM") return properties;
  const { policyType, ...others } = properties;
  const tier = policyType === "V2" ? "V2" : "V1";
  const frequency = valueAt(properties, "schedulePolicy.scheduleRunFrequency");
  return withDefaults(others, {
    ...(tier === "V2" ? { policyType: "V2" } : { schedulePolicy: { scheduleWeeklyFrequency: 0 } }),
    instantRPDetails: {},
    timeZone: "UTC",
    instantRpRetentionRangeInDays: defaultSnapshotDays(tier, frequency),
  });
}

/** V1 or V2: Azure answers a Standard policy, V1, without policyType. */
export const policyTierOf = (policy: Json): string => textAt(policy, "properties.policyType") ?? "V1";

/** Without nulls and without zeros after the seconds. A tiering without a duration gets a zero duration. */
function normalized(value: unknown): unknown {
  if (typeof value === "string") return withoutZeroFraction(value);
  if (Array.isArray(value)) return value.map(normalized);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  const fields = Object.fromEntries(entries.map(([key, inner]) => [key, normalized(inner)]));
  return "tieringMode" in fields ? { duration: 0, durationType: "Invalid", ...fields } : fields;
}
