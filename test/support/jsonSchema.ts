/** A part of JSON Schema, as far as this project's own schemas use it. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
}

/** Where a value differs from a schema. Unknown properties differ too. */
export function schemaErrors(schema: JsonSchema, value: unknown, path = ""): string[] {
  const types = schema.type === undefined ? [] : [schema.type].flat();
  const errors = [
    ...(types.length > 0 && !types.includes(typeOf(value)) ? [`${path} is ${typeOf(value)}`] : []),
    ...(schema.const !== undefined && value !== schema.const ? [`${path} is not ${schema.const}`] : []),
    ...(schema.enum !== undefined && !schema.enum.includes(value) ? [`${path} is ${value}`] : []),
    ...(schema.pattern !== undefined && !new RegExp(schema.pattern).test(String(value))
      ? [`${path} is ${value}`]
      : []),
  ];
  if (Array.isArray(value) && schema.items !== undefined) {
    const { items } = schema;
    return [...errors, ...value.flatMap((one, i) => schemaErrors(items, one, `${path}[${i}]`))];
  }
  if (typeOf(value) !== "object") return errors;
  const fields = value as Record<string, unknown>;
  return [
    ...errors,
    ...(schema.required ?? []).filter((key) => !(key in fields)).map((key) => `${path}.${key} is missing`),
    ...Object.entries(fields).flatMap(([key, inner]) => {
      const known = schema.properties?.[key];
      return known === undefined
        ? [`${path}.${key} is unknown`]
        : schemaErrors(known, inner, `${path}.${key}`);
    }),
  ];
}

const typeOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
