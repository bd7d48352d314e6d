import { atVersion } from "../azure/apiVersions";
import { AzureError } from "../azure/azureError";
import { modelledType, parsePath } from "../azure/ids";
import { notFound } from "../azure/notFound";
import type { Azure } from "../azure/service";
import { unlockDelete } from "../azure/services/guard";
import { resourceTypes } from "../azure/types";
import { crossRegionRoutes } from "./crossRegionRestore";
import { deletedVaultRoutes } from "./deletedVaults";
import { graphRoutes } from "./graph";
import { groupRoutes } from "./groups";
import { jobRoutes } from "./jobs";
import { listRoutes } from "./lists";
import { operationRoutes } from "./operations";
import { recoveryPointRoutes } from "./recoveryPoints";
import type { RestRequest, RestResponse, Route } from "./request";
import { restoreRoutes } from "./restores";
import { toArmResource } from "./rows";
import { virtualMachineRoutes } from "./virtualMachines";
import { deleteResponse, patchVaultResponse, putResponse } from "./writes";

const unlockRoute: Route = {
  method: "POST",
  path: /^(.*\/backupResourceGuardProxies\/[^/]+)\/unlockDelete$/i,
  handle: (azure, { body }, [linkId = ""]) => ({ status: 200, body: unlockDelete(azure, linkId, body) }),
};

const routes: readonly Route[] = [
  ...[...graphRoutes, ...operationRoutes, ...jobRoutes, ...listRoutes],
  ...[...deletedVaultRoutes, ...recoveryPointRoutes, ...restoreRoutes, ...crossRegionRoutes],
  ...[...virtualMachineRoutes, ...groupRoutes],
  unlockRoute,
];

const types = Object.keys(resourceTypes).map(modelledType);

/** The response to a request: of a route, or a GET, PUT, PATCH or DELETE of a resource. @throws AzureError */
export function respond(azure: Azure, request: RestRequest): RestResponse {
  for (const { method, path, handle } of routes) {
    const groups = method === request.method ? path.exec(request.path) : null;
    if (groups !== null) return handle(azure, request, groups.slice(1));
  }
  const modelled = types.find(({ path }) => parsePath(path, request.path) !== undefined);
  if (modelled === undefined)
    throw new AzureError(
      404,
      "InvalidResourceType",
      `Simulated Azure does not serve ${request.method} ${request.path}.`,
    );
  const type = atVersion(modelled, request.query.get("api-version"));
  if (request.method === "GET") {
    const found = azure.store.find(request.path);
    if (found === undefined) throw notFound(azure, type, request.path);
    return { status: 200, body: toArmResource(azure, found, type) };
  }
  if (request.method === "PUT") return putResponse(azure, type, request);
  if (request.method === "PATCH" && type.token === "recoveryservices:Vault")
    return patchVaultResponse(azure, type, request);
  if (request.method === "DELETE") return deleteResponse(azure, type, request);
  throw new AzureError(
    405,
    "MethodNotAllowed",
    `Simulated Azure does not serve ${request.method} of ${type.token}.`,
  );
}
