/** A protected item, by the names of its id. */
export interface ItemPlace {
  readonly subscriptionId: string;
  readonly resourceGroupName: string;
  readonly vaultName: string;
  readonly fabricName: string;
  readonly containerName: string;
  readonly protectedItemName: string;
}

/** An item's names in the order in which Azure's client takes them. */
export const namesOf = (item: ItemPlace): readonly [string, string, string, string, string] => [
  item.vaultName,
  item.resourceGroupName,
  item.fabricName,
  item.containerName,
  item.protectedItemName,
];

const form =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.RecoveryServices\/vaults\/([^/]+)\/backupFabrics\/([^/]+)\/protectionContainers\/([^/]+)\/protectedItems\/([^/]+)$/i;

/** The names of a protected item's id; undefined for anything else. */
export function placeOfItem(id: unknown): ItemPlace | undefined {
  const parts = typeof id === "string" ? form.exec(id) : null;
  if (parts === null) return undefined;
  const [, subscriptionId = "", resourceGroupName = "", vaultName = "", fabricName = "", ...last] = parts;
  const [containerName = "", protectedItemName = ""] = last;
  return { subscriptionId, resourceGroupName, vaultName, fabricName, containerName, protectedItemName };
}
