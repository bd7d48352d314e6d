/** An id of Azure as a key: Azure compares ids without case. */
export const idKey = (id: string): string => id.toLowerCase();

/** Whether a text is an id of Azure, not a name. */
export const isResourceId = (text: string): boolean =>
  text.startsWith("/subscriptions/") || (text.startsWith("/") && /^\/subscriptions\//i.test(text));

/** The subscription in an id, in lower case. Empty: the text is no id. */
export function subscriptionIn(id: string): string {
  if (!isResourceId(id)) return "";
  const start = "/subscriptions/".length;
  const end = id.indexOf("/", start);
  return id.slice(start, end < 0 ? id.length : end).toLowerCase();
}

/** The resource group in an id. Empty: it has none. */
export const resourceGroupIn = (id: string): string => /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? "";

/** The last name in an id, or the name itself. */
export const nameIn = (idOrName: string): string => idOrName.slice(idOrName.lastIndexOf("/") + 1);

/** Azure ids among the texts of a value. */
export function idsIn(value: unknown): string[] {
  const found: string[] = [];
  addIdsIn(value, found);
  return found;
}

function addIdsIn(value: unknown, found: string[]): void {
  if (typeof value === "string") {
    if (isResourceId(value)) found.push(value);
  } else if (Array.isArray(value)) {
    for (const element of value) addIdsIn(element, found);
  } else if (typeof value === "object" && value !== null) {
    for (const key of Object.keys(value)) addIdsIn((value as Record<string, unknown>)[key], found);
  }
}
