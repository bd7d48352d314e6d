export { DayOfWeek, MonthOfYear, PolicyTier, WeekOfMonth } from "./backupPolicy/facts";
export { presets } from "./backupPolicy/presets";
export * from "./backupPolicy/vmBackupPolicy";
export { DiskKind, OsType } from "./network/facts";
export * from "./network/firewall/backupFirewallRule";
export * from "./network/inlineSecurityRules";
export * from "./network/proxy/proxyExceptionRule";
export * from "./network/proxy/proxyInboundRule";
export * from "./network/proxy/vmProxySettings";
export * from "./network/securityRule/backupNsgRule";
export * from "./network/securityRule/backupServiceTagRules";
export * from "./network/securityRule/existingRule";
export { OnDestroy } from "./protection/facts";
export * from "./protection/protectedVms";
export * from "./vault/backupVault";
export {
  Immutability,
  PublicNetworkAccess,
  SoftDeleteState,
  StorageRedundancy,
  VaultOnDestroy,
} from "./vault/facts";
