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
  const visit = (next: unknown): void => {
    if (typeof next === "string") {
      if (isResourceId(next)) found.push(next);
    } else if (typeof next === "object" && next !== null) {
      for (const key of Object.keys(next)) visit((next as Record<string, unknown>)[key]);
    }
  };
  visit(value);
  return found;
}
