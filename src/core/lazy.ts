/** An object that computes a field each time it is read. For payloads of which a field may be unknown: reading only that field throws. */
export function lazy(fields: Readonly<Record<string, () => unknown>>): object {
  const object = {};
  for (const [key, get] of Object.entries(fields))
    Object.defineProperty(object, key, { enumerable: true, get });
  return object;
}
