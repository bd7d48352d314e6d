/** The tiers as a payload writes them. Azure returns a Standard policy without a policy type. */
export const PolicyType = { V1: "V1", V2: "V2" } as const;
export type PolicyType = (typeof PolicyType)[keyof typeof PolicyType];

/** The schedules of VM policies: of the Standard tier, and of the Enhanced tier. */
export const ScheduleType = {
  Standard: "SimpleSchedulePolicy",
  Enhanced: "SimpleSchedulePolicyV2",
} as const;

/** The retention of VM policies, and the one of file shares and databases. */
export const RetentionPolicyType = {
  LongTerm: "LongTermRetentionPolicy",
  Simple: "SimpleRetentionPolicy",
} as const;

/** When points move to the archive tier. */
export const TieringMode = {
  TierAfter: "TierAfter",
  TierRecommended: "TierRecommended",
  DoNotTier: "DoNotTier",
} as const;

/** Workloads of backup policies; the first one is virtual machines. */
export const policyWorkloads = {
  value: ["AzureIaasVM", "AzureStorage", "AzureWorkload", "AzureSql", "GenericProtectionPolicy", "MAB"],
  source: "https://learn.microsoft.com/rest/api/backup/protection-policies/get",
  asOf: "2026-11-29",
} as const;
export const vmWorkload = policyWorkloads.value[0];
