import * as pulumi from "@pulumi/pulumi";
import { isDeferred } from "../../component/deferred";
import { BackupVault } from "../../vault/backupVault";
import { regionOfKey, vaultNameIn } from "../placement";
import type { ExistingVault, RegionalBackupArgs } from "../regionalBackupArgs";
import { entryOfVault } from "../vaultRules";
import { guardRequests } from "./guardRequests";

/** The vault with a key, if it exists already. */
export function existingVault(
  { existingVaults }: RegionalBackupArgs,
  key: string,
): ExistingVault | undefined {
  const existing = entryOfVault(existingVaults, key)?.[1];
  if (existing === undefined || !isDeferred(existing)) return existing as ExistingVault | undefined;
  const { vaultName, resourceGroupName } = pulumi.output(existing);
  return { vaultName, resourceGroupName };
}

/** Creates the vault with a key. */
export function createVault(
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
