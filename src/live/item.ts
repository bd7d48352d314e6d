/** The names in a protected item's id. */
export interface ItemPlace {
  readonly subscriptionId: string;
  readonly resourceGroupName: string;
  readonly vaultName: string;
  readonly fabricName: string;
  readonly containerName: string;
  readonly protectedItemName: string;
}

/** The names of an item, in the order of the arguments of Azure's client. */
export const namesOf = (item: ItemPlace): readonly [string, string, string, string, string] => [
  item.vaultName,
  item.resourceGroupName,
  item.fabricName,
  item.containerName,
  item.protectedItemName,
];

const itemIdPattern =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.RecoveryServices\/vaults\/([^/]+)\/backupFabrics\/([^/]+)\/protectionContainers\/([^/]+)\/protectedItems\/([^/]+)$/i;

/** The names in a protected item's id. Undefined: it is not such an id. */
export function placeOfItem(id: unknown): ItemPlace | undefined {
  const parts = typeof id === "string" ? itemIdPattern.exec(id) : null;
  if (parts === null) return undefined;
  const [, subscriptionId = "", resourceGroupName = "", vaultName = "", fabricName = "", ...last] = parts;
  const [containerName = "", protectedItemName = ""] = last;
  return { subscriptionId, resourceGroupName, vaultName, fabricName, containerName, protectedItemName };
}
