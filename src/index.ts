export * from "./backupVault";
export { OnDestroy } from "./facts/protectedVms";
export { Immutability, PublicNetworkAccess, SoftDeleteState, StorageRedundancy } from "./facts/vault";
export { DayOfWeek, MonthOfYear, PolicyTier, WeekOfMonth } from "./facts/vmBackupPolicy";
export * from "./protectedVms";
export * from "./vmBackupPolicy";
