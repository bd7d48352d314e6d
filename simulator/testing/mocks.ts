import { fillPath, typeOf } from "../azure/ids";
import type { Json } from "../azure/json";

/** What Pulumi's unit tests hand over of a resource. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  readonly id?: string | undefined;
}

/** Mocks for `pulumi.runtime.setMocks`. */
export interface AzureMocks {
  /** The id and the outputs of a resource: for azure-native those that Azure would give. */
  newResource(args: Registered): { id: string; state: Record<string, unknown> };
  /** Answers a function with its own inputs. */
  call(args: { readonly token: string; readonly inputs: Record<string, unknown> }): Record<string, unknown>;
}

const subscription = "00000000-0000-0000-0000-000000000000";

/**
 * Mocks with ids as Azure writes them, for unit tests without an engine: `pulumi.runtime.setMocks(azureMocks())`. Pulumi's usual
 * `<name>_id` names no virtual machine and no backup policy, so that ProtectedVms refuses it as it would refuse any other wrong id.
 */
export function azureMocks(): AzureMocks {
  return {
    newResource({ type, name, inputs }) {
      if (!type.startsWith("azure-native")) return { id: `${name}-id`, state: inputs };
      const row = typeOf(type, inputs as Json);
      const own = [...row.path.matchAll(/\{(\w+)\}/g)].map(([, key = ""]) => key).pop() ?? "";
      const named = { resourceGroupName: "simulated", [own]: name, ...inputs };
      const texts = Object.fromEntries(
        [...row.path.matchAll(/\{(\w+)\}/g)].map(([, key = ""]) => [
          key,
          typeof (named as Json)[key] === "string" ? (named as Json)[key] : `unknown-${key}`,
        ]),
      );
      return { id: fillPath(row.path, texts as Json, subscription), state: { ...inputs, name: texts[own] } };
    },
    call: ({ inputs }) => inputs,
  };
}
