/** Azure Resource Manager: GET, PUT and DELETE of any resource type. */
import { answeredAt, checkKnown } from "./apiVersions";
import { AzureError } from "./azureError";
import { childrenOf } from "./children";
import {
  armType,
  modelledType,
  nameFromId,
  normalizeRegion,
  parsePath,
  type ResolvedType,
  resourceGroupIdOf,
} from "./ids";
import { isObject, type Json, listAt, textAt, withoutPath } from "./json";
import { checkLocks } from "./locks";
import { groupNotFound, parentIdOf } from "./notFound";
import type { Azure, ChildResource, PutRequest } from "./service";
import { services } from "./services";
import { keepDeletedVault } from "./services/deletedVault";
import type { Resource } from "./store";
import { vaultType } from "./types";

/** GET: the resource's properties. Undefined: it does not exist. */
export function get(azure: Azure, type: ResolvedType, id: string): Json | undefined {
  const found = azure.store.find(id);
  if (!found) return undefined;
  const inline = type.inline;
  const children = inline
    ? childrenOf(azure, found.id, inline.token).map((child) => ({
        ...child.properties,
        id: child.id,
        name: child.name,
      }))
    : [];
  return answeredAt(type, {
    type: armType(type.path),
    ...found.properties,
    ...services[type.token]?.computedProperties?.(found, azure),
    ...type.namedOutputs?.(parsePath(type.path, found.id) ?? {}),
    ...(inline ? { [inline.property]: children } : {}),
    id: found.id,
    name: found.name,
  });
}

/** PUT: creates or changes a resource; returns its properties. @throws AzureError */
export function put(azure: Azure, type: ResolvedType, id: string, body: Json): Json {
  const { store } = azure;
  const current = store.find(id);
  checkParents(azure, type, id);
  checkLocks(azure, id, "write");
  checkLocation(current, body);
  checkKnown(type, body);
  const pathValues = parsePath(type.path, id) ?? {};
  const service = services[type.token];
  const spelled = current?.id ?? service?.spelledId?.(id) ?? id;
  const request: PutRequest = {
    ...{ azure, id: spelled, name: nameFromId(spelled), pathValues, body },
    ...(current ? { current } : {}),
  };
  service?.checkPut?.(request);
  const defaultChildren = current ? [] : (service?.defaultChildren?.(request) ?? []);
  const children = [...inlineChildren(type, body), ...defaultChildren];
  if (type.inline && type.inline.property in body)
    removeUnlistedChildren(azure, request.id, type.inline.token, children);
  storeResource(type, request);
  for (const child of children) putChild(request, child);
  return get(azure, type, id) ?? {};
}

function putChild(
  { azure, id: parentId, pathValues }: PutRequest,
  { token, name, body }: ChildResource,
): void {
  const type = modelledType(token);
  const id = `${parentId}/${typeSegment(type.path)}/${name}`;
  const current = azure.store.find(id);
  storeResource(type, { azure, id, name, pathValues, body, ...(current ? { current } : {}) });
}

function storeResource(type: ResolvedType, request: PutRequest): void {
  const { azure, id, name, body } = request;
  const properties = services[type.token]?.storedProperties?.(request) ?? body;
  azure.store.put({
    ...{ id, type: armType(type.path), name },
    properties: withoutSecrets(properties, type.writeOnly ?? []),
  });
}

/** DELETE. False: the resource does not exist. @throws AzureError */
export function remove(azure: Azure, type: ResolvedType, id: string): boolean {
  const { store } = azure;
  const found = store.find(id);
  if (!found) return false;
  checkLocks(azure, id, "delete");
  checkNotInUse(azure, type, found);
  const softDeleted = services[type.token]?.checkDelete?.(found, azure);
  if (softDeleted) {
    store.put({ ...found, properties: softDeleted });
    return true;
  }
  const gone = [found, ...store.below(id)];
  for (const deleted of gone.filter((one) => one.type === vaultType)) keepDeletedVault(azure, deleted);
  for (const deleted of gone) store.remove(deleted.id);
  return true;
}

function checkParents(azure: Azure, type: ResolvedType, id: string): void {
  const group = resourceGroupIdOf(id);
  const isGroup = group?.length === id.length;
  if (group && !isGroup && !azure.store.find(group)) throw groupNotFound(group);
  const parent = parentIdOf(type, id);
  if (!parent || type.unmodelled || azure.store.find(parent)) return;
  const what = armType(type.path).split("/").slice(1).join("/");
  throw new AzureError(
    404,
    "ParentResourceNotFound",
    `Failed to perform 'write' on resource(s) of type '${what}', because the parent resource '${parent}' could not be found.`,
  );
}

function checkLocation(current: Resource | undefined, body: Json): void {
  const before = textAt(current?.properties.location);
  if (!current || before === undefined || body.location === undefined) return;
  if (normalizeRegion(body.location) === normalizeRegion(before)) return;
  throw new AzureError(
    409,
    "InvalidResourceLocation",
    `The resource '${current.name}' already exists in location '${before}'. A resource with the same name cannot be created in location '${normalizeRegion(body.location)}'.`,
  );
}

function checkNotInUse(azure: Azure, type: ResolvedType, resource: Resource): void {
  const { inline, deletionBlockedBy: blocked } = type;
  const children = inline ? childrenOf(azure, resource.id, inline.token) : [];
  for (const child of children) checkNotInUse(azure, modelledType(inline?.token ?? ""), child);
  const user = blocked?.types.flatMap((userType) => azure.store.referencing(resource.id, userType))[0];
  if (!blocked || !user) return;
  throw new AzureError(
    blocked.status,
    blocked.code,
    `${resource.name} cannot be deleted: it is in use by ${user.id}.`,
  );
}

function inlineChildren(type: ResolvedType, body: Json): ChildResource[] {
  const inline = type.inline;
  if (!inline) return [];
  return listAt(body, inline.property)
    .filter(isObject)
    .map((child) => ({ token: inline.token, name: textAt(child.name) ?? "", body: child }));
}

/** A PUT with a list of children removes the children that the list does not name. */
function removeUnlistedChildren(azure: Azure, id: string, token: string, listed: ChildResource[]): void {
  const names = new Set(listed.map((child) => child.name.toLowerCase()));
  const type = modelledType(token);
  for (const child of childrenOf(azure, id, token)) {
    if (!names.has(child.name.toLowerCase())) remove(azure, type, child.id);
  }
}

function withoutSecrets(properties: Json, paths: string[]): Json {
  return paths.reduce((rest, path) => withoutPath(rest, path.split(".")), properties);
}

/** The segment of a path before the resource's name, e.g. `subnets`. */
function typeSegment(path: string): string {
  return path.split("/").slice(-2)[0] ?? "";
}
