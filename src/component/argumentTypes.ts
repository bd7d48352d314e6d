import { formOfArgument } from "../names/arguments";
import type { ArgumentForm } from "../names/form";
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
  /** What it must be if it is a name or an id. */
  readonly form?: ArgumentForm;
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
  const fields = tables.get(component) ?? fieldsOf(component, resource.inputProperties, schema);
  tables.set(component, fields);
  return fields;
}

const fieldsOf = (owner: string, properties: Properties, of: Schema): Fields =>
  Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [
      name,
      argumentOf(property, of, formOfArgument(owner, name)),
    ]),
  );

/** An argument of the schema. The form of a list's argument is that of its elements. */
function argumentOf(property: Property, of: Schema, form?: ArgumentForm): Argument {
  const type = typeOf(property, of, form);
  return {
    type,
    ...(property.optional && { optional: true }),
    ...(property.plain && { plain: true }),
    ...(type === "text" && form !== undefined && { form }),
  };
}

function typeOf(property: Property, of: Schema, form?: ArgumentForm): ArgumentType {
  const { $ref, type, items, additionalProperties } = property;
  if ($ref === "pulumi.json#/Any") return "any";
  if ($ref !== undefined) {
    const { properties = {}, enum: choices } = of.types[$ref.replace("#/types/", "")] ?? {};
    if (choices) return { oneOf: choices.map(({ value }) => value) };
    const owner = $ref.split(":").pop() as string;
    return { fields: fieldsOf(owner, properties, of), ...(openTypes.includes(owner) && { open: true }) };
  }
  if (items !== undefined) return { list: argumentOf(items, of, form) };
  if (additionalProperties !== undefined) return { map: argumentOf(additionalProperties, of) };
  return type === "number" || type === "boolean" ? type : "text";
}
