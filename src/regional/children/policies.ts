import * as pulumi from "@pulumi/pulumi";
import { PolicyOnDestroy } from "../../backupPolicy/facts";
import { VmBackupPolicy } from "../../backupPolicy/vmBackupPolicy";
import { isDeferred } from "../../component/deferred";
import { OnDestroy } from "../../protection/facts";
import { laterSchedule, spreadPolicyNames } from "../placement";
import type { ExistingVault, RegionalBackupArgs, RegionalPolicy } from "../regionalBackupArgs";
import { guardRequests } from "./guardRequests";

/** Ids of the policies of a vault, by name. */
export type PolicyIds = Readonly<Record<string, pulumi.Output<string>>>;

/** Creates all policies of a vault, with the numbered ones of spread. Returns their ids by name. */
export function createPolicies(
  parent: pulumi.Resource,
  name: string,
  vault: ExistingVault,
  checked: RegionalBackupArgs,
): PolicyIds {
  const { policies, spread, onDestroy } = checked;
  // Items that are retained need their policy.
  const policyOnDestroy = onDestroy === OnDestroy.Delete ? PolicyOnDestroy.Delete : PolicyOnDestroy.Retain;
  const ids = Object.entries(policies).flatMap(([policy, given]) =>
    spreadPolicyNames(policy, spread?.[policy]).map((policyName, i) => {
      const fields = fieldsOf(given);
      const minutes = i * (spread?.[policy]?.minutesApart ?? 0);
      const schedule =
        minutes === 0
          ? fields.schedule
          : pulumi.output(fields.schedule).apply((known) => laterSchedule(known, minutes));
      const args = {
        ...fields,
        schedule: schedule as RegionalPolicy["schedule"],
        ...vault,
        onDestroy: policyOnDestroy,
        policyName,
        ...guardRequests(checked, "policies"),
      };
      return [policyName, new VmBackupPolicy(`${name}-${policyName}`, args, { parent }).policyId] as const;
    }),
  );
  return Object.fromEntries(ids);
}

/** The fields of a policy. If the policy is deferred, so is each field. */
function fieldsOf(policy: pulumi.Input<RegionalPolicy>): RegionalPolicy {
  if (!isDeferred(policy)) return policy as RegionalPolicy;
  const deferred = pulumi.output(policy) as pulumi.Output<pulumi.Unwrap<RegionalPolicy>>;
  const { schedule, retention, tier, timeZone, instantRestoreDays, archive, crashConsistentOnly } = deferred;
  const fields = { schedule, retention, tier, timeZone, instantRestoreDays, archive, crashConsistentOnly };
  return fields as unknown as RegionalPolicy;
}
