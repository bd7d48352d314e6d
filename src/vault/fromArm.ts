import { sameText } from "../core/values";
import { alertFlags, type Vault, type VaultSettings, vaultShape } from "./arm";
import { Immutability } from "./facts";

/** The settings of a vault as BackupVault takes them. */
export type VaultArguments = VaultSettings & { readonly acknowledgesLock?: boolean };

/** A vault's payload as arguments of BackupVault, without its names and tags: the inverse of `vaultProperties` in arm.ts. */
export function vaultFromArm(payload: Vault): VaultArguments {
  const { vaultName, softDelete, identity, encryption, crossRegionRestore, ...rest } =
    vaultShape.view(payload);
  const hasIdentity = identity?.type !== undefined && !sameText(identity.type, "None");
  const identities = Object.keys((identity?.userAssignedIdentities ?? {}) as object);
  return {
    ...rest,
    // Off is the default, and only a vault that is on can be switched off.
    ...(crossRegionRestore === true && { crossRegionRestore }),
    softDelete: { state: softDelete?.state, retentionDays: softDelete?.retentionDays } as NonNullable<
      VaultSettings["softDelete"]
    >,
    ...(rest.immutability === Immutability.Locked && { acknowledgesLock: true }),
    ...(hasIdentity && {
      identity: {
        type: identity.type ?? "",
        ...(identities.length > 0 && { userAssignedIdentities: identities }),
      },
    }),
    ...(encryption?.keyUri !== undefined && { encryption }),
  };
}

/** Settings of a vault's payload that BackupVault has no argument for, or whose argument needs what the payload does not show. */
export function beyondArguments({ properties }: Vault): string[] {
  const { securitySettings, monitoringSettings, privateEndpointConnections } = (properties ??
    {}) as VaultProperties;
  const { azureMonitorAlertSettings, classicAlertSettings } = monitoringSettings ?? {};
  const flags = { ...azureMonitorAlertSettings, ...classicAlertSettings };
  const connections = Array.isArray(privateEndpointConnections) ? privateEndpointConnections : [];
  return [
    ...connections.map(
      (connection) =>
        `private endpoint connection ${connection?.id ?? "without an id"}: it stays in Azure. Its subnet was not read; to manage it, import the private endpoint`,
    ),
    ...(sameText(securitySettings?.multiUserAuthorization ?? "", "Enabled")
      ? ["the resource guard: the vault has one, but its id was not read. Set resourceGuardId to manage it"]
      : []),
    ...Object.entries(flags)
      .filter(([name, state]) => !ownFlags.includes(name) && typeof state === "string")
      .map(([name, state]) => `alerts: ${name} is ${state}, and BackupVault has no argument for it`),
    ...(sameText(securitySettings?.softDeleteSettings?.enhancedSecurityState ?? "Enabled", "Enabled")
      ? []
      : ["soft delete: enhancedSecurityState is not Enabled, and BackupVault has no argument for it"]),
    "its locks, role assignments, diagnostic settings and alert processing rules were not read. They stay in Azure; to manage them, set lock, roleAssignments, diagnostics and alerts, and import them",
  ];
}

/** Alert flags that are arguments of BackupVault. */
const ownFlags: readonly string[] = alertFlags.map(([, , field]) => field);

interface VaultProperties {
  readonly privateEndpointConnections?: readonly ({ readonly id?: string } | null)[];
  readonly securitySettings?: {
    readonly multiUserAuthorization?: string;
    readonly softDeleteSettings?: { readonly enhancedSecurityState?: string };
  };
  readonly monitoringSettings?: {
    readonly azureMonitorAlertSettings?: object;
    readonly classicAlertSettings?: object;
  };
}
