import * as authorization from "@pulumi/azure-native/authorization";
import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import { type BackupRole, backupRoleIds, type PrincipalType, type VaultLock } from "../facts";
import type { VaultContext } from "./context";

/** One role on the vault. */
export interface VaultRoleAssignment {
  /** One of Azure Backup's roles. */
  role: pulumi.Input<BackupRole>;
  /** Object id of who gets it, in Microsoft Entra ID. */
  principalId: pulumi.Input<string>;
  /** What that is: azure-native takes a user where it is left out, and Azure refuses a group then. */
  principalType: pulumi.Input<PrincipalType>;
}

/** Roles on the vault. They go with the stack even where the vault stays: access that no program shows is none. */
export function assignRoles(
  { name, vault, options }: VaultContext,
  assignments: Readonly<Record<string, VaultRoleAssignment>>,
): void {
  for (const [key, { role, principalId, principalType }] of Object.entries(assignments)) {
    new authorization.RoleAssignment(
      `${name}-${key}`,
      {
        scope: vault.id,
        principalId,
        roleDefinitionId: pulumi.all([vault.id, role]).apply(([id, known]) => roleId(id, known)),
        principalType,
      },
      options({ retains: false }),
    );
  }
}

/** A built-in role as Azure answers it: with the subscription of what it is on. */
const roleId = (vaultId: string, role: BackupRole): string =>
  `${/^\/subscriptions\/[^/]+/i.exec(vaultId)?.[0] ?? ""}/providers/Microsoft.Authorization/roleDefinitions/${backupRoleIds.value[role]}`;

/** A lock on the vault. */
export function lockVault({ name, vault, options }: VaultContext, level: VaultLock): void {
  new authorization.ManagementLockByScope(
    name,
    {
      scope: vault.id,
      lockName: name,
      level,
      notes: "Backups are recovered from this vault.",
    },
    options({ retains: true }),
  );
}

/** Multi-user authorization: what weakens the vault needs the consent of the guard's owner. */
export function guardVault(
  { name, vault, vaultName, resourceGroupName, options }: VaultContext,
  resourceGuardId: pulumi.Input<string>,
): void {
  new recoveryservices.ResourceGuardProxy(
    name,
    {
      resourceGroupName,
      vaultName: pulumi.all([vaultName, vault.urn]).apply(([known]) => known),
      // Azure and the portal know a vault's guard by this name alone.
      resourceGuardProxyName: "VaultProxy",
      properties: { resourceGuardResourceId: resourceGuardId },
    },
    options({ retains: true }),
  );
}
