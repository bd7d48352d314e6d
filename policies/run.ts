import type { Exemptable } from "../src/core/exemptions";
import type { ExemptionTracker } from "../src/core/exemptionTracker";
import type { Inventory } from "../src/core/inventory";
import { nullsAsUndefined } from "../src/core/nulls";
import { stackInventory } from "../src/stack/stackInventory";
import { kindIn, nativeTokenOf } from "../src/stack/tokens";
import { newSdkProtocol, type SdkProtocol } from "./sdkProtocol";
import { newSecretValues, type SecretValues } from "./secretValues";

/** What the policies of a pack share while it runs. */
export interface Run {
  readonly exemptions: ExemptionTracker;
  readonly secrets: SecretValues;
  readonly sdk: SdkProtocol<Stack>;
  /** Whether a text is reported for the first time in this run. */
  isFirstReport(text: string): boolean;
  /** The token that resources of Azure's type have in this run: azure-native's own, if any resource has it. */
  tokenOf(armType: string): string;
}

/** A stack's resources, read once for all policies. */
export interface Stack {
  readonly inventory: Inventory;
  /** By URN, with their inputs as properties. */
  readonly resources: ReadonlyMap<string, Exemptable>;
}

/** Resource providers of Azure whose resources are linked in the inventory. */
const linkedProviders = /^Microsoft\.(Compute|Network|RecoveryServices|Authorization|Resources)\//;

export function newRun(exemptions: ExemptionTracker): Run {
  // In a preview the stack's own resources have unknown for all that the program leaves out, so the inputs are recorded.
  const inputs = new Map<string, unknown>();
  const tokens = new Map<string, string>();
  const reported = new Set<string>();
  const sdk = newSdkProtocol<Stack>(
    ({ type: token, urn, props }) => {
      const { inventoryType } = kindIn(token, props);
      // A generic resource can have been of another type.
      inputs.delete(urn);
      if (!linkedProviders.test(inventoryType)) return;
      inputs.set(urn, props);
      if (tokens.get(inventoryType) !== nativeTokenOf(inventoryType)) tokens.set(inventoryType, token);
    },
    (resources) => ({
      inventory: stackInventory(resources, (urn) => inputs.get(urn)),
      resources: new Map(
        resources.map(({ urn, name, type, props }) => [
          urn,
          exemptable({ urn, name, type, props: inputs.get(urn) ?? props }),
        ]),
      ),
    }),
  );
  return {
    exemptions,
    secrets: newSecretValues(),
    sdk,
    isFirstReport: (text) => !reported.has(text) && reported.add(text) !== undefined,
    tokenOf: (armType) => tokens.get(armType) ?? nativeTokenOf(armType),
  };
}

/** A resource as exemptions read it: the tags of a generic resource can be in its body. */
export function exemptable({ urn, name, type, props }: Exemptable & { readonly type: string }): Exemptable {
  const { form } = kindIn(type, props);
  return form?.property === undefined
    ? { urn, name, props }
    : { urn, name, props: form.view(nullsAsUndefined(props)) };
}
