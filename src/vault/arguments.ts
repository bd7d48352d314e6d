// Written by `npm run schema` from the interfaces of the components' arguments.
import type { Fields } from "../component/arguments";

/** Of BackupVault. */
export const backupVaultArguments = {
  resourceGroupName: { type: "text" },
  vaultName: { type: "text", optional: true },
  location: { type: "text", optional: true },
  storageRedundancy: {
    type: { oneOf: ["GeoRedundant", "LocallyRedundant", "ZoneRedundant"] },
    optional: true,
  },
  crossRegionRestore: { type: "boolean", optional: true },
  softDelete: {
    type: {
      fields: {
        state: { type: { oneOf: ["Enabled", "AlwaysON"] }, optional: true },
        retentionDays: { type: "number", optional: true },
      },
    },
    optional: true,
  },
  crossSubscriptionRestore: {
    type: { oneOf: ["Enabled", "Disabled", "PermanentlyDisabled"] },
    optional: true,
  },
  immutability: { type: { oneOf: ["Disabled", "Unlocked", "Locked"] }, optional: true },
  acknowledgesLock: { type: "boolean", optional: true },
  identity: {
    type: {
      fields: {
        type: { type: { oneOf: ["SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned"] } },
        userAssignedIdentities: { type: { list: { type: "text" } }, optional: true },
      },
    },
    optional: true,
  },
  encryption: {
    type: {
      fields: {
        keyUri: { type: "text" },
        useSystemAssignedIdentity: { type: "boolean", optional: true },
        userAssignedIdentity: { type: "text", optional: true },
        infrastructureEncryption: { type: { oneOf: ["Enabled", "Disabled"] }, optional: true },
      },
    },
    optional: true,
  },
  publicNetworkAccess: { type: { oneOf: ["Enabled", "Disabled"] }, optional: true },
  privateEndpoints: {
    type: {
      map: {
        type: {
          fields: {
            subnetId: { type: "text" },
            privateDnsZoneIds: { type: { list: { type: "text" } }, optional: true, plain: true },
            privateEndpointName: { type: "text", optional: true },
            resourceGroupName: { type: "text", optional: true },
          },
        },
        plain: true,
      },
    },
    optional: true,
    plain: true,
  },
  resourceGuardId: { type: "text", optional: true },
  alerts: {
    type: {
      fields: {
        jobFailures: { type: "boolean", optional: true },
        criticalOperations: { type: "boolean", optional: true },
        actionGroupIds: { type: { list: { type: "text" } }, optional: true, plain: true },
      },
    },
    optional: true,
    plain: true,
  },
  diagnostics: {
    type: {
      fields: {
        workspaceId: { type: "text", optional: true },
        storageAccountId: { type: "text", optional: true },
        eventHubAuthorizationRuleId: { type: "text", optional: true },
        eventHubName: { type: "text", optional: true },
      },
    },
    optional: true,
    plain: true,
  },
  roleAssignments: {
    type: {
      map: {
        type: {
          fields: {
            role: { type: { oneOf: ["Backup Contributor", "Backup Operator", "Backup Reader"] } },
            principalId: { type: "text" },
            principalType: { type: { oneOf: ["User", "Group", "ServicePrincipal"] } },
          },
        },
        plain: true,
      },
    },
    optional: true,
    plain: true,
  },
  lock: { type: { oneOf: ["CanNotDelete", "ReadOnly"] }, optional: true, plain: true },
  onDestroy: { type: { oneOf: ["Delete", "Retain", "Refuse"] }, optional: true, plain: true },
  tags: { type: { map: { type: "text" } }, optional: true },
} as const satisfies Fields;

/** Of ResourceGuard. */
export const resourceGuardArguments = {
  resourceGroupName: { type: "text" },
  resourceGuardName: { type: "text", optional: true },
  location: { type: "text", optional: true },
  unguardedOperations: { type: { list: { type: "text" } }, optional: true },
  tags: { type: { map: { type: "text" } }, optional: true },
} as const satisfies Fields;
