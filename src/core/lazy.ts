/** An object that computes a field each time it is read. For payloads of which a field may be unknown: reading only that field throws. */
export function lazy(fields: Readonly<Record<string, () => unknown>>): object {
  const object = {};
  for (const [key, get] of Object.entries(fields))
    Object.defineProperty(object, key, { enumerable: true, get });
  return object;
}

/** Where a view keeps what its fields are read from. */
export const viewed = Symbol("viewed");

/** An object whose fields are read from another value. */
export interface View<S> {
  [field: string]: unknown;
  readonly [viewed]: S;
}

/** A getter for all views, because an object with getters of its own takes several times as long to make and to read. */
export const getterOf = <S>(read: (source: S) => unknown) =>
  function (this: View<S>) {
    return read(this[viewed]);
  };

/** {@link lazy} for many sources: a function from a source to an object that reads each field from it on demand. */
export function viewsOf<S, T extends object>(
  fields: { readonly [F in keyof T]-?: (source: S) => unknown },
): (source: S) => T {
  class ViewOf {
    readonly [viewed]: S;
    constructor(source: S) {
      this[viewed] = source;
    }
  }
  for (const [name, read] of Object.entries<(source: S) => unknown>(fields))
    Object.defineProperty(ViewOf.prototype, name, { enumerable: true, get: getterOf(read) });
  return (source) => new ViewOf(source) as unknown as T;
}
