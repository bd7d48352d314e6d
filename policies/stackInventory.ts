import type { PolicyResource } from "@pulumi/policy";
import type { Inventory, InventoryResource } from "../src/core/inventory";
import { kindOf } from "./tokens";

/** The inventory of a stack's resources. `inputsOf` gives a resource's inputs, where this run has seen them. */
export function stackInventory(
  resources: readonly PolicyResource[],
  inputsOf: (urn: string) => unknown,
): Inventory {
  const byUrn = new Map<string, InventoryResource>();
  const byType = new Map<string, InventoryResource[]>();
  for (const resource of resources) {
    const { joinedType, apiVersion, classic } = kindOf(resource.type);
    const view = (props: unknown) => (classic === undefined ? props : classic.view(props));
    const { urn, name, props } = resource;
    const node: InventoryResource = {
      urn,
      name,
      type: joinedType,
      ...(apiVersion && { apiVersion }),
      inputs: view(inputsOf(urn) ?? props),
      outputs: view(props),
      dependencies: (property) =>
        (resource.propertyDependencies[property] ?? []).flatMap(({ urn }) => byUrn.get(urn) ?? []),
    };
    byUrn.set(urn, node);
    const ofType = byType.get(joinedType);
    if (ofType === undefined) byType.set(joinedType, [node]);
    else ofType.push(node);
  }
  return { of: <T>(type: string) => (byType.get(type) ?? []) as InventoryResource<T>[] };
}
