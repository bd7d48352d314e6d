import { type InventoryResource, ifKnown } from "./inventory";
import { valueAt } from "./words";

/**
 * Whether a resource exists in Azure with its outputs: Azure gave it as a row, or its outputs have the provisioning state that only
 * Azure writes. In a preview the outputs of what is about to change do not have it.
 */
export const existsInAzure = ({ exists, outputs }: InventoryResource): boolean =>
  exists === true ||
  (ifKnown(() => valueAt(outputs, "properties.provisioningState")) ?? undefined) !== undefined;
