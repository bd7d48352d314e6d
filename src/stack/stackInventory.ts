import { type Inventory, type InventoryResource, inventoryOf } from "../core/inventory";
import { nullsAsUndefined } from "../core/nulls";
import { withComputedInputs } from "./computedInputs";
import { kindIn } from "./tokens";

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
    const { urn, name, props } = resource;
    const given = inputsOf(urn) ?? props;
    const { inventoryType: type, apiVersion, form } = kindByEither(resource.type, given, props);
    const view = (values: unknown) => {
      const known = nullsAsUndefined(values) ?? {};
      return form === undefined ? known : form.view(known);
    };
    const dependencies = (property: string) => {
      const own = form?.property?.(property, nullsAsUndefined(given)) ?? { name: property };
      const found = (resource.propertyDependencies[own.name] ?? []).flatMap(
        ({ urn }) => byUrn.get(urn) ?? [],
      );
      return own.type === undefined ? found : found.filter((one) => one.type === own.type);
    };
    const inputs = view(given);
    const isNative = form === undefined || form.isNative === true;
    const node: InventoryResource = {
      ...{ urn, name, type },
      ...(apiVersion && { apiVersion }),
      inputs: isNative
        ? withComputedInputs(inputs, { type, dependencies }, (of) => inventory.of(of))
        : inputs,
      outputs: view(props),
      ...(form && { words: form.words(nullsAsUndefined(given)) }),
      dependencies,
    };
    byUrn.set(urn, node);
    return node;
  });
  const inventory = inventoryOf(nodes);
  return inventory;
}

/** What a resource is by its inputs or, if they do not show it, by its outputs, which have its id. */
function kindByEither(token: string, inputs: unknown, outputs: unknown) {
  const kind = kindIn(token, inputs);
  return kind.inventoryType === token ? kindIn(token, outputs) : kind;
}
