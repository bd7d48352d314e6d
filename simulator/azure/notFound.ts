import { AzureError } from "./azureError";
import {
  armType,
  fillPath,
  nameFromId,
  parentPath,
  parsePath,
  type ResolvedType,
  resourceGroupIdOf,
} from "./ids";
import type { Azure } from "./service";

/** The 404 of a GET: its code depends on what is missing. */
export function notFound(azure: Azure, type: ResolvedType, id: string): AzureError {
  const group = resourceGroupIdOf(id);
  if (group && !azure.store.find(group)) return groupNotFound(group);
  const parent = parentIdOf(type, id);
  const missing = parent && !azure.store.find(parent) ? parent : id;
  // Azure Backup has a code of its own for items: https://github.com/pulumi/pulumi-azure-native/issues/4841
  if (missing === id && type.token === "recoveryservices:ProtectedItem") {
    return new AzureError(404, "BMSUserErrorDataSourceObjectNotFound", `Item not found: ${nameFromId(id)}`);
  }
  // A missing policy is answered with an empty body (azure-powershell, TestAzureVMSmartTieringPolicy, 2024-04).
  if (missing === id && type.token === "recoveryservices:ProtectionPolicy")
    return new AzureError(404, "", "");
  const where = group ? ` under resource group '${nameFromId(group)}'` : "";
  const what = `${armType(missing === id ? type.path : (parentPath(type) ?? ""))}/${nameFromId(missing)}`;
  return new AzureError(
    404,
    "ResourceNotFound",
    `The Resource '${what}'${where} was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

/** The id of the parent that must exist first. Undefined: only the resource group must exist. */
export function parentIdOf(type: ResolvedType, id: string): string | undefined {
  const path = parentPath(type);
  const values = parsePath(type.path, id);
  return path && values ? fillPath(path, values, values.subscriptionId ?? "") : undefined;
}

/** The 404 of a request in a resource group that does not exist. */
export function groupNotFound(group: string): AzureError {
  return new AzureError(
    404,
    "ResourceGroupNotFound",
    `Resource group '${nameFromId(group)}' could not be found.`,
  );
}
