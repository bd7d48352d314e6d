/**
 * An object whose fields are read anew each time they are asked for: a view of a payload in which any field may not
 * be known yet, and reading that one alone throws.
 */
export function lazy(fields: Readonly<Record<string, () => unknown>>): object {
  const object = {};
  for (const [key, get] of Object.entries(fields))
    Object.defineProperty(object, key, { enumerable: true, get });
  return object;
}
