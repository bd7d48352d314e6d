import { type Inventory, type InventoryResource, inventoryOf } from "../core/inventory";
import { type DrillEvidence, drillEvidenceType } from "../protection/drills";
import type { Source } from "./source";

/** A source with the evidence of restore drills. */
export const withDrills = (source: Source, evidence: DrillEvidence): Source => ({
  ...source,
  inventory: withResource(source.inventory, evidence),
});

function withResource(inventory: Inventory, evidence: DrillEvidence): Inventory {
  const resource: InventoryResource = {
    ...{ urn: drillEvidenceType, name: "drills", type: drillEvidenceType },
    ...{ inputs: evidence, outputs: evidence, dependencies: () => [] },
  };
  return inventoryOf([...inventory.all(), resource], inventory.coverage);
}
