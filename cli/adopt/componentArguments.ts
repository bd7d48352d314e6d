import type { BackupPolicy } from "../../src/backupPolicy/arm";
import { asChoice } from "../../src/core/reading";
import { sameText } from "../../src/core/values";
import { vaultShape } from "../../src/vault/arm";
import {
  CrossSubscriptionRestore,
  Immutability,
  InfrastructureEncryption,
  VaultIdentityType,
} from "../../src/vault/facts";
import type { AdoptedVault } from "./read";

/** The arguments of a BackupVault with the settings of a vault, without its names and tags. */
export function vaultArguments({ payload }: AdoptedVault): object | undefined {
  const { location, storageRedundancy, crossRegionRestore, immutability, publicNetworkAccess, ...rest } =
    vaultShape.view(payload);
  const { retentionDays } = rest.softDelete ?? {};
  const properties = payload.properties as VaultProperties;
  const alerts = properties?.monitoringSettings;
  const isEnabled = (state: string | undefined) =>
    state === undefined ? undefined : sameText(state, "Enabled");
  const identity =
    rest.identity?.type === undefined || sameText(rest.identity.type, "None")
      ? undefined
      : identityOf(rest.identity);
  const { keyUri, useSystemAssignedIdentity, userAssignedIdentity } = rest.encryption ?? {};
  return defined({
    ...{ location, storageRedundancy, crossRegionRestore: crossRegionRestore === true ? true : undefined },
    softDelete: defined({
      state: rest.softDelete?.state,
      retentionDays,
    }),
    crossSubscriptionRestore: asChoice(Object.values(CrossSubscriptionRestore))(
      properties?.restoreSettings?.crossSubscriptionRestoreSettings?.crossSubscriptionRestoreState,
    ),
    ...{ immutability, publicNetworkAccess, identity },
    acknowledgesLock: immutability === Immutability.Locked ? true : undefined,
    encryption:
      keyUri === undefined
        ? undefined
        : defined({
            ...{ keyUri, useSystemAssignedIdentity, userAssignedIdentity },
            infrastructureEncryption: asChoice(Object.values(InfrastructureEncryption))(
              payload.properties?.encryption?.infrastructureEncryption,
            ),
          }),
    alerts: defined({
      jobFailures: isEnabled(alerts?.azureMonitorAlertSettings?.alertsForAllJobFailures),
      criticalOperations: isEnabled(alerts?.classicAlertSettings?.alertsForCriticalOperations),
    }),
  });
}

interface VaultProperties {
  readonly restoreSettings?: {
    readonly crossSubscriptionRestoreSettings?: { readonly crossSubscriptionRestoreState?: string };
  };
  readonly monitoringSettings?: {
    readonly azureMonitorAlertSettings?: { readonly alertsForAllJobFailures?: string };
    readonly classicAlertSettings?: { readonly alertsForCriticalOperations?: string };
  };
}

function identityOf({
  type,
  userAssignedIdentities,
}: {
  readonly type?: string;
  readonly userAssignedIdentities?: unknown;
}): object {
  const ids = Object.keys((userAssignedIdentities ?? {}) as object);
  return {
    type: asChoice(Object.values(VaultIdentityType))(type),
    ...(ids.length > 0 && { userAssignedIdentities: ids }),
  };
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

/** A view as plain data, without undefined fields. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return defined(Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)])));
}

/** An object without its undefined fields; undefined if it has no others. */
function defined(value: object): object | undefined {
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null);
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}
