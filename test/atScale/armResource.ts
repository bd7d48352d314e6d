import { kindOf } from "../../src/stack/tokens";
import type { ArmResource } from "../support/azurePolicy";

/** Fields beside `properties` in a request to Azure. */
const top = ["location", "tags", "identity", "sku", "zones", "kind", "plan", "extendedLocation"];

/** A resource as azure-native's inputs have it, as Azure is asked for it: the SDK lifts `properties` where it can. */
export function armResource(token: string, inputs: object): ArmResource {
  const given = inputs as Readonly<Record<string, unknown>>;
  const { type } = kindOf(token);
  const name = given.vmName ?? given.diskName ?? given.policyName ?? given.vaultName;
  const beside = Object.fromEntries(Object.entries(given).filter(([key]) => top.includes(key)));
  const properties =
    given.properties ?? Object.fromEntries(Object.entries(given).filter(([key]) => !top.includes(key)));
  return {
    id: `/subscriptions/s/resourceGroups/g/providers/${type}/${name}`,
    type,
    name,
    ...beside,
    properties,
  };
}
