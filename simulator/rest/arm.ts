import { get, notFound, put } from "../azure/arm";
import { type KnownType, readPath } from "../azure/ids";
import { Refusal } from "../azure/refusal";
import type { Azure } from "../azure/service";
import { resourceTypes } from "../azure/types";
import { graphRoutes } from "./graph";
import { jobRoutes } from "./jobs";
import { listRoutes } from "./lists";
import type { Answer, Request, Route } from "./request";

const routes: readonly Route[] = [...graphRoutes, ...jobRoutes, ...listRoutes];

const types: readonly KnownType[] = Object.entries(resourceTypes).map(([token, row]) => ({ ...row, token }));

/** The answer to a request. @throws Refusal */
export function answerOf(azure: Azure, request: Request): Answer {
  for (const { method, path, answer } of routes) {
    const groups = method === request.method ? path.exec(request.path) : null;
    if (groups !== null) return answer(azure, request, groups.slice(1));
  }
  const type = types.find(({ path }) => readPath(path, request.path) !== undefined);
  if (type === undefined)
    throw new Refusal(
      404,
      "InvalidResourceType",
      `Simulated Azure serves no ${request.method} ${request.path}.`,
    );
  if (request.method === "GET") {
    const found = get(azure, type, request.path);
    if (found === undefined) throw notFound(azure, type, request.path);
    return { status: 200, body: found };
  }
  if (request.method === "PUT") return { status: 200, body: put(azure, type, request.path, request.body) };
  throw new Refusal(405, "MethodNotAllowed", `Simulated Azure serves no ${request.method} of ${type.token}.`);
}
