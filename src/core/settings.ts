/** The part of JSON schema that settings are described in. */
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

/** One setting of a requirement: what may be given, and the value it has unless configured. */
export interface Setting<V> {
  readonly schema: SettingSchema;
  readonly value: V;
}

export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** The values of some settings. */
export type Values<S extends Settings> = {
  readonly [N in keyof S]: S[N] extends Setting<infer V> ? V : never;
};

/** A whole number of 1 or more. */
export const wholeNumber = (value: number, description: string): Setting<number> => ({
  schema: { type: "integer", minimum: 1, description },
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

/** The values of all settings: Azure's or this library's own, over which those given prevail. */
export const valuesOf = <S extends Settings>(settings: S, given: object): Values<S> =>
  Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => [
      name,
      (given as Record<string, unknown>)[name] ?? setting.value,
    ]),
  ) as Values<S>;
