import type * as pulumi from "@pulumi/pulumi";
import { type ArgumentForm, formFix } from "../names/form";
import type { ArgumentType, Fields } from "./argumentTypes";

/** `VirtualMachine` of a resource; empty where Pulumi does not say. */
export const resourceTypeName = (resource: pulumi.Resource): string =>
  (resource as { __pulumiType?: string }).__pulumiType?.split(":").pop() ?? "";

/** What to pass instead of a whole resource: the fields of a structure, or the resource's own output of that name. */
export function resourceFix(
  path: string,
  resource: pulumi.Resource,
  type: ArgumentType,
  form?: ArgumentForm,
): string {
  if (typeof type === "object" && "fields" in type) {
    const required = Object.entries(type.fields).filter(([, { optional }]) => !optional);
    const fields = (required.length > 0 ? required : Object.entries(type.fields).slice(0, 1)).map(
      ([name]) => `${name}: ${outputOf(name, resource)}`,
    );
    return `pass { ${fields.join(", ")} }`;
  }
  const name = path.split(/[.[]/).pop() ?? "";
  if (form === undefined || name in resource) return `pass ${outputOf(name, resource)}`;
  const field = fieldOf(form);
  return field !== undefined && field in resource ? `pass ${variableOf(resource)}.${field}` : formFix(form);
}

/** What to pass instead of a resource under a name of its own: `vault: vault` means its name and its resource group. */
export function outputsFix(resource: pulumi.Resource, near: string, fields: Fields): string | undefined {
  const outputs = Object.keys(fields).filter(
    (name) =>
      fields[name]?.form !== undefined && (name === near || !fields[name]?.optional) && name in resource,
  );
  if (!outputs.includes(near)) return undefined;
  const ordered = [near, ...outputs.filter((name) => name !== near)];
  return `pass ${ordered.map((name) => `${name}: ${outputOf(name, resource)}`).join(" and ")}`;
}

/** What to pass instead of a structure that has the name or the id, e.g. what a function of azure-native returned. */
export function fieldFix(value: unknown, form: ArgumentForm | undefined): string | undefined {
  const field = form && fieldOf(form);
  const has = typeof value === "object" && value !== null && field !== undefined && field in value;
  return has ? `pass its ${field}` : undefined;
}

/** The field of azure-native's resources that has a name or an id. */
function fieldOf(form: ArgumentForm): string | undefined {
  if ("nameOf" in form) return "name";
  return "idOf" in form || "anyId" in form ? "id" : undefined;
}

/** `vault.vaultName` where the resource has that output, else its id or its name, by the argument's own name. */
function outputOf(argument: string, resource: pulumi.Resource): string {
  const variable = variableOf(resource);
  if (argument in resource) return `${variable}.${argument}`;
  return `${variable}.${/name$/i.test(argument) ? "name" : "id"}`;
}

const variableOf = (resource: pulumi.Resource): string =>
  lowerFirst(resourceTypeName(resource) || "resource");

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
