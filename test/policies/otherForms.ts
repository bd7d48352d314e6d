/** azure-native's resources as other providers and packages declare them, translated field by field. */
import { fillPath } from "../../simulator/azure/ids";
import { resourceTypes } from "../../simulator/azure/types";
import { kindOf } from "../../src/stack/tokens";
import type { TestResource } from "./server";

type Fields = Readonly<Record<string, unknown>>;

export const genericToken = "azure-native:resources:Resource";
export const azapiToken = "azapi:index/resource:Resource";

/** Azure's own form of a resource. */
interface ArmResource {
  readonly id: string;
  readonly type: string;
  /** The fields of the payload's root, with the properties. */
  readonly payload: Fields;
}

const rootFields = ["location", "tags", "sku", "identity", "kind", "extendedLocation"];

/** Lists whose elements have properties of their own in Azure's form. */
const nestedLists = [
  "ipConfigurations",
  "securityRules",
  "privateLinkServiceConnections",
  "subnets",
  "routes",
];

/** azure-native's name of a property, and Azure's. */
const renamed: Readonly<Record<string, string>> = { networkRuleSet: "networkAcls" };

function nested(key: string, value: unknown): unknown {
  if (!nestedLists.includes(key) || !Array.isArray(value)) return value;
  return value.map(({ name, id, ...properties }: Fields) => ({
    ...(name !== undefined && { name }),
    ...(id !== undefined && { id }),
    properties,
  }));
}

/** The path of a type's ids, and the names in it. */
function pathOf(type: string): { path: string; idFields: string[] } {
  const token = type
    .replace(/^azure-native:/, "")
    .replace("ManagementLockAtResourceGroupLevel", "ManagementLockByScope");
  const { path } = resourceTypes[token] ?? { path: "" };
  const fields = [...path.matchAll(/\{(\w+)\}/g)].map(([, key = ""]) => key);
  return { path, idFields: fields.filter((key) => key !== "subscriptionId") };
}

/** A resource with every name of its id, because the other forms cannot leave one out. */
export function named(resource: TestResource): TestResource {
  const { name = "it", type, props } = resource;
  const missing = pathOf(type).idFields.filter((key) => !(key in props) && key !== "scope");
  const names = missing.map((key) => [key, key === "resourceGroupName" ? "bank" : name]);
  return { ...resource, props: { ...props, ...Object.fromEntries(names) } };
}

/** A resource in Azure's form. */
export function armOf({ type, props }: TestResource): ArmResource {
  const { path, idFields } = pathOf(type);
  const given = props as Fields;
  const names = {
    ...given,
    scope: given.scope ?? `/subscriptions/s/resourceGroups/${given.resourceGroupName}`,
  };
  const inRoot = ([key]: [string, unknown]) => rootFields.includes(key);
  const isOwn = ([key]: [string, unknown]) =>
    !rootFields.includes(key) && ![...idFields, "scope", "resourceGroupName", "properties"].includes(key);
  const fields = Object.entries(given);
  return {
    id: fillPath(path, names as unknown as Record<string, string>, "s"),
    type: kindOf(type).inventoryType,
    payload: {
      ...Object.fromEntries(fields.filter(inRoot)),
      properties: {
        ...Object.fromEntries(
          fields.filter(isOwn).map(([key, value]) => [renamed[key] ?? key, nested(key, value)]),
        ),
        ...(given.properties as object),
      },
    },
  };
}

/** The id before the last type and name, without a provider at its end. */
const parentOf = (id: string): string => id.replace(/\/[^/]+\/[^/]+$/, "").replace(/\/providers\/[^/]+$/, "");
const nameOf = (id: string): string => id.slice(id.lastIndexOf("/") + 1);

const withProps = (resource: TestResource, type: string, props: Fields): TestResource => ({
  ...resource,
  type,
  props: Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)),
});

/** As azapi declares it. */
export function asAzapi(resource: TestResource): TestResource {
  const { id, type, payload } = armOf(resource);
  const { location, tags, identity, ...body } = payload;
  const { userAssignedIdentities, ...ofIdentity } = (identity ?? {}) as Fields;
  const block = {
    ...ofIdentity,
    ...(userAssignedIdentities !== undefined && { identityIds: userAssignedIdentities }),
  };
  return withProps(resource, azapiToken, {
    ...{ type: `${type}@2025-01-01`, parentId: parentOf(id), name: nameOf(id), location, tags, body },
    ...(identity !== undefined && { identity: block }),
  });
}

/** As version 1 of azapi takes it, with its body as text. */
export function asAzapiText(resource: TestResource): TestResource {
  const { props, ...rest } = asAzapi(resource);
  return { ...rest, props: { ...props, body: JSON.stringify((props as Fields).body) } };
}

/** As azure-native's resource of any type declares it. */
export function asGeneric(resource: TestResource): TestResource {
  const { id, type, payload } = armOf(resource);
  const [namespace = "", ...types] = type.split("/");
  const given = resource.props as Fields;
  const path = id.slice(id.toLowerCase().lastIndexOf(`/providers/${namespace}/`.toLowerCase()));
  const segments = path.split("/").slice(3);
  return withProps(resource, genericToken, {
    ...{ resourceProviderNamespace: namespace, resourceType: types.at(-1), apiVersion: "2025-01-01" },
    parentResourcePath: segments.slice(0, -2).join("/"),
    resourceGroupName: given.resourceGroupName ?? "bank",
    resourceName: nameOf(id),
    ...payload,
  });
}

/** As a package of one API version declares it, and with the version in azure-native's own token. */
export const asPackage = (resource: TestResource): TestResource => ({
  ...resource,
  type: resource.type.replace(/^azure-native:(\w+):/, "azure-native_$1_v20250101:$1:"),
});
export const asVersion = (resource: TestResource): TestResource => ({
  ...resource,
  type: resource.type.replace(/^azure-native:(\w+):/, "azure-native:$1/v20250101:"),
});

/** The words of the other forms for what azure-native's own types call otherwise. A resource's own name has many names there. */
const words: readonly (readonly [RegExp, string])[] = [
  [/\b(?:parentId|parentResourcePath)\["vaults"\]/g, "vaultName"],
  [/\b(?:parentId|parentResourcePath)\["protectionContainers"\]/g, "containerName"],
  [/\b(?:parentId|parentResourcePath)\["backupFabrics"\]/g, "fabricName"],
  [/: (?:resourceName|name|vaultName|protectedItemName) is/g, ": OWN NAME is"],
  [/\bnetworkAcls\b/g, "networkRuleSet"],
  [/\b(?:body\.)?properties\./g, ""],
  [/\bbody\./g, ""],
];

/** A finding without the differences of the forms. */
export const inWordsOfNative = (line: string): string =>
  words.reduce((text, [theirs, ours]) => text.replaceAll(theirs, ours), line);
