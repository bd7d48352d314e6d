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
  immutability: { type: { oneOf: ["Disabled", "Unlocked", "Locked"] }, optional: true },
  publicNetworkAccess: { type: { oneOf: ["Enabled", "Disabled"] }, optional: true },
  onDestroy: { type: { oneOf: ["Retain", "Delete", "Refuse"] }, optional: true, plain: true },
  tags: { type: { map: { type: "text" } }, optional: true },
} as const satisfies Fields;
