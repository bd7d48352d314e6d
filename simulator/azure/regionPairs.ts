import { normalizeRegion } from "./ids";

/**
 * The region to which the storage of a geo-redundant vault is copied, of the regions that examples and tests use.
 * https://learn.microsoft.com/azure/reliability/regions-list, 2025-03-21
 */
const pairs: Readonly<Record<string, string>> = {
  ...{ eastus: "westus", westus: "eastus", eastus2: "centralus", centralus: "eastus2" },
  ...{ westus2: "westcentralus", westus3: "eastus", northeurope: "westeurope", westeurope: "northeurope" },
  ...{ uksouth: "ukwest", ukwest: "uksouth", francecentral: "francesouth", brazilsouth: "southcentralus" },
  ...{ germanywestcentral: "germanynorth", swedencentral: "swedensouth", norwayeast: "norwaywest" },
  ...{ switzerlandnorth: "switzerlandwest", eastasia: "southeastasia", southeastasia: "eastasia" },
};

/** Undefined: simulated Azure knows no pair of this region. */
export const pairedRegion = (location: unknown): string | undefined => pairs[normalizeRegion(location) ?? ""];
