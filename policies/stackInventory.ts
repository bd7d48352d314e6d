import type { PolicyResource } from "@pulumi/policy";
import { type Inventory, type InventoryResource, inventoryOf } from "../src/core/inventory";
import { present } from "../src/core/present";
import { kindOf } from "./tokens";

/** The inventory of a stack's resources. `inputsOf` gives a resource's inputs, where this run has seen them. */
export function stackInventory(
  resources: readonly PolicyResource[],
  inputsOf: (urn: string) => unknown,
): Inventory {
  const byUrn = new Map<string, InventoryResource>();
  const nodes = resources.map((resource) => {
    const { joinedType, apiVersion, classic } = kindOf(resource.type);
    const view = (given: unknown) => {
      const props = present(given) ?? {};
      return classic === undefined ? props : classic.view(props);
    };
    const { urn, name, props } = resource;
    const node: InventoryResource = {
      urn,
      name,
      type: joinedType,
      ...(apiVersion && { apiVersion }),
      inputs: view(inputsOf(urn) ?? props),
      outputs: view(props),
      ...(classic && { words: classic.words }),
      dependencies: (property) =>
        (resource.propertyDependencies[property] ?? []).flatMap(({ urn }) => byUrn.get(urn) ?? []),
    };
    byUrn.set(urn, node);
    return node;
  });
  return inventoryOf(nodes);
}
