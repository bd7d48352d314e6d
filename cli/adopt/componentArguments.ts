import type { BackupPolicy } from "../../src/backupPolicy/arm";
import { asChoice } from "../../src/core/reading";
import type { Vault } from "../../src/vault/arm";
import { VaultIdentityType } from "../../src/vault/facts";
import { vaultFromArm } from "../../src/vault/fromArm";

/** The arguments of a BackupVault with the settings of a vault, without its names and tags. */
export function vaultArguments(payload: Vault): object {
  const { identity, ...settings } = vaultFromArm(payload);
  const type = asChoice(Object.values(VaultIdentityType))(identity?.type);
  return (plain({ ...settings, identity: identity && { ...identity, type } }) ?? {}) as object;
}

/** The arguments of a VmBackupPolicy with the settings of a policy, without its names and archive. */
export function policyArguments({
  tier,
  timeZone,
  schedule,
  retention,
  instantRestoreDays,
  instantRestoreResourceGroup,
  crashConsistentOnly,
}: BackupPolicy): object | undefined {
  return defined({
    ...{ tier, timeZone, schedule: plain(schedule), retention: plain(retention), instantRestoreDays },
    instantRestoreResourceGroup: plain(instantRestoreResourceGroup),
    crashConsistentOnly: crashConsistentOnly === true ? true : undefined,
  });
}

/** A view as plain data, without undefined fields and empty blocks. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return defined(Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)])));
}

/** An object without its undefined fields; undefined if it has no others. */
function defined(value: object): object | undefined {
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null);
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}
