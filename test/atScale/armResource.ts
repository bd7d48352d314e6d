import { kindOf } from "../../src/stack/tokens";
import type { ArmResource } from "../support/azurePolicy";

/** Fields next to `properties` in a request to Azure. */
const topLevelFields = ["location", "tags", "identity", "sku", "zones", "kind", "plan", "extendedLocation"];

/** A request to Azure for a resource with azure-native's inputs, in which some fields of `properties` are at the top. */
export function armResource(token: string, inputs: object): ArmResource {
  const fields = inputs as Readonly<Record<string, unknown>>;
  const { type } = kindOf(token);
  const name = fields.vmName ?? fields.diskName ?? fields.policyName ?? fields.vaultName;
  const topLevel = Object.fromEntries(Object.entries(fields).filter(([key]) => topLevelFields.includes(key)));
  const properties =
    fields.properties ??
    Object.fromEntries(Object.entries(fields).filter(([key]) => !topLevelFields.includes(key)));
  return {
    id: `/subscriptions/s/resourceGroups/g/providers/${type}/${name}`,
    type,
    name,
    ...topLevel,
    properties,
  };
}
