import { get } from "../azure/arm";
import { armType, modelledType, normalizeRegion, parsePath, type ResolvedType } from "../azure/ids";
import { isObject, type Json } from "../azure/json";
import type { Azure } from "../azure/service";
import { deletedVaultType } from "../azure/services/deletedVault";
import type { Resource } from "../azure/store";
import { resourceTypes } from "../azure/types";

/** A row of Resource Graph. */
export type GraphRow = Readonly<Record<string, unknown>>;

/** A resource in the form of Azure Resource Manager: everything specific to the type is in `properties`. */
export type ArmResource = {
  readonly id: string;
  readonly name: string;
  /** The type in Azure Resource Manager, e.g. Microsoft.Compute/virtualMachines. */
  readonly type: string;
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, unknown>>;
} & Readonly<Record<string, unknown>>;

/** Properties that Azure Resource Manager has outside of `properties`. */
const topLevelProperties = [
  ...["id", "name", "type", "location", "tags", "sku", "identity", "zones", "kind", "etag"],
  ...["extendedLocation", "managedBy", "plan"],
];

/** Lists whose elements have `properties` of their own in Azure Resource Manager, but not in azure-native. */
const nestedLists = [
  "ipConfigurations",
  "securityRules",
  "subnets",
  "routes",
  "networkInterfaces",
  "privateLinkServiceConnections",
  "privateDnsZoneConfigs",
];
const topLevelInElements = ["id", "name", "type", "etag"];

const typesByArmType = new Map<string, ResolvedType[]>();
for (const type of Object.keys(resourceTypes).map(modelledType)) {
  const key = armType(type.path).toLowerCase();
  typesByArmType.set(key, [...(typesByArmType.get(key) ?? []), type]);
}

/** The table of Azure Backup's resources. All other resources are in the table `resources`. */
const backupTable = "recoveryservicesresources";

/** Types without rows of their own: Azure returns them inside their parents. */
const typesInParents = [
  "microsoft.network/virtualnetworks/subnets",
  "microsoft.network/networksecuritygroups/securityrules",
  "microsoft.network/routetables/routes",
];

/** Types with rows in the table of containers only. */
const subscriptionType = "microsoft.resources/subscriptions";
const containerTypes = ["microsoft.resources/resourcegroups", subscriptionType];

/** Types without rows: no answer of Resource Graph about deleted vaults was recorded. */
const typesWithoutRows = [deletedVaultType.toLowerCase()];

/** The rows of a table, "resources" or "recoveryservicesresources". */
export function rowsOfTables(azure: Azure, table: string): GraphRow[] {
  return [...azure.store.all()].flatMap((resource) => {
    const type = resource.type.toLowerCase();
    const isBackup = type.startsWith("microsoft.recoveryservices/vaults/");
    if (isBackup !== (table === backupTable)) return [];
    if ([...typesInParents, ...containerTypes, ...typesWithoutRows].includes(type)) return [];
    return [graphRow(azure, resource)];
  });
}

/**
 * The subscriptions that have at least one resource. A resource `/subscriptions/<id>` gives the name and the management groups above:
 * https://learn.microsoft.com/azure/governance/management-groups/resource-graph-samples, 2026-11.
 */
export function subscriptionsOf(azure: Azure): GraphRow[] {
  const ids = new Set([...azure.store.all()].map(({ id }) => subscriptionOf(id)));
  return [...ids].filter(Boolean).map((subscriptionId) => {
    const id = `/subscriptions/${subscriptionId}`;
    const known = azure.store.find(id);
    const { managementGroupAncestorsChain = [] } = known?.properties ?? {};
    return {
      ...{ id, name: known?.name ?? subscriptionId, type: subscriptionType, subscriptionId },
      properties: { managementGroupAncestorsChain },
    };
  });
}

/** The ids of the subscriptions below management groups, in lower case. */
export function subscriptionsBelow(azure: Azure, groups: readonly string[]): string[] {
  const wanted = new Set(groups.map((group) => group.toLowerCase()));
  return subscriptionsOf(azure).flatMap(({ subscriptionId, properties }) => {
    const chain = (properties as { managementGroupAncestorsChain: { name: string }[] })
      .managementGroupAncestorsChain;
    return chain.some(({ name }) => wanted.has(name.toLowerCase()))
      ? [String(subscriptionId).toLowerCase()]
      : [];
  });
}

const subscriptionOf = (id: string): string => /^\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? "";

function graphRow(azure: Azure, resource: Resource): GraphRow {
  const armResource = toArmResource(azure, resource);
  return {
    ...armResource,
    type: resource.type.toLowerCase(),
    location: normalizeRegion(armResource.location),
    resourceGroup: /\/resourceGroups\/([^/]+)/i.exec(resource.id)?.[1]?.toLowerCase(),
    subscriptionId: subscriptionOf(resource.id),
  };
}

/**
 * Converts a resource from azure-native's form, in which it is stored, to that of Azure Resource Manager.
 *
 * @param at The type at the API version of the request. Omitted: azure-native's default version.
 */
export function toArmResource(azure: Azure, resource: Resource, at?: ResolvedType): ArmResource {
  const { id, name } = resource;
  const candidates = typesByArmType.get(armType(id).toLowerCase()) ?? [];
  const type = at ?? candidates.find(({ path }) => parsePath(path, id) !== undefined);
  const flat = (type && get(azure, type, id)) ?? resource.properties;
  const [top, specific] = partition(flat, (key) => topLevelProperties.includes(key));
  const { properties, ...others } = specific;
  const merged = { ...others, ...(isObject(properties) ? properties : {}) };
  return { ...top, id, name, type: resource.type, properties: withNestedElements(merged) as Json };
}

/** Moves the properties of elements in nested lists into their `properties`. */
function withNestedElements(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNestedElements);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      nestedLists.includes(key) && Array.isArray(inner) ? inner.map(toArmElement) : withNestedElements(inner),
    ]),
  );
}

function toArmElement(element: unknown): unknown {
  if (!isObject(element) || isObject(element.properties)) return element;
  const [top, specific] = partition(element, (key) => topLevelInElements.includes(key));
  return { ...top, properties: withNestedElements(specific) };
}

function partition(value: Json, isFirst: (key: string) => boolean): [Json, Json] {
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return [
    Object.fromEntries(entries.filter(([key]) => isFirst(key))),
    Object.fromEntries(entries.filter(([key]) => !isFirst(key))),
  ];
}
