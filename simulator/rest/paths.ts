/** The path of a vault, as the source of a regular expression. */
export const vaultPath =
  "/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.RecoveryServices/vaults/[^/]+";

/** The path of a protected item. Its groups are the vault's id and the item's name. */
export const itemPath = `(${vaultPath})/backupFabrics/[^/]+/protectionContainers/[^/]+/protectedItems/([^/]+)`;
