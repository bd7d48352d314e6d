import { packageJson } from "./packageFile";

/** The type of an argument, as `schema.json` has it. */
export type ArgumentType =
  | "text"
  | "number"
  | "boolean"
  | "any"
  | { readonly oneOf: readonly (string | number)[] }
  | { readonly list: Argument }
  | { readonly map: Argument }
  /** A structure; an open one is an answer of Azure's, which may have more fields. */
  | { readonly fields: Fields; readonly open?: true };

/** One argument, or one field of a structure among the arguments. */
export interface Argument {
  readonly type: ArgumentType;
  readonly optional?: true;
  /** It must be known when the program runs, because it decides which resources there are. */
  readonly plain?: true;
}

export type Fields = Readonly<Record<string, Argument>>;

/** Types of what a program takes from Azure's answers. */
const openTypes: readonly string[] = ["ExistingSecurityRule", "ApplicationSecurityGroupId"];

/** A property as Pulumi's schema writes it. */
interface Property {
  readonly $ref?: string;
  readonly type?: string;
  readonly items?: Property;
  readonly additionalProperties?: Property;
  readonly optional?: boolean;
  readonly plain?: boolean;
}

type Properties = Readonly<Record<string, Property>>;

interface Schema {
  readonly resources: Readonly<Record<string, { readonly inputProperties: Properties }>>;
  readonly types: Readonly<
    Record<string, { readonly properties?: Properties; readonly enum?: readonly { value: string }[] }>
  >;
}

let schema: Schema | undefined;
const tables = new Map<string, Fields>();

/** The arguments of a component, from `schema.json`: the same file tells other languages what they may write. */
export function argumentsOf(component: string): Fields {
  schema ??= packageJson("schema.json") as Schema;
  const resource = schema.resources[`azure-vm-backup:index:${component}`];
  if (resource === undefined) throw new Error(`schema.json has no component ${component}: npm run schema`);
  const fields = tables.get(component) ?? fieldsOf(resource.inputProperties, schema);
  tables.set(component, fields);
  return fields;
}

const fieldsOf = (properties: Properties, of: Schema): Fields =>
  Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, argumentOf(property, of)]));

const argumentOf = (property: Property, of: Schema): Argument => ({
  type: typeOf(property, of),
  ...(property.optional && { optional: true }),
  ...(property.plain && { plain: true }),
});

function typeOf({ $ref, type, items, additionalProperties }: Property, of: Schema): ArgumentType {
  if ($ref === "pulumi.json#/Any") return "any";
  if ($ref !== undefined) {
    const { properties = {}, enum: choices } = of.types[$ref.replace("#/types/", "")] ?? {};
    if (choices) return { oneOf: choices.map(({ value }) => value) };
    const isOpen = openTypes.includes($ref.split(":").pop() as string);
    return { fields: fieldsOf(properties, of), ...(isOpen && { open: true }) };
  }
  if (items !== undefined) return { list: argumentOf(items, of) };
  if (additionalProperties !== undefined) return { map: argumentOf(additionalProperties, of) };
  return type === "number" || type === "boolean" ? type : "text";
}
