import type { Range, Sourced } from "../core/fact";

/*
 * What Azure's API knows later than azure-native's default version of a vault, 2024-10-01. Region of choice came with 2026-07-01, which
 * azure-native 3.28 to 3.32 do not have.
 */

/** The later API version of vaults, as a module of azure-native. It is the newest stable one that azure-native 3.28 has. */
export const laterVaultApi = { module: "recoveryservices", version: "2026-05-01" } as const;

/** Arguments of BackupVault that need the later API version. */
export const laterArguments = ["immutabilityDays", "threatDetection", "costDetail"] as const;

const vaultApi: Sourced = {
  source: "https://learn.microsoft.com/rest/api/recoveryservices/vaults/create-or-update",
  asOf: "2026-11-29",
};

/** Page of what this file's facts are about. */
export const laterVaultPage = vaultApi;

/** Which costs Azure shows for each protected item. */
export const CostDetail = {
  /** Costs of the vault as a whole. */
  VaultLevel: "VaultLevel",
  /** Costs of each protected item. */
  ProtectedItemLevel: "ProtectedItemLevel",
  /** Costs of each protected item, with the tags of its VM. */
  ProtectedItemWithParentTag: "ProtectedItemWithParentTag",
} as const;
export type CostDetail = (typeof CostDetail)[keyof typeof CostDetail];

/** Whether Microsoft Defender for Cloud reports threats in the recovery points of a vault. */
export const ThreatDetectionState = { Enabled: "Enabled", Disabled: "Disabled" } as const;
export type ThreatDetectionState = (typeof ThreatDetectionState)[keyof typeof ThreatDetectionState];

/** What decides how long the recovery points of an immutable vault cannot be deleted. */
export const ImmutabilityType = {
  /** The retention of the backup policy. */
  AsPerPolicy: "AsPerPolicy",
  /** A fixed number of days. */
  TimeBased: "TimeBased",
} as const;

/** Page of the two types of immutability. */
export const immutabilityTypePage: Sourced = {
  source:
    "https://learn.microsoft.com/dotnet/api/azure.resourcemanager.recoveryservices.models.immutabilityconfiguration",
  asOf: "2026-11-30",
};

/** How long each recovery point of a vault with time-based immutability cannot be deleted. */
export const immutabilityDays: Range = {
  min: 30,
  max: 36135,
  unit: "days",
  source: "https://github.com/microsoft/mcp",
  asOf: "2026-11-29",
};
