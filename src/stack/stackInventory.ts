import { type Inventory, type InventoryResource, inventoryOf } from "../core/inventory";
import { nullsAsUndefined } from "../core/nulls";
import { withComputedInputs } from "./computedInputs";
import { kindOf } from "./tokens";

/** A resource of a stack, from the policy SDK or from an export of Pulumi. */
export interface StackResource {
  readonly urn: string;
  readonly name: string;
  readonly type: string;
  readonly props: unknown;
  readonly propertyDependencies: Readonly<Record<string, readonly { readonly urn: string }[]>>;
}

/**
 * The inventory of a stack's resources.
 *
 * @param inputsOf The inputs of a resource. Undefined: they are not known, so its properties are used.
 */
export function stackInventory(
  resources: readonly StackResource[],
  inputsOf: (urn: string) => unknown,
): Inventory {
  const byUrn = new Map<string, InventoryResource>();
  const nodes = resources.map((resource) => {
    const { inventoryType, apiVersion, classic } = kindOf(resource.type);
    const view = (values: unknown) => {
      const known = nullsAsUndefined(values) ?? {};
      return classic === undefined ? known : classic.view(known);
    };
    const { urn, name, props } = resource;
    const dependencies = (property: string) =>
      (resource.propertyDependencies[property] ?? []).flatMap(({ urn }) => byUrn.get(urn) ?? []);
    const inputs = view(inputsOf(urn) ?? props);
    const node: InventoryResource = {
      urn,
      name,
      type: inventoryType,
      ...(apiVersion && { apiVersion }),
      inputs: classic
        ? inputs
        : withComputedInputs(inputs, { type: inventoryType, dependencies }, (type) => inventory.of(type)),
      outputs: view(props),
      ...(classic && { words: classic.words }),
      dependencies,
    };
    byUrn.set(urn, node);
    return node;
  });
  const inventory = inventoryOf(nodes);
  return inventory;
}
