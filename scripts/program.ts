/** The example program of a component's page: its YAML block, with the type of each value in the schema. */
import { load } from "js-yaml";
import { componentOf, type Property, typeName, typeOf } from "./componentSchema";

export interface Program {
  /** Names of configuration values; all are strings. */
  readonly config: readonly string[];
  readonly resources: readonly Resource[];
}

export interface Resource {
  readonly name: string;
  readonly component: string;
  readonly args: Field[];
}

export type Field = readonly [name: string, value: Value];

export type Value = Kind & {
  /** Whether an Output is not allowed here. */
  readonly plain: boolean;
  readonly optional: boolean;
};

type Kind =
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "choice"; readonly type: string; readonly member: string }
  | { readonly kind: "config"; readonly name: string }
  | { readonly kind: "output"; readonly resource: string; readonly property: string }
  | { readonly kind: "list"; readonly of: Property; readonly items: readonly Value[] }
  | { readonly kind: "map"; readonly of: Property; readonly entries: readonly Field[] }
  | { readonly kind: "structure"; readonly type: string; readonly fields: readonly Field[] };

export interface YamlProgram {
  readonly config?: Readonly<Record<string, object>>;
  readonly resources: Readonly<
    Record<string, { readonly type: string; readonly properties: Readonly<Record<string, unknown>> }>
  >;
}

/** The YAML block of a page. @throws Error if there is none, or more than one. */
export function yamlOf(page: string, text: string): YamlProgram {
  const blocks = [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)];
  if (blocks.length !== 1)
    throw new Error(`${page} has ${blocks.length} blocks of YAML; it must have exactly one, its program`);
  return load(blocks[0]?.[1] as string) as YamlProgram;
}

/** A YAML program with its types. @throws Error that names an argument or a value that the schema does not have. */
export function typed({ config = {}, resources }: YamlProgram): Program {
  return {
    config: Object.keys(config),
    resources: Object.entries(resources).map(([name, { type, properties }]) => {
      const component = type.replace("azure-vm-backup:", "");
      const { inputs, required } = componentOf(component);
      return { name, component, args: fieldsOf(properties, inputs, required, `${name}`) };
    }),
  };
}

function fieldsOf(
  given: Readonly<Record<string, unknown>>,
  properties: Readonly<Record<string, Property>>,
  required: readonly string[],
  path: string,
): Field[] {
  return Object.entries(given).map(([name, value]) => {
    const property = properties[name];
    if (property === undefined) throw new Error(`The schema has no ${path}.${name}`);
    return [name, typedValue(value, property, !required.includes(name), `${path}.${name}`)];
  });
}

function typedValue(value: unknown, property: Property, optional: boolean, path: string): Value {
  return { ...kindOf(value, property, path), plain: property.plain === true, optional };
}

function kindOf(value: unknown, property: Property, path: string): Kind {
  const [, name = "", output] = /^\$\{(\w+)(?:\.(\w+))?\}$/.exec(String(value)) ?? [];
  if (output !== undefined) return { kind: "output", resource: name, property: output };
  if (name !== "") return { kind: "config", name };
  if (property.items) {
    const of = property.items;
    const items = (value as unknown[]).map((item, i) => typedValue(item, of, false, `${path}[${i}]`));
    return { kind: "list", of, items };
  }
  if (property.additionalProperties) {
    const of = property.additionalProperties;
    const entries = Object.entries(value as object).map(
      ([key, entry]): Field => [key, typedValue(entry, of, false, `${path}.${key}`)],
    );
    return { kind: "map", of, entries };
  }
  const type = typeOf(property);
  if (type === undefined) {
    if (typeof value === "object") throw new Error(`${path}: the schema gives this structure no type`);
    return { kind: "literal", value: value as string };
  }
  const ofType = typeName(property) as string;
  if (type.members === undefined)
    return {
      kind: "structure",
      type: ofType,
      fields: fieldsOf(value as Record<string, unknown>, type.properties, type.required, path),
    };
  const member = type.members.find((one) => one.value === value);
  if (member === undefined) throw new Error(`${path}: ${ofType} has no value ${value}`);
  return { kind: "choice", type: ofType, member: member.name };
}

/** Every value of a program, nested ones included. */
export function valuesOf(fields: readonly Field[]): Value[] {
  return fields.flatMap(([, value]) => [
    value,
    ...(value.kind === "structure" ? valuesOf(value.fields) : []),
    ...(value.kind === "map" ? valuesOf(value.entries) : []),
    ...(value.kind === "list" ? valuesOf(value.items.map((item): Field => ["", item])) : []),
  ]);
}

/** Whether another resource of the program reads an output of the named one. */
export const isRead = ({ resources }: Program, name: string): boolean =>
  resources.some(({ args }) =>
    valuesOf(args).some((value) => value.kind === "output" && value.resource === name),
  );
