import { sameText } from "../core/values";
import { alertFlags } from "./alerts";
import { type Vault, type VaultSettings, vaultShape } from "./arm";
import { Immutability } from "./facts";
import { CostDetail, ImmutabilityType, ThreatDetectionState } from "./laterFacts";

/** The settings of a vault as BackupVault takes them. */
export type VaultArguments = VaultSettings & { readonly acknowledgesLock?: boolean };

/** A vault's payload as arguments of BackupVault, without its names and tags: the inverse of `vaultProperties` in arm.ts. */
export function vaultFromArm(payload: Vault): VaultArguments {
  const { vaultName, softDelete, identity, encryption, crossRegionRestore, ...others } =
    vaultShape.view(payload);
  const { immutabilityDays, immutabilityType, threatDetection, costDetail, ...rest } = others;
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
    // Azure returns the defaults of what came later, and an argument for them would move the vault to a later API version.
    ...(immutabilityType !== ImmutabilityType.AsPerPolicy && { immutabilityDays }),
    ...(threatDetection?.state === ThreatDetectionState.Enabled && { threatDetection }),
    ...(costDetail !== CostDetail.VaultLevel && { costDetail }),
  };
}

/** Settings of a vault's payload that BackupVault has no argument for. */
export function beyondArguments({ properties }: Vault): string[] {
  const { securitySettings, monitoringSettings, regionOfChoiceSettings } = (properties ??
    {}) as VaultProperties;
  const { azureMonitorAlertSettings, classicAlertSettings } = monitoringSettings ?? {};
  const flags = { ...azureMonitorAlertSettings, ...classicAlertSettings };
  return [
    ...Object.entries(flags)
      .filter(([name, state]) => !ownFlags.includes(name) && typeof state === "string")
      .map(([name, state]) => `alerts: ${name} is ${state}, and BackupVault has no argument for it`),
    ...(sameText(securitySettings?.softDeleteSettings?.enhancedSecurityState ?? "Enabled", "Enabled")
      ? []
      : ["soft delete: enhancedSecurityState is not Enabled, and BackupVault has no argument for it"]),
    ...(sameText(regionOfChoiceSettings?.status, "Enabled")
      ? ["region of choice: it is Enabled, and BackupVault has no argument for it"]
      : []),
  ];
}

/** Alert flags that are arguments of BackupVault. */
const ownFlags: readonly string[] = alertFlags.map(([, , field]) => field);

interface VaultProperties {
  readonly regionOfChoiceSettings?: { readonly status?: string };
  readonly securitySettings?: {
    readonly softDeleteSettings?: { readonly enhancedSecurityState?: string };
  };
  readonly monitoringSettings?: {
    readonly azureMonitorAlertSettings?: object;
    readonly classicAlertSettings?: object;
  };
}
