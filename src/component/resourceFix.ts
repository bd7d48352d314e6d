import type * as pulumi from "@pulumi/pulumi";
import type { ArgumentType } from "./argumentTypes";

/** `VirtualMachine` of a resource; empty where Pulumi does not say. */
export const resourceTypeName = (resource: pulumi.Resource): string =>
  (resource as { __pulumiType?: string }).__pulumiType?.split(":").pop() ?? "";

/** What to pass instead of a whole resource: the fields of a structure, or the resource's own output of that name. */
export function resourceFix(path: string, resource: pulumi.Resource, type: ArgumentType): string {
  if (typeof type === "object" && "fields" in type) {
    const required = Object.entries(type.fields).filter(([, { optional }]) => !optional);
    const fields = (required.length > 0 ? required : Object.entries(type.fields).slice(0, 1)).map(
      ([name]) => `${name}: ${outputOf(name, resource)}`,
    );
    return `pass { ${fields.join(", ")} }`;
  }
  return `pass ${outputOf(path.split(/[.[]/).pop() ?? "", resource)}`;
}

/** `vault.vaultName` where the resource has that output, else its id or its name, by the argument's own name. */
function outputOf(argument: string, resource: pulumi.Resource): string {
  const variable = lowerFirst(resourceTypeName(resource) || "resource");
  if (argument in resource) return `${variable}.${argument}`;
  return `${variable}.${/name$/i.test(argument) ? "name" : "id"}`;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
