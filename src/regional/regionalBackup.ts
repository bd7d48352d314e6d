import * as pulumi from "@pulumi/pulumi";
import { PolicyOnDestroy } from "../backupPolicy/facts";
import { VmBackupPolicy } from "../backupPolicy/vmBackupPolicy";
import { argumentsOf } from "../component/argumentTypes";
import { beforeChange } from "../component/beforeChange";
import { check } from "../component/check";
import { isDeferred } from "../component/deferred";
import { adoptedAreKnown, vaultIdOf } from "../protection/component/adoption";
import { ProtectedVms } from "../protection/component/protectedVms";
import type { ProtectedVmsArgs } from "../protection/component/protectedVmsArgs";
import { placeOf } from "../protection/component/vmPlaces";
import { OnDestroy } from "../protection/facts";
import { BackupVault } from "../vault/backupVault";
import {
  laterSchedule,
  policyNameOf,
  regionOfKey,
  spreadPolicyNames,
  spreadPolicyOf,
  vaultKeyOf,
  vaultKeysOf,
  vaultNameIn,
} from "./placement";
import type { ExistingVault, RegionalBackupArgs, RegionalPolicy } from "./regionalBackupArgs";
import { acrossRegionsRules, regionalBackupRules, regionalVmRules } from "./rules";
import { policyChoiceOf } from "./settings";
import { recordVaults, reportVaultChanges } from "./vaultChanges";
import { entryOfVault } from "./vaultRules";

/**
 * Backup of virtual machines in any number of regions: a vault in each region that has VMs, all policies in each vault, and each VM
 * protected in the vault of its region. A new VM never moves another. The first VM of a region also creates the region's vault.
 * https://learn.microsoft.com/azure/backup/backup-azure-arm-vms-prepare
 *
 * @example
 * ```ts
 * const names = { resourceGroupName: group.name, vmName: "ledger" };
 * const ledger = new VirtualMachine("ledger", { ...names, location: "westeurope" }); // and the rest of the VM
 * new RegionalBackup("bank", {
 *   resourceGroupName: group.name,
 *   vms: { ledger: { ...names, vmId: ledger.id, location: "westeurope" } },
 *   policies: { nightly: presets.dailyForAMonth },
 * });
 * ```
 */
export class RegionalBackup extends pulumi.ComponentResource {
  /** Names of the vaults by region, or by region and number. */
  readonly vaultNames: pulumi.Output<{ [key: string]: string }>;
  /** Azure ids of the protected items, by the keys of args.vms. */
  readonly protectedItemIds: pulumi.Output<{ [key: string]: string }>;

  /**
   * Switches on backup for VMs in several regions: creates a vault in each region, the policies in each vault, and
   * one protected item per VM.
   * See docs/components/regional-backup.md in this package.
   *
   * @param name Pulumi name; the Pulumi names of the vaults, policies and items begin with it and the region.
   * @throws pulumi.InputPropertiesError that lists every error in the arguments, before any resource is registered.
   */
  constructor(name: string, args: RegionalBackupArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = check(
      `RegionalBackup "${name}"`,
      args,
      { vaultNamePrefix: name },
      {
        fields: argumentsOf("RegionalBackup"),
        rules: regionalBackupRules,
        entries: { map: "vms", rules: regionalVmRules },
        across: [...acrossRegionsRules, adoptedAreKnown((key) => hasPlainItem(name, args, key))],
      },
    );
    const hooks = { beforeUpdate: beforeChange(`regional-backup:${name}`, reportVaultChanges) };
    const recordedArgs = { ...args, vms: recordVaults(args.vms) };
    super("azure-vm-backup:index:RegionalBackup", name, recordedArgs, pulumi.mergeOptions({ hooks }, opts));

    const vaultNames: { [key: string]: pulumi.Output<string> } = {};
    const ids: pulumi.Output<{ [key: string]: string }>[] = [];
    for (const key of vaultKeysOf(args.vms)) {
      const childName = `${name}-${key}`;
      const vault = existingVault(checked, key) ?? createVault(this, childName, key, checked);
      const policyIds = createPolicies(this, childName, vault, checked);
      const adopt = adoptedIn(name, args, key);
      const items = new ProtectedVms(
        childName,
        {
          ...vault,
          policyId: Object.values(policyIds)[0] as pulumi.Output<string>,
          vms: vmsOf(key, args, checked, policyIds),
          ...(checked.onDestroy !== undefined && { onDestroy: checked.onDestroy }),
          ...(checked.initialBackup !== undefined && { initialBackup: checked.initialBackup }),
          ...guardRequests(checked, "items"),
          ...(adopt !== undefined && { adopt }),
        },
        { parent: this },
      );
      vaultNames[key] = pulumi.output(vault.vaultName);
      ids.push(items.protectedItemIds);
    }

    this.vaultNames = pulumi.output(vaultNames);
    this.protectedItemIds = pulumi
      .all(ids)
      .apply((maps): { [key: string]: string } => Object.assign({}, ...maps)) as pulumi.Output<{
      [key: string]: string;
    }>;
    this.registerOutputs({ vaultNames: this.vaultNames, protectedItemIds: this.protectedItemIds });
  }
}

type PolicyIds = Readonly<Record<string, pulumi.Output<string>>>;

/** The VMs of a vault, each with its policy. Arguments that only RegionalBackup has are removed. */
function vmsOf(
  vaultKey: string,
  args: RegionalBackupArgs,
  checked: RegionalBackupArgs,
  policyIds: PolicyIds,
): ProtectedVmsArgs["vms"] {
  const choice = policyChoiceOf(args, Object.keys(args.policies));
  const vms = Object.entries(checked.vms).filter(([key]) => vaultKeyOf(args.vms[key] ?? {}) === vaultKey);
  return Object.fromEntries(
    vms.map(([key, { location: _, vault: __, policy: ___, tags: ____, ...vm }]) => {
      const policy = policyNameOf(args.vms[key] ?? {}, choice) ?? "";
      const policyId = policyIds[spreadPolicyOf(key, spreadPolicyNames(policy, args.spread?.[policy]))];
      return [key, { ...vm, ...(policyId !== undefined && { policyId }) }];
    }),
  );
}

/** The vault with a key, if it exists already. */
function existingVault({ existingVaults }: RegionalBackupArgs, key: string): ExistingVault | undefined {
  const existing = entryOfVault(existingVaults, key)?.[1];
  if (existing === undefined || !isDeferred(existing)) return existing as ExistingVault | undefined;
  const { vaultName, resourceGroupName } = pulumi.output(existing);
  return { vaultName, resourceGroupName };
}

function createVault(
  parent: pulumi.Resource,
  name: string,
  key: string,
  args: RegionalBackupArgs,
): ExistingVault {
  const { resourceGroupName, tags, vault, vaultOverrides, vaultNamePrefix = "" } = args;
  const created = new BackupVault(
    name,
    {
      ...{ ...vault, ...entryOfVault(vaultOverrides, key)?.[1], resourceGroupName },
      ...{ location: regionOfKey(key), vaultName: vaultNameIn(vaultNamePrefix, key) },
      ...guardRequests(args, "vaults"),
      ...(tags !== undefined && { tags }),
    },
    { parent },
  );
  return { vaultName: created.vaultName, resourceGroupName: created.resourceGroupName };
}

/** Creates all policies of a vault, with the numbered ones of spread. Returns their ids by name. */
function createPolicies(
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

/** The resources whose changes the kinds of requests allow. All other kinds are about items. */
const requestKinds = {
  policies: /\/updateProtectionPolicyRequests\//i,
  vaults: /\/reduceImmutabilityStateRequests\//i,
};

/** The requests of the resource guard that are about one kind of resource. */
function guardRequests(
  { resourceGuardOperationRequests: requests }: RegionalBackupArgs,
  wanted: keyof typeof requestKinds | "items",
) {
  if (requests === undefined) return {};
  const isWanted = (request: string) =>
    wanted === "items"
      ? !Object.values(requestKinds).some((kind) => kind.test(request))
      : requestKinds[wanted].test(request);
  const found = pulumi.output(requests).apply((known) => {
    const ofKind = known.filter(isWanted);
    return ofKind.length > 0 ? ofKind : undefined;
  });
  return { resourceGuardOperationRequests: found as pulumi.Output<string[]> };
}

/** The items of a vault to adopt. Pulumi imports only by a plain id. */
function adoptedIn(name: string, args: RegionalBackupArgs, vaultKey: string): ProtectedVmsArgs["adopt"] {
  const keys = (args.adopt?.keys ?? []).filter((key) => vaultKeyOf(args.vms[key] ?? {}) === vaultKey);
  const vault = plainVault(name, args, vaultKey);
  if (args.adopt === undefined || keys.length === 0 || vault === undefined) return undefined;
  return { vaultId: vaultIdOf(args.adopt.subscriptionId, vault.resourceGroupName, vault.vaultName), keys };
}

/** The name and resource group of a vault, if they are plain. */
function plainVault(name: string, args: RegionalBackupArgs, key: string) {
  const existing = entryOfVault(args.existingVaults ?? undefined, key)?.[1];
  const names = existing ?? {
    resourceGroupName: args.resourceGroupName,
    vaultName: vaultNameIn(args.vaultNamePrefix ?? name, key),
  };
  const { resourceGroupName, vaultName } = names as ExistingVault;
  return typeof resourceGroupName === "string" && typeof vaultName === "string"
    ? { resourceGroupName, vaultName }
    : undefined;
}

const hasPlainItem = (name: string, args: RegionalBackupArgs, key: string): boolean => {
  const vm = args.vms?.[key];
  return (
    vm !== undefined && plainVault(name, args, vaultKeyOf(vm)) !== undefined && placeOf(vm) !== undefined
  );
};

/** The fields of a policy. If the policy is deferred, so is each field. */
function fieldsOf(policy: pulumi.Input<RegionalPolicy>): RegionalPolicy {
  if (!isDeferred(policy)) return policy as RegionalPolicy;
  const deferred = pulumi.output(policy) as pulumi.Output<pulumi.Unwrap<RegionalPolicy>>;
  const { schedule, retention, tier, timeZone, instantRestoreDays, archive, crashConsistentOnly } = deferred;
  const fields = { schedule, retention, tier, timeZone, instantRestoreDays, archive, crashConsistentOnly };
  return fields as unknown as RegionalPolicy;
}
