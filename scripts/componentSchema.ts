/** The components in schema.json, from which the pages in docs/components/ are generated. */
import { readFileSync } from "node:fs";

/** An argument, an output or a field, as Pulumi's schema writes it. */
export interface Property {
  readonly description?: string;
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Property;
  readonly additionalProperties?: Property;
  /** Whether it must be a plain value, since the program's resources depend on it. */
  readonly plain?: boolean;
}

export type Properties = Readonly<Record<string, Property>>;

export interface Component {
  readonly name: string;
  readonly description: string;
  readonly page: string;
  readonly inputs: Properties;
  readonly required: readonly string[];
  readonly outputs: Properties;
}

/** A structure, or an enumeration by the names of its values. */
export interface TypeDefinition {
  readonly properties: Properties;
  readonly required: readonly string[];
  readonly members?: readonly { readonly name: string; readonly value: string }[];
}

interface Schema {
  readonly repository: string;
  readonly resources: Record<
    string,
    { description?: string; inputProperties: Properties; requiredInputs?: string[]; properties?: Properties }
  >;
  readonly types: Record<
    string,
    { properties?: Properties; required?: string[]; enum?: { name?: string; value: string }[] }
  >;
}

const schema: Schema = JSON.parse(readFileSync("schema.json", "utf8"));

/** The address of the package's repository. */
export const { repository } = schema;

const lastPart = (token: string): string => token.split(":").pop() as string;

/** `backup-vault` of BackupVault. */
const kebab = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();

export const components: readonly Component[] = Object.entries(schema.resources)
  .map(([token, { description = "", inputProperties, requiredInputs = [], properties = {} }]) => ({
    name: lastPart(token),
    description,
    page: `docs/components/${kebab(lastPart(token))}.md`,
    inputs: inputProperties,
    required: requiredInputs,
    outputs: properties,
  }))
  .sort((a, b) => a.name.localeCompare(b.name));

export function componentOf(name: string): Component {
  const found = components.find((component) => component.name === name);
  if (found === undefined) throw new Error(`schema.json has no component ${name}`);
  return found;
}

const ownTypes = "#/types/";

/** The name of the library's type that a property refers to; undefined for scalars and `any`. */
export const typeName = ({ $ref }: Property): string | undefined =>
  $ref?.startsWith(ownTypes) ? lastPart($ref) : undefined;

/** The type that a property refers to. */
export function typeOf({ $ref }: Property): TypeDefinition | undefined {
  if (!$ref?.startsWith(ownTypes)) return undefined;
  const {
    properties = {},
    required = [],
    enum: members,
  } = schema.types[$ref.replace(ownTypes, "")] as Schema["types"][string];
  const named = members?.map(({ name, value }) => ({ name: name ?? value, value }));
  return { properties, required, ...(named && { members: named }) };
}

/** The structure in a property, a list or a map, with the path to its fields. */
export function structureIn(property: Property, path = ""): { path: string; of: Property } | undefined {
  if (property.items) return structureIn(property.items, `${path}[]`);
  if (property.additionalProperties) return structureIn(property.additionalProperties, `${path}.<key>`);
  const type = typeOf(property);
  return type && !type.members ? { path, of: property } : undefined;
}

/** The component whose page describes a structure: the one whose arguments contain it at the smallest depth. */
export const describedBy: ReadonlyMap<string, Component> = (() => {
  const found = new Map<string, { component: Component; depth: number }>();
  const visit = (component: Component, properties: Properties, depth: number) => {
    for (const property of Object.values(properties)) {
      const { of } = structureIn(property) ?? {};
      const name = of && typeName(of);
      if (of === undefined || name === undefined) continue;
      if (depth < (found.get(name)?.depth ?? Number.POSITIVE_INFINITY)) found.set(name, { component, depth });
      visit(component, typeOf(of)?.properties ?? {}, depth + 1);
    }
  };
  for (const component of components) visit(component, component.inputs, 0);
  return new Map([...found].map(([name, { component }]) => [name, component]));
})();
