/**
 * The components and their choices.
 *
 * @module azure-vm-backup
 */

// biome-ignore assist/source/organizeImports: Pulumi's analyzer has a type's docstring only when it reads the type's file before the component's.
export * from "./network/securityRule/existingRule";
export type {
  BackupAtScaleArgs,
  BackupAudit,
  BackupForTag,
  BackupRemediation,
} from "./atScale/backupAtScaleArgs";
export type { VaultRoleAssignment } from "./vault/children/access";
export type { VaultAlerts, VaultDiagnostics } from "./vault/children/monitoring";
export type { VaultPrivateEndpoint } from "./vault/children/privateEndpoint";
export * from "./backupPolicy/vmBackupPolicyArgs";

export { DayOfWeek, MonthOfYear, PolicyOnDestroy, PolicyTier, WeekOfMonth } from "./backupPolicy/facts";
export { presets } from "./backupPolicy/presets";
export * from "./backupPolicy/vmBackupPolicy";
export { DiskKind, OsType } from "./network/facts";
export * from "./network/firewall/backupFirewallRule";
export * from "./network/inlineSecurityRules";
export * from "./network/proxy/proxyExceptionRule";
export * from "./network/proxy/proxyInboundRule";
export type { ProxyExceptionSettings } from "./network/proxy/rules";
export * from "./network/proxy/vmProxySettings";
export * from "./network/securityRule/backupNsgRule";
export * from "./network/securityRule/backupServiceTagRules";
export type { AllowedDestination } from "./network/securityRule/arm";
export type { BackupNsgRuleSettings, BackupServiceTagRulesSettings } from "./network/securityRule/rules";
export { OnDestroy, ProtectionState } from "./protection/facts";
export * from "./protection/component/protectedVmsArgs";
export * from "./protection/component/protectedVms";
export * from "./vault/backupVaultArgs";
export * from "./vault/backupVault";
export {
  BackupRole,
  CrossSubscriptionRestore,
  Immutability,
  InfrastructureEncryption,
  PrincipalType,
  PublicNetworkAccess,
  SoftDeleteState,
  StorageRedundancy,
  VaultIdentityType,
  VaultLock,
  VaultOnDestroy,
} from "./vault/facts";
export { CostDetail, ThreatDetectionState } from "./vault/laterFacts";
export * from "./vault/privateDnsZoneNames";
export * from "./vault/resourceGuard";
export type { FoundVm } from "./discover/choose";
export * from "./atScale/backupAtScale";
export { LimitEffect, PolicyEnforcement } from "./atScale/facts";
export * from "./atScale/supportLimitsInitiative";
export { type DiscoveredVms, type DiscoverVmsArgs, discoverVms } from "./discover/discoverVms";
export * from "./drill/restoreDrillNetwork";
// Last: the types that it shares are described where they stand.
export * from "./regional/regionalBackupArgs";
export * from "./regional/regionalBackup";
