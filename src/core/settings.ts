import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";

/** One setting of a policy: its JSON schema for Pulumi, and the value it has unless configured. */
export interface Knob<V> {
  readonly schema: PolicyConfigJSONSchema;
  readonly value: V;
}

export type Knobs = Readonly<Record<string, Knob<unknown>>>;

/** The values of some settings. */
export type Values<K extends Knobs> = { readonly [N in keyof K]: K[N] extends Knob<infer V> ? V : never };

/** A whole number of 1 or more. */
export const wholeNumber = (value: number, description: string): Knob<number> => ({
  schema: { type: "integer", minimum: 1, description },
  value,
});

/** A list of texts. */
export const texts = (value: readonly string[], description: string): Knob<readonly string[]> => ({
  schema: { type: "array", items: { type: "string" }, description },
  value,
});

/** A list of some of the choices. */
export const choices = <V extends string>(
  value: readonly V[],
  all: readonly V[],
  description: string,
): Knob<readonly V[]> => ({
  schema: { type: "array", items: { type: "string", enum: [...all] }, minItems: 1, description },
  value,
});

/** A map from any text to one of the choices. */
export const mapOf = <V extends string>(
  all: readonly V[],
  description: string,
): Knob<Readonly<Record<string, V>>> => ({
  schema: { type: "object", additionalProperties: { type: "string", enum: [...all] }, description },
  value: {},
});

/** The values of all settings: Azure's or this pack's own, over which those given prevail. */
export const valuesOf = <K extends Knobs>(knobs: K, given: object): Values<K> =>
  Object.fromEntries(
    Object.entries(knobs).map(([name, knob]) => [
      name,
      (given as Record<string, unknown>)[name] ?? knob.value,
    ]),
  ) as Values<K>;

/** The settings as Pulumi wants them, with the values that hold unless configured. */
export const configSchema = (knobs: Knobs, given: object) => ({
  properties: Object.fromEntries(
    Object.entries(knobs).map(([name, { schema, value }]) => [
      name,
      { ...schema, default: ((given as Record<string, unknown>)[name] ?? value) as never },
    ]),
  ),
});
