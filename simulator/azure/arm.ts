import { childrenOf, rowOf } from "./children";
import { armType, fillPath, groupOf, type KnownType, lastName, parentPath, readPath, region } from "./ids";
import { isObject, type Json, list, text } from "./json";
import { checkLocks } from "./locks";
import { Refusal } from "./refusal";
import type { Azure, Child, Put } from "./service";
import { services } from "./services";
import type { Resource } from "./store";

/** GET: the resource's properties, or undefined. */
export function get(azure: Azure, type: KnownType, id: string): Json | undefined {
  const found = azure.store.find(id);
  if (!found) return undefined;
  const shown = { ...found.properties, ...services[type.token]?.get?.(found, azure) };
  const inline = type.inline;
  const children = inline
    ? childrenOf(azure, found, inline.type).map((child) => ({
        ...child.properties,
        id: child.id,
        name: child.name,
      }))
    : [];
  return {
    type: armType(type.path),
    ...shown,
    ...(inline ? { [inline.property]: children } : {}),
    id: found.id,
    name: found.name,
  };
}

/** PUT: makes or changes a resource and answers its properties. */
export function put(azure: Azure, type: KnownType, id: string, body: Json): Json {
  const { store } = azure;
  const current = store.find(id);
  checkParents(azure, type, id);
  checkLocks(azure, id, "write");
  checkLocation(current, body);
  const name = lastName(id);
  const names = readPath(type.path, id) ?? {};
  const request: Put = { azure, id: current?.id ?? id, name, names, body, ...(current ? { current } : {}) };
  const service = services[type.token];
  service?.check?.(request);
  const children = [...inlineChildren(type, body), ...(current ? [] : (service?.children?.(request) ?? []))];
  if (type.inline && type.inline.property in body)
    dropOtherChildren(azure, request.id, type.inline.type, children);
  keep(type, request);
  for (const child of children) {
    const childType = rowOf(child.type);
    const childId = `${request.id}/${lastSegment(childType.path)}/${child.name}`;
    const present = store.find(childId);
    const inner = { azure, id: childId, name: child.name, names, body: child.body };
    keep(childType, present ? { ...inner, current: present } : inner);
  }
  return get(azure, type, id) ?? {};
}

function keep(type: KnownType, request: Put): void {
  const { azure, id, name, body } = request;
  const shaped = services[type.token]?.shape?.(request) ?? body;
  const properties = withoutSecrets(shaped, type.writeOnly ?? []);
  azure.store.put({ id, type: armType(type.path), name, properties });
}

/** DELETE: true when there was something to delete. */
export function remove(azure: Azure, type: KnownType, id: string): boolean {
  const { store } = azure;
  const found = store.find(id);
  if (!found) return false;
  checkLocks(azure, id, "delete");
  checkUnused(azure, type, found);
  const kept = services[type.token]?.remove?.(found, azure);
  if (kept) {
    store.put({ ...found, properties: kept });
    return true;
  }
  for (const below of store.below(id)) store.remove(below.id);
  store.remove(id);
  return true;
}

/** The 404 of a GET, with the code that says what is missing. */
export function notFound(azure: Azure, type: KnownType, id: string): Refusal {
  const group = groupOf(id);
  if (group && !azure.store.find(group)) return groupNotFound(group);
  const parent = parentId(type, id);
  const missing = parent && !azure.store.find(parent) ? parent : id;
  // Azure Backup answers for its own items; see https://github.com/pulumi/pulumi-azure-native/issues/4841
  if (missing === id && type.token === "recoveryservices:ProtectedItem") {
    return new Refusal(404, "BMSUserErrorDataSourceObjectNotFound", `Item not found: ${lastName(id)}`);
  }
  const where = group ? ` under resource group '${lastName(group)}'` : "";
  return new Refusal(404, "ResourceNotFound", `The Resource '${lastName(missing)}'${where} was not found.`);
}

function checkParents(azure: Azure, type: KnownType, id: string): void {
  const group = groupOf(id);
  const isGroup = group?.length === id.length;
  if (group && !isGroup && !azure.store.find(group)) throw groupNotFound(group);
  const parent = parentId(type, id);
  if (!parent || type.generic || azure.store.find(parent)) return;
  const what = armType(type.path).split("/").slice(1).join("/");
  throw new Refusal(
    404,
    "ParentResourceNotFound",
    `Failed to perform 'write' on resource(s) of type '${what}', because the parent resource '${parent}' could not be found.`,
  );
}

function parentId(type: KnownType, id: string): string | undefined {
  const path = parentPath(type);
  const names = readPath(type.path, id);
  return path && names ? fillPath(path, names, names.subscriptionId ?? "") : undefined;
}

function groupNotFound(group: string): Refusal {
  return new Refusal(404, "ResourceGroupNotFound", `Resource group '${lastName(group)}' could not be found.`);
}

function checkLocation(current: Resource | undefined, body: Json): void {
  const here = text(current?.properties.location);
  if (!current || here === undefined || body.location === undefined || region(body.location) === region(here))
    return;
  throw new Refusal(
    409,
    "InvalidResourceLocation",
    `The resource '${current.name}' already exists in location '${here}'. A resource with the same name cannot be created in location '${region(body.location)}'.`,
  );
}

function checkUnused(azure: Azure, type: KnownType, resource: Resource): void {
  const held = type.heldBy;
  const below = type.inline ? childrenOf(azure, resource, type.inline.type) : [];
  for (const child of below) checkUnused(azure, rowOf(type.inline?.type ?? ""), child);
  const holder = held?.types.flatMap((user) => azure.store.users(resource.id, user))[0];
  if (!held || !holder) return;
  throw new Refusal(
    held.status,
    held.code,
    `${resource.name} cannot be deleted: it is in use by ${holder.id}.`,
  );
}

function inlineChildren(type: KnownType, body: Json): Child[] {
  const inline = type.inline;
  if (!inline) return [];
  return list(body, inline.property)
    .filter(isObject)
    .map((child) => ({ type: inline.type, name: text(child.name) ?? "", body: child }));
}

function dropOtherChildren(azure: Azure, id: string, token: string, children: Child[]): void {
  const parent = azure.store.find(id);
  if (!parent) return;
  const named = new Set(children.map((child) => child.name.toLowerCase()));
  const type = rowOf(token);
  for (const child of childrenOf(azure, parent, token)) {
    if (!named.has(child.name.toLowerCase())) remove(azure, type, child.id);
  }
}

function withoutSecrets(properties: Json, paths: string[]): Json {
  return paths.reduce((left, path) => without(left, path.split(".")), properties);
}

function without(value: Json, [key = "", ...rest]: string[]): Json {
  const inner = value[key];
  if (rest.length > 0) return isObject(inner) ? { ...value, [key]: without(inner, rest) } : value;
  const { [key]: _, ...left } = value;
  return left;
}

function lastSegment(path: string): string {
  return path.split("/").slice(-2)[0] ?? "";
}
