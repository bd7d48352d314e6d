import { get, put, remove } from "../azure/arm";
import type { ResolvedType } from "../azure/ids";
import { type Json, objectAt } from "../azure/json";
import { notFound } from "../azure/notFound";
import type { Azure } from "../azure/service";
import { acceptedResponse, backupOperation, itemOperation, vaultOperation } from "./operations";
import type { RestRequest, RestResponse } from "./request";

/** PUT: an item is accepted and finished later, a new vault is being provisioned, a policy and any other type is written at once. */
export function putResponse(azure: Azure, type: ResolvedType, request: RestRequest): RestResponse {
  const { path, body } = request;
  const isNew = azure.store.find(path) === undefined;
  const stored = put(azure, type, path, body);
  if (type.token === "recoveryservices:ProtectedItem")
    return acceptedResponse(azure, request, itemOperation(path));
  if (type.token !== "recoveryservices:Vault" || !isNew) return { status: 200, body: stored };
  const { headers = {} } = acceptedResponse(azure, request, vaultOperation(path));
  const { location: _, ...statusHeaders } = headers;
  return { status: 201, headers: statusHeaders, body: { ...stored, properties: provisioning(stored) } };
}

/** PATCH of a vault: what the request omits stays. Azure accepts it and finishes it later. @throws AzureError */
export function patchVaultResponse(azure: Azure, type: ResolvedType, request: RestRequest): RestResponse {
  const { path, body } = request;
  const current = get(azure, type, path);
  if (current === undefined) throw notFound(azure, type, path);
  const { location, identity, tags } = current;
  put(azure, type, path, {
    location,
    ...(identity !== undefined && { identity }),
    ...(tags !== undefined && { tags }),
    ...body,
  });
  return acceptedResponse(azure, request, vaultOperation(path));
}

/** The properties of a vault in the first answer, before its storage exists (azure-cli, test_vault_soft_delete_basic, 2025-10). */
function provisioning(vault: Json): Json {
  const { backupStorageVersion: _, ...properties } = objectAt(vault, "properties");
  const securitySettings = {
    ...objectAt(properties, "securitySettings"),
    multiUserAuthorization: "Invalid",
  };
  return { ...properties, provisioningState: "Provisioning", securitySettings };
}

/** DELETE: the operation on an item is one of its vault's. A resource that does not exist is 204. @throws AzureError */
export function deleteResponse(azure: Azure, type: ResolvedType, request: RestRequest): RestResponse {
  const { path } = request;
  if (!remove(azure, type, path)) return { status: 204 };
  if (type.token === "recoveryservices:Vault") return acceptedResponse(azure, request, vaultOperation(path));
  if (type.token !== "recoveryservices:ProtectedItem") return { status: 200, body: {} };
  const vault = path.slice(0, path.toLowerCase().indexOf("/backupfabrics/"));
  return acceptedResponse(azure, request, backupOperation(vault));
}
