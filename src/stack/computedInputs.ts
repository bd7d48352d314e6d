import { type InventoryResource, ifKnown } from "../core/inventory";
import { sameText } from "../core/values";

export const resourceGroupType = "Microsoft.Resources/resourceGroups";

/** Where azure-native takes an input from that the program leaves out. */
interface Origin {
  /** The property that names the resource which has the value. */
  readonly through: string;
  readonly ownerType: string;
}

/**
 * The inputs that azure-native fills in, of those that rules read. It takes a location from the state, then from the provider's
 * configuration, then from the resource group. While the group's name is not known, the location is unknown.
 * https://github.com/pulumi/pulumi-azure-native, getDefaultLocation of provider/pkg/provider, 2026-11-30
 */
const computedInputs: Readonly<Record<string, Origin>> = {
  location: { through: "resourceGroupName", ownerType: resourceGroupType },
};

type Fields = Readonly<Record<string, unknown>> | undefined;

/**
 * The inputs of a resource. An input that azure-native will fill in reads as the value that it will have, if the stack shows it.
 *
 * @param inputs Whose reading throws for a value that is not known yet.
 * @param ownersOf The stack's resources of a type.
 */
export function withComputedInputs<T>(
  inputs: T,
  resource: Pick<InventoryResource, "type" | "dependencies">,
  ownersOf: (type: string) => readonly InventoryResource[],
): T {
  if (typeof inputs !== "object" || inputs === null) return inputs;
  return new Proxy(inputs, {
    get(target, key) {
      const origin =
        typeof key === "string" && Object.hasOwn(computedInputs, key) ? computedInputs[key] : undefined;
      if (origin === undefined) return Reflect.get(target, key);
      return (
        ifKnown(() => Reflect.get(target, key) as unknown) ??
        filledIn(key as string, origin, target as Fields, resource, ownersOf) ??
        Reflect.get(target, key)
      );
    },
  });
}

/** The value in the resource that the input comes from. Undefined: it is not known, or the program sets the input. */
function filledIn(
  key: string,
  { through, ownerType }: Origin,
  inputs: Fields,
  resource: Pick<InventoryResource, "type" | "dependencies">,
  ownersOf: (type: string) => readonly InventoryResource[],
): unknown {
  if (resource.type === ownerType || resource.dependencies(key).length > 0) return undefined;
  const dependencies = resource.dependencies(through).filter(({ type }) => type === ownerType);
  const name = ifKnown(() => inputs?.[through]);
  const named = () =>
    typeof name === "string"
      ? ownersOf(ownerType).filter((owner) =>
          sameText(
            ifKnown(() => (owner.inputs as Fields)?.[through]),
            name,
          ),
        )
      : [];
  const [owner, ...others] = dependencies.length > 0 ? dependencies : named();
  return owner === undefined || others.length > 0
    ? undefined
    : ifKnown(() => (owner.inputs as Fields)?.[key]);
}
