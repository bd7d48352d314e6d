import * as pulumi from "@pulumi/pulumi";
import { type ArgumentForm, formFix } from "../names/form";
import type { ResourceKind } from "../names/kinds";
import type { Argument, ArgumentType, Fields } from "./argumentTypes";

/** The parts of a resource's type, e.g. `azure-native`, `compute` and `VirtualMachine`; empty where Pulumi does not say. */
function typeOf(resource: pulumi.Resource): { readonly module: string; readonly name: string } {
  const [, module = "", name = ""] = (resource as { __pulumiType?: string }).__pulumiType?.split(":") ?? [];
  return { module: module.split("/", 1)[0] ?? "", name };
}

/** `VirtualMachine` of a resource. */
export const resourceTypeName = (resource: pulumi.Resource): string => typeOf(resource).name;

/** What to pass instead of a whole resource: one of its outputs, alone or in the structure, list or map that is expected. */
export function resourceFix(
  path: string,
  resource: pulumi.Resource,
  type: ArgumentType,
  form?: ArgumentForm,
): string {
  const name = path.split(/[.[]/).pop() ?? "";
  if (form !== undefined) {
    const output = outputFor(name, resource, form);
    return output === undefined ? formFix(form) : `pass ${output}`;
  }
  const parts = partFix(name, { type }, resource);
  return parts === undefined ? "pass one of its outputs" : `pass ${parts}`;
}

/** The outputs of a resource in the form of an argument. Undefined: it has none that fits. */
function partFix(name: string, { type, form }: Argument, resource: pulumi.Resource): string | undefined {
  if (form !== undefined) return outputFor(name, resource, form);
  const output = outputOf(name, resource);
  if (typeof type !== "object" || output !== undefined) return output;
  if ("list" in type) return surrounded("[", partFix(name, type.list, resource), "]");
  if ("map" in type) return surrounded("{ <key>: ", partFix(name, type.map, resource), " }");
  if ("oneOf" in type) return undefined;
  const required = Object.entries(type.fields).filter(([, { optional }]) => !optional);
  const fields = (required.length > 0 ? required : Object.entries(type.fields).slice(0, 1)).map(
    ([field, argument]) => [field, partFix(field, argument, resource)] as const,
  );
  if (fields.some(([, output]) => output === undefined)) return undefined;
  return `{ ${fields.map(([field, output]) => `${field}: ${output}`).join(", ")} }`;
}

const surrounded = (start: string, text: string | undefined, end: string): string | undefined =>
  text === undefined ? undefined : `${start}${text}${end}`;

/** What to pass instead of a resource under a name of its own: `vault: vault` means its name and its resource group. */
export function outputsFix(resource: pulumi.Resource, near: string, fields: Fields): string | undefined {
  const outputs = Object.entries(fields).flatMap(([name, { form, optional }]) => {
    const output = form && (name === near || !optional) ? outputFor(name, resource, form) : undefined;
    return output === undefined ? [] : [[name, output] as const];
  });
  if (!outputs.some(([name]) => name === near)) return undefined;
  const ordered = outputs.sort(([a], [b]) => Number(b === near) - Number(a === near));
  return `pass ${ordered.map(([name, output]) => `${name}: ${output}`).join(" and ")}`;
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

/**
 * The output of a resource that has a name or an id. At run time a resource of azure-native also has its inputs, and `vmId` of a
 * VirtualMachine is a GUID: of azure-native's resources only the name or the id of the right kind is suggested.
 */
function outputFor(argument: string, resource: pulumi.Resource, form: ArgumentForm): string | undefined {
  if (!pulumi.CustomResource.isInstance(resource) || !("nameOf" in form || "idOf" in form))
    return outputOf(argument, resource);
  const isMeant = isOfKind(resource, "nameOf" in form ? form.nameOf : form.idOf);
  return isMeant ? `${variableOf(resource)}.${fieldOf(form)}` : undefined;
}

/** `vault.vaultName` where the resource has that output. */
const outputOf = (argument: string, resource: pulumi.Resource): string | undefined =>
  argument in resource ? `${variableOf(resource)}.${argument}` : undefined;

/** Whether a resource of azure-native is of a kind, e.g. `azure-native:compute:VirtualMachine` and `Microsoft.Compute/virtualMachines`. */
function isOfKind(resource: pulumi.Resource, { types }: ResourceKind): boolean {
  const { module, name } = typeOf(resource);
  const singular = (text: string) => text.replace(/ies$/, "y").replace(/s$/, "");
  return types.some((type) => {
    const [provider = "", ...names] = type.split("/");
    return (
      `microsoft.${module}/${name}`.toLowerCase() ===
      `${provider}/${singular(names.at(-1) ?? "")}`.toLowerCase()
    );
  });
}

const variableOf = (resource: pulumi.Resource): string =>
  lowerFirst(resourceTypeName(resource) || "resource");

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
