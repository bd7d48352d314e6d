import { AzureError } from "./azureError";
import type { ResolvedType } from "./ids";
import { type Json, valueAt, withoutPath } from "./json";

/** Refuses properties that the API version of a request does not know. No source gives the code. @throws AzureError */
export function checkKnown(type: ResolvedType, body: Json): void {
  const unknown = laterPaths(type).find((path) => valueAt(body, path) !== undefined);
  if (unknown === undefined) return;
  throw new AzureError(
    400,
    "InvalidRequestContent",
    `The request content was invalid: API version ${type.apiVersion} has no property '${unknown}'.`,
  );
}

/** An answer without what its API version does not know. */
export const answeredAt = (type: ResolvedType, properties: Json): Json =>
  laterPaths(type).reduce((rest, path) => withoutPath(rest, path.split(".")), properties);

const laterPaths = ({ since = {}, apiVersion }: ResolvedType): string[] =>
  Object.keys(since).filter((path) => (since[path] ?? "") > apiVersion);

/** A type at the API version of a request. Omitted: no property is too new. */
export const atVersion = (type: ResolvedType, version: string | null): ResolvedType =>
  version === null ? { ...type, since: {} } : { ...type, apiVersion: version };
