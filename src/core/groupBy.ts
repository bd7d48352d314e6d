/**
 * The elements of a list by key.
 *
 * @param keyOf The key of an element, or several. Undefined: it is in no group.
 */
export function groupBy<T>(
  list: readonly T[],
  keyOf: (element: T) => string | readonly string[] | undefined,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const element of list) {
    const keys = keyOf(element) ?? [];
    for (const key of typeof keys === "string" ? [keys] : new Set(keys)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [element]);
      else group.push(element);
    }
  }
  return groups;
}
