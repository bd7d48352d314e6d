import { get } from "../azure/arm";
import { type KnownType, readPath, region } from "../azure/ids";
import { isObject, type Json } from "../azure/json";
import type { Azure } from "../azure/service";
import type { Resource } from "../azure/store";
import { resourceTypes } from "../azure/types";

/** A row of Resource Graph. */
export type GraphRow = Readonly<Record<string, unknown>>;

/** A resource as Azure answers it: what is its type's own is in `properties`. */
export type ArmResource = {
  readonly id: string;
  readonly name: string;
  /** The resource provider's type, e.g. Microsoft.Compute/virtualMachines. */
  readonly type: string;
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, unknown>>;
} & Readonly<Record<string, unknown>>;

/** What stands beside `properties` in Azure's answers. */
const beside = [
  "id name type location tags sku identity zones kind etag extendedLocation managedBy plan",
].flatMap((words) => words.split(" "));

/** Lists whose elements have `properties` of their own in Azure's answers, where Pulumi's have them open. */
const nested = [
  "ipConfigurations",
  "securityRules",
  "subnets",
  "routes",
  "networkInterfaces",
  "privateLinkServiceConnections",
];
const besideNested = ["id", "name", "type", "etag"];

const types: readonly KnownType[] = Object.entries(resourceTypes).map(([token, row]) => ({ ...row, token }));

/** Tables whose rows are not those of `resources`. */
const backupTable = "recoveryservicesresources";

/** Types that Azure shows inside of others, in no row of their own. */
const inside = [
  "microsoft.network/virtualnetworks/subnets",
  "microsoft.network/networksecuritygroups/securityrules",
  "microsoft.network/routetables/routes",
];

/** The rows of a table. */
export function rowsOfTables(azure: Azure, table: string): GraphRow[] {
  return [...azure.store.all()].flatMap((resource) => {
    const type = resource.type.toLowerCase();
    const isBackup = type.startsWith("microsoft.recoveryservices/vaults/");
    if (isBackup !== (table === backupTable) || inside.includes(type) || type.endsWith("/resourcegroups"))
      return [];
    return [rowOf(azure, resource)];
  });
}

/** The subscriptions in which there is anything. */
export function subscriptionsOf(azure: Azure): GraphRow[] {
  const ids = new Set([...azure.store.all()].map(({ id }) => subscriptionOf(id)));
  return [...ids].filter(Boolean).map((subscriptionId) => ({
    id: `/subscriptions/${subscriptionId}`,
    name: subscriptionId,
    type: "microsoft.resources/subscriptions",
    subscriptionId,
    properties: {},
  }));
}

const subscriptionOf = (id: string): string => /^\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? "";

function rowOf(azure: Azure, resource: Resource): GraphRow {
  const shown = armShape(azure, resource);
  return {
    ...shown,
    type: resource.type.toLowerCase(),
    location: region(shown.location),
    resourceGroup: /\/resourceGroups\/([^/]+)/i.exec(resource.id)?.[1]?.toLowerCase(),
    subscriptionId: subscriptionOf(resource.id),
  };
}

/** A resource as Azure Resource Manager answers it, where simulated Azure keeps it as azure-native writes it. */
export function armShape(azure: Azure, resource: Resource): ArmResource {
  const type = types.find(({ path }) => readPath(path, resource.id) !== undefined);
  const shown = (type && get(azure, type, resource.id)) ?? resource.properties;
  const open = Object.entries(shown).filter(([key]) => !beside.includes(key) && key !== "properties");
  const properties = { ...Object.fromEntries(open), ...(isObject(shown.properties) ? shown.properties : {}) };
  const top = Object.fromEntries(
    beside.map((key) => [key, shown[key]]).filter(([, value]) => value !== undefined),
  );
  const { id, name } = resource;
  return { ...top, id, name, type: resource.type, properties: asAnswered(properties) as Json };
}

/** Elements of nested lists with their properties closed again. */
function asAnswered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asAnswered);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      nested.includes(key) && Array.isArray(inner) ? inner.map(closed) : asAnswered(inner),
    ]),
  );
}

function closed(element: unknown): unknown {
  if (!isObject(element) || isObject(element.properties)) return element;
  const parts = Object.entries(element);
  const own = (isBeside: boolean): Json =>
    Object.fromEntries(parts.filter(([key]) => besideNested.includes(key) === isBeside));
  return { ...own(true), properties: asAnswered(own(false)) };
}
