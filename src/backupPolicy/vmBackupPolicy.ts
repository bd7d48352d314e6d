import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../component/argumentTypes";
import { beforeChange, type Change } from "../component/beforeChange";
import { check } from "../component/check";
import { childOptions } from "../component/children";
import { deletesItemsOf } from "../component/deletedItems";
import { existsError, namesIn } from "../component/existing";
import { retryOnError } from "../component/retry";
import { secretInputs } from "../component/secrets";
import { sameText } from "../core/values";
import { Immutability } from "../vault/facts";
import { immutabilityInUp, type VaultNames } from "../vault/immutability";
import { type BackupPolicy, policyProperties } from "./arm";
import { PolicyOnDestroy } from "./facts";
import { policyMeaning, secretDaylightSavingNotice } from "./meaning";
import { shorterRetention, shorterRetentionError, shorterRetentionNotice } from "./payload/shorterRetention";
import { tierChange } from "./payload/tierChange";
import { replacedInUseMessage } from "./policyMessages";
import { usersOfOthers } from "./policyUsers";
import { vmBackupPolicyRules } from "./rules";
import type { VmBackupPolicyArgs } from "./vmBackupPolicyArgs";

/**
 * A backup policy for Azure virtual machines: when backups run and how long their recovery points are kept.
 * https://learn.microsoft.com/azure/backup/backup-azure-vms-enhanced-policy
 *
 * @example
 * ```ts
 * new VmBackupPolicy("nightly", {
 *   resourceGroupName: vault.resourceGroupName,
 *   vaultName: vault.vaultName,
 *   schedule: { daily: { time: "22:30" } },
 *   retention: { daily: { days: 30 } },
 * });
 * ```
 */
export class VmBackupPolicy extends pulumi.ComponentResource {
  /** Azure id of the policy. */
  readonly policyId: pulumi.Output<string>;
  /** Name of the policy; known in preview. */
  readonly policyName: pulumi.Output<string>;
  /** Number of recovery points of one VM in the vault at steady state. */
  readonly recoveryPoints: pulumi.Output<number>;
  /** Age of the oldest recovery point at steady state, in days. */
  readonly oldestPointDays: pulumi.Output<number>;
  /** Worst-case age of the newest recovery point, in hours (RPO). */
  readonly worstCaseAgeHours: pulumi.Output<number>;
  /** Whether the policy's time zone has daylight saving time. Azure does not adjust to it, so a backup may run an hour earlier or later for part of the year. */
  readonly changesClocks: pulumi.Output<boolean>;

  /**
   * Creates a backup policy in a vault. Pass its policyId to ProtectedVms; `presets` has ready-made arguments.
   * See docs/components/vm-backup-policy.md in this package.
   *
   * @param name Pulumi name; also the policy's name in Azure, unless args.policyName is set.
   * @throws pulumi.InputPropertiesError that lists every error in the arguments, before any resource is registered.
   */
  constructor(name: string, args: VmBackupPolicyArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `VmBackupPolicy "${name}"`,
      args,
      { policyName: name },
      { fields: argumentsOf("VmBackupPolicy"), rules: vmBackupPolicyRules },
    );
    const replaced = beforeChange(`policy-name:${name}`, (change) => replacedInUse(name, change, this));
    const hooks = { beforeUpdate: replaced };
    super("azure-vm-backup:index:VmBackupPolicy", name, args, pulumi.mergeOptions({ hooks }, opts));

    const { policyName, resourceGroupName, vaultName, onDestroy, ...settings } = checked;
    const subject = pulumi.output(settings).apply((known) => known as BackupPolicy);
    // A policy that is created and deleted in one run is replaced: its items move to the new one.
    let isCreated = false;
    const itemsAreDeleted = deletesItemsOf(vaultName);
    const policy = new recoveryservices.ProtectionPolicy(
      name,
      { resourceGroupName, vaultName, policyName, properties: subject.apply(policyProperties) },
      // A refresh reads this count from Azure, and the program never sets it.
      childOptions(this, {
        ignoreChanges: ["properties.protectedItemsCount"],
        // By default ProtectedVms retains its items, and Azure deletes no policy that items use.
        ...(onDestroy !== PolicyOnDestroy.Delete && { retainOnDelete: true }),
        // Azure refuses to delete a policy that items use, so the new policy must exist before the old one is deleted.
        deleteBeforeReplace: false,
        hooks: {
          beforeCreate: beforeChange(`policy:${name}`, (change) => {
            isCreated = true;
            return existsError(name, change, () =>
              recoveryservices.getProtectionPolicy(
                namesIn(change.after, "resourceGroupName", "vaultName", "policyName"),
                { parent: this },
              ),
            );
          }),
          beforeUpdate: beforeChange(`policy-tier:${name}`, refusedChange(this, args)),
          onError: retryOnError(`VmBackupPolicy:${name}`, {
            itemsLeave: async () => isCreated || (await itemsAreDeleted()),
          }),
        },
      }),
    );

    const meaning = subject.apply(policyMeaning);
    meaning.apply(async ({ daylightSavingNotice: notice }) => {
      if (notice !== undefined)
        await pulumi.log.warn((await pulumi.isSecret(meaning)) ? secretDaylightSavingNotice : notice, this);
    });
    this.policyId = policy.id;
    this.policyName = pulumi.all([policyName, policy.urn]).apply(([known]) => known);
    this.recoveryPoints = meaning.recoveryPoints;
    this.oldestPointDays = meaning.oldestPointDays;
    this.worstCaseAgeHours = meaning.worstCaseAgeHours;
    this.changesClocks = meaning.changesClocks;
    this.registerOutputs({
      policyId: this.policyId,
      policyName: this.policyName,
      recoveryPoints: this.recoveryPoints,
      oldestPointDays: this.oldestPointDays,
      worstCaseAgeHours: this.worstCaseAgeHours,
      changesClocks: this.changesClocks,
    });
  }
}

/** Why Azure would refuse a change of the policy. */
const refusedChange =
  (component: pulumi.Resource, args: VmBackupPolicyArgs) =>
  async (change: Change): Promise<string | undefined> => {
    const secrets = await secretInputs(args);
    const tier = tierChange(change, secrets);
    if (tier !== undefined || shorterRetention(change).length === 0) return tier;
    const vault = await immutabilityInUp(change.after as unknown as VaultNames, component);
    if (vault === undefined || vault.state === Immutability.Disabled) return undefined;
    if (!vault.mayBeTimeBased) return shorterRetentionError(change, vault.shown, secrets);
    await pulumi.log.warn(shorterRetentionNotice(change, vault.shown, secrets) ?? "", component);
    return undefined;
  };

/** Why a policy cannot be replaced by one with another name or in another vault: Azure deletes no policy that items use. */
async function replacedInUse(
  name: string,
  { before, after, secrets }: Change,
  component: pulumi.Resource,
): Promise<string | undefined> {
  const withName = (inputs: Change["before"]) => ({ ...inputs, policyName: inputs.policyName ?? name });
  const [old, wanted]: Change["before"][] = [withName(before), withName(after)];
  const fields = ["resourceGroupName", "vaultName", "policyName"] as const;
  const isKnown = [old, wanted].every((one) => fields.every((field) => typeof one?.[field] === "string"));
  const isReplaced = isKnown && fields.some((field) => !sameText(old?.[field], wanted?.[field]));
  if (!isReplaced || before.onDestroy !== PolicyOnDestroy.Delete) return undefined;
  const names = namesIn(old ?? {}, ...fields);
  const count = await usersOfOthers(names, component);
  return count === 0
    ? undefined
    : replacedInUseMessage(secrets.has("policyName") ? "before" : names.policyName, count);
}
