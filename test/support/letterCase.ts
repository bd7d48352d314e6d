/** Texts whose letter case counts: scripts, values of tags, base64, times, and URIs of keys. */
const isExact = (path: readonly string[], text: string): boolean =>
  path.some((key) =>
    /^(tags|customData|userData|commandToExecute|protectedSettings|script|keyUri)$/.test(key),
  ) || /^\d{4}-\d\d-\d\dT/.test(text);

/** A structure whose texts have another letter case. */
export function recased(
  value: unknown,
  change: (text: string) => string,
  path: readonly string[] = [],
): unknown {
  if (typeof value === "string") return isExact(path, value) ? value : change(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => recased(element, change, path));
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [
      key.startsWith("/") ? change(key) : key,
      recased(field, change, [...path, key]),
    ]),
  );
}
