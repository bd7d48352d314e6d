import { fillPath, pathParameters, resourceTypeOf } from "../azure/ids";
import { services } from "../azure/services";

/** A resource that a program registers, as Pulumi's unit tests pass it to the mocks. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  readonly id?: string | undefined;
}

/** Mocks for `pulumi.runtime.setMocks`. */
export interface AzureMocks {
  /** The resource's id and outputs. A resource of azure-native gets an id in Azure's form; any other gets `<name>-id`. */
  newResource(args: Registered): { id: string; state: Record<string, unknown> };
  /** Returns the inputs of a Pulumi function as its outputs. */
  call(args: { readonly token: string; readonly inputs: Record<string, unknown> }): Record<string, unknown>;
}

const subscription = "00000000-0000-0000-0000-000000000000";

/**
 * Mocks with ids in Azure's form, for unit tests without an engine: `pulumi.runtime.setMocks(azureMocks())`. With the usual
 * `<name>_id` of other mocks ProtectedVms fails: it is not an id of a virtual machine or of a backup policy.
 */
export function azureMocks(): AzureMocks {
  return {
    newResource({ type, name, inputs }) {
      if (!type.startsWith("azure-native")) return { id: `${name}-id`, state: inputs };
      const resourceType = resourceTypeOf(type, inputs);
      const parameters = pathParameters(resourceType);
      const ownName = parameters.at(-1) ?? "";
      const values: Record<string, unknown> = {
        resourceGroupName: "simulated",
        [ownName]: name,
        ...inputs,
      };
      // In preview an input may be unknown: its place in the id gets a text of its own.
      const texts = Object.fromEntries(
        parameters.map((key) => [key, typeof values[key] === "string" ? values[key] : `unknown-${key}`]),
      );
      const path = fillPath(resourceType.path, texts, subscription);
      const id = services[resourceType.token]?.spelledId?.(path) ?? path;
      const outputs = resourceType.namedOutputs?.(texts as Record<string, string>);
      return { id, state: { ...inputs, ...outputs, name: texts[ownName] } };
    },
    call: ({ inputs }) => inputs,
  };
}
