import { textOf } from "../core/values";
import { AzureError } from "./request";

/**
 * All entries of a list, page by page.
 *
 * @param read Reads a page: the first, or the one that the link of the page before it names.
 * @throws AzureError if a response has no list: an empty one would be a claim that nothing exists.
 */
export async function listOf<T>(read: (link: string) => Promise<unknown>, first: string): Promise<T[]> {
  const found: T[] = [];
  for (let next = first; next !== ""; ) {
    const page = (await read(next)) as { value?: unknown; nextLink?: unknown } | null | undefined;
    if (!Array.isArray(page?.value)) throw new AzureError("Azure returned no list.");
    for (const entry of page.value) found.push(entry);
    next = textOf(page.nextLink);
  }
  return found;
}
