import { at, type Finding, invalidValueOf, statementOf } from "./finding";
import { nearestNames, unknownNameFix } from "./values";

/** The part of JSON schema that describes settings. */
export interface SettingSchema {
  readonly type: "integer" | "array" | "object" | "string";
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly enum?: readonly string[];
  readonly items?: SettingSchema;
  readonly additionalProperties?: SettingSchema;
}

/** One setting of a requirement: what it accepts, and its default. */
export interface Setting<V> {
  readonly schema: SettingSchema;
  readonly value: V;
}

export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** The values of some settings. */
export type Values<S extends Settings> = {
  readonly [N in keyof S]: S[N] extends Setting<infer V> ? V : never;
};

/** A whole number within Azure's own range. Outside of it, a setting would weaken the limit or demand what Azure refuses. */
export const wholeNumber = (
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
  description: string,
): Setting<number> => ({
  schema: {
    type: "integer",
    minimum: min,
    maximum: max,
    description: `${description} ${min} to ${max}.`,
  },
  value,
});

/** A list of texts. */
export const texts = (value: readonly string[], description: string): Setting<readonly string[]> => ({
  schema: { type: "array", items: { type: "string" }, description },
  value,
});

/** A list of some of the choices. */
export const choices = <V extends string>(
  value: readonly V[],
  all: readonly V[],
  description: string,
): Setting<readonly V[]> => ({
  schema: { type: "array", items: { type: "string", enum: [...all] }, minItems: 1, description },
  value,
});

/** A map from any text to one of the choices. */
export const mapOf = <V extends string>(
  all: readonly V[],
  description: string,
): Setting<Readonly<Record<string, V>>> => ({
  schema: { type: "object", additionalProperties: { type: "string", enum: [...all] }, description },
  value: {},
});

/** What is wrong with given settings: unknown names, and values that their schemas do not accept. A hint also lists the other names. */
export function settingErrors(
  settings: Settings,
  given: object,
  path: string,
  otherNames: readonly string[] = [],
): Finding[] {
  return Object.entries(given).flatMap(([name, value]) => {
    const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
    if (setting !== undefined) return schemaErrors(setting.schema, value, at(path, name));
    return [unknownSetting(at(path, name), name, [...otherNames, ...Object.keys(settings)])];
  });
}

function unknownSetting(path: string, name: string, names: readonly string[]): Finding {
  const [near] = nearestNames(name, names, 1);
  const fix = unknownNameFix(near, names);
  return statementOf("unknownName", { path, message: `Unknown setting ${path}`, fix });
}

function schemaErrors(schema: SettingSchema, value: unknown, path: string): Finding[] {
  const invalid = (accepted: string) => [
    invalidValueOf({ path, actual: value, accepted, by: "this setting" }),
  ];
  const { minimum = -Infinity, maximum = Infinity } = schema;
  if (schema.type === "integer")
    return Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum
      ? []
      : invalid(`a whole number from ${minimum} to ${maximum}`);
  if (schema.type === "string")
    return typeof value === "string" && (schema.enum?.includes(value) ?? true)
      ? []
      : invalid(schema.enum?.join(", ") ?? "a text");
  if (schema.type === "array") {
    if (!Array.isArray(value) || value.length < (schema.minItems ?? 0))
      return invalid(schema.minItems ? "a list with at least one element" : "a list");
    return value.flatMap((item, i) => schemaErrors(schema.items ?? { type: "string" }, item, at(path, i)));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return invalid("an object");
  return Object.entries(value).flatMap(([key, item]) =>
    schemaErrors(schema.additionalProperties ?? { type: "string" }, item, at(path, key)),
  );
}

/** The values of all settings: the given ones, else the defaults. */
export const valuesOf = <S extends Settings>(settings: S, given: object): Values<S> =>
  Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => [
      name,
      (given as Record<string, unknown>)[name] ?? setting.value,
    ]),
  ) as Values<S>;
