import * as authorization from "@pulumi/azure-native/authorization";
import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import * as pulumi from "@pulumi/pulumi";
import { type BackupRole, backupRoleIds, type PrincipalType, type VaultLock } from "../facts";
import type { VaultContext } from "./context";

/** A role on the vault. */
export interface VaultRoleAssignment {
  /** One of Azure Backup's roles. */
  role: pulumi.Input<BackupRole>;
  /** Object id, in Microsoft Entra ID, of the principal that gets the role. */
  principalId: pulumi.Input<string>;
  /** Kind of principal. It is required: azure-native would assume a user, and Azure would then refuse a group. */
  principalType: pulumi.Input<PrincipalType>;
}

/** Creates role assignments on the vault. They are deleted even if the vault is retained: no program would show that access. */
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
        roleDefinitionId: pulumi.all([vault.id, role]).apply(([id, name]) => roleId(id, name)),
        principalType,
      },
      options({ staysWithVault: false }),
    );
  }
}

/** Id of a built-in role. Azure returns it with the subscription of the role's scope. */
const roleId = (vaultId: string, role: BackupRole): string =>
  `${/^\/subscriptions\/[^/]+/i.exec(vaultId)?.[0] ?? ""}/providers/Microsoft.Authorization/roleDefinitions/${backupRoleIds.value[role]}`;

/** Creates a management lock on the vault. */
export function lockVault({ name, vault, options }: VaultContext, level: VaultLock): void {
  new authorization.ManagementLockByScope(
    name,
    {
      scope: vault.id,
      lockName: name,
      level,
      notes: "Backups are recovered from this vault.",
    },
    options({ staysWithVault: true }),
  );
}

/** Links the vault to a resource guard, whose owner must approve operations that weaken the vault. */
export function guardVault(
  { name, vault, vaultName, resourceGroupName, options }: VaultContext,
  resourceGuardId: pulumi.Input<string>,
): void {
  new recoveryservices.ResourceGuardProxy(
    name,
    {
      resourceGroupName,
      vaultName: pulumi.all([vaultName, vault.urn]).apply(([vaultNameInAzure]) => vaultNameInAzure),
      // Azure and the portal accept only this name.
      resourceGuardProxyName: "VaultProxy",
      properties: { resourceGuardResourceId: resourceGuardId },
    },
    options({ staysWithVault: true }),
  );
}
