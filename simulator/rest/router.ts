import { get, notFound, put } from "../azure/arm";
import { AzureError } from "../azure/azureError";
import { modelledType, parsePath } from "../azure/ids";
import type { Azure } from "../azure/service";
import { resourceTypes } from "../azure/types";
import { graphRoutes } from "./graph";
import { jobRoutes } from "./jobs";
import { listRoutes } from "./lists";
import type { RestRequest, RestResponse, Route } from "./request";

const routes: readonly Route[] = [...graphRoutes, ...jobRoutes, ...listRoutes];

const types = Object.keys(resourceTypes).map(modelledType);

/** The response to a request: of a route, or a GET or PUT of a resource. @throws AzureError */
export function respond(azure: Azure, request: RestRequest): RestResponse {
  for (const { method, path, handle } of routes) {
    const groups = method === request.method ? path.exec(request.path) : null;
    if (groups !== null) return handle(azure, request, groups.slice(1));
  }
  const type = types.find(({ path }) => parsePath(path, request.path) !== undefined);
  if (type === undefined)
    throw new AzureError(
      404,
      "InvalidResourceType",
      `Simulated Azure does not serve ${request.method} ${request.path}.`,
    );
  if (request.method === "GET") {
    const found = get(azure, type, request.path);
    if (found === undefined) throw notFound(azure, type, request.path);
    return { status: 200, body: found };
  }
  if (request.method === "PUT") return { status: 200, body: put(azure, type, request.path, request.body) };
  throw new AzureError(
    405,
    "MethodNotAllowed",
    `Simulated Azure does not serve ${request.method} of ${type.token}.`,
  );
}
