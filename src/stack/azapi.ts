import { unknownValue } from "../core/rule";
import { textOf, withoutEnd } from "../core/values";
import {
  type FieldPlace,
  type GenericProvider,
  idOf,
  nameAfter,
  ownName,
  payloadAt,
  scopeIn,
  typeIn,
} from "./genericProvider";
import type { Fields } from "./payload";

/** Columns that the resource itself can have. The provider adds them to the body. */
const columns = ["location", "tags"];

/** The provider's names in an identity block. */
const identityNames = { userAssignedIdentities: "identityIds" };

/**
 * `azapi:index/resource:Resource`, Terraform's azapi_resource: `type` with the API version, `parentId`, `name`, and Azure's payload in
 * `body`, which version 1 takes as JSON text. https://github.com/Azure/terraform-provider-azapi, azapi_resource.go, 2026-11-30
 */
export const azapi: GenericProvider = {
  isNative: false,
  declared: (values) => {
    const [type = "", apiVersion = ""] = textOf(values.type).split("@");
    return { type, apiVersion };
  },
  names: (values, type) => {
    const segments = type.split("/").slice(1);
    const own = { segment: segments.at(-1) ?? "", path: "name", read: () => ownName(values, "name") };
    const above = ["resourceGroups", ...segments.slice(0, -1)].map((segment) => ({
      segment,
      path: `parentId["${segment}"]`,
      read: () => nameAfter(segment, idOf(values) || textOf(values.parentId)),
    }));
    return [own, ...above];
  },
  id: (values) => values.id ?? idFrom(values),
  scope: (values) => scopeIn(idOf(values)) || textOf(values.parentId),
  field: (values, name) => {
    const inPayload = (property: string): FieldPlace => ({
      path: `${property}.${name}`,
      read: () => (payloadAt(values, property) as Fields | undefined)?.[name],
    });
    const inBody = inPayload("body");
    if (columns.includes(name)) return [{ path: name, read: () => columnOf(values, name) }, inBody];
    if (name === "identity") return [identityIn(values), inBody];
    return [inBody, inPayload("sensitiveBody"), inPayload("output")];
  },
};

/** A column in the inputs, or in the outputs, which always have a location that is not the body's: the provider may have a default. */
function columnOf(values: Fields, name: string): unknown {
  const value = values[name];
  if (value !== undefined || name !== "location" || !("output" in values)) return value;
  if ((payloadAt(values, "body") as Fields | undefined)?.[name] !== undefined) return undefined;
  throw unknownValue(name);
}

/** Pulumi makes a list of the block, and names the list in the plural, except in packages that say that there is only one. */
function identityIn(values: Fields): FieldPlace {
  const property = values.identities === undefined ? "identity" : "identities";
  const isList = Array.isArray(values[property]);
  return {
    path: isList ? `${property}[0]` : property,
    read: () => (isList ? (values[property] as readonly unknown[])[0] : values[property]),
    names: identityNames,
  };
}

/** The id that Azure will give the resource. Undefined: the parent cannot have a resource of this type. */
function idFrom(values: Fields): string | undefined {
  const [type = ""] = textOf(values.type).split("@");
  const parent = withoutEnd(textOf(values.parentId), "/");
  const name = ownName(values, "name");
  if (parent === "" || typeof name !== "string") return undefined;
  const segments = type.split("/");
  if (type.toLowerCase() === `${typeIn(parent)}/${segments.at(-1)}`.toLowerCase())
    return `${parent}/${segments.at(-1)}/${name}`;
  if (type.toLowerCase() === "microsoft.resources/resourcegroups") return `${parent}/resourceGroups/${name}`;
  return segments.length === 2 ? `${parent}/providers/${type}/${name}` : undefined;
}
