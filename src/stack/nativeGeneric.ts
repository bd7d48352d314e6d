import { ifKnown } from "../core/inventory";
import { textOf } from "../core/values";
import {
  type GenericProvider,
  idOf,
  nameAfter,
  ownName,
  payloadAt,
  scopeIn,
  typeIn,
} from "./genericProvider";
import type { Fields } from "./payload";

/** The end of the id without the resource's name: `Microsoft.Network/virtualNetworks/net/subnets`. */
const pathOf = (values: Fields): string =>
  [values.resourceProviderNamespace, values.parentResourcePath, values.resourceType]
    .map((part) => textOf(part).replace(/^\/|\/$/g, ""))
    .filter(Boolean)
    .join("/");

/**
 * `azure-native:resources:Resource`: the type in three parts, and Azure's payload as the properties of the resource itself.
 * https://www.pulumi.com/registry/packages/azure-native/api-docs/resources/resource/, 2026-11-30
 */
export const nativeGeneric: GenericProvider = {
  isNative: true,
  declared: (values) => ({
    type: typeIn(pathOf(values)),
    apiVersion: textOf(ifKnown(() => values.apiVersion)),
  }),
  names: (values, type) => {
    const segments = type.split("/").slice(1);
    const inId = (segment: string) => nameAfter(segment, idOf(values));
    return [
      { segment: segments.at(-1) ?? "", path: "resourceName", read: () => ownName(values, "resourceName") },
      {
        segment: "resourceGroups",
        path: "resourceGroupName",
        read: () => inId("resourceGroups") ?? values.resourceGroupName,
      },
      ...segments.slice(0, -1).map((segment) => ({
        segment,
        path: `parentResourcePath["${segment}"]`,
        read: () => inId(segment) ?? nameAfter(segment, textOf(values.parentResourcePath)),
      })),
    ];
  },
  id: (values) => values.id,
  scope: (values) =>
    scopeIn(
      idOf(values) || `/resourceGroups/${textOf(values.resourceGroupName)}/providers/${pathOf(values)}/name`,
    ),
  field: (values, name) => [
    {
      path: name,
      read: () => (name === "properties" ? payloadAt(values, name) : values[name]),
    },
  ],
};
