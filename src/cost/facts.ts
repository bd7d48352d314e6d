import type { Sourced } from "../core/fact";

/**
 * What a protected instance is billed as, by the size of its VM: half of the unit price up to 50 GB, the unit price up to 500 GB, and
 * one more for every further 500 GB.
 */
export const instanceSizes: Sourced & {
  readonly smallGB: number;
  readonly smallUnits: number;
  readonly unitGB: number;
} = {
  smallGB: 50,
  smallUnits: 0.5,
  unitGB: 500,
  source: "https://azure.microsoft.com/pricing/details/backup/",
  asOf: "2026-11-26",
  note: "The steps as announced with the pricing by instances in 2015, and as infracost reckons them.",
};

/** How Azure's retail prices name what a VM's backup is billed by; snapshots are billed by the storage service. */
export const meters = {
  service: "Backup",
  instance: { sku: "Azure VM", meter: "Azure VM Protected Instances" },
  storage: {
    sku: "Standard",
    meters: {
      LocallyRedundant: "LRS Data Stored",
      ZoneRedundant: "ZRS Data Stored",
      GeoRedundant: "GRS Data Stored",
    },
  },
  source: "https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices",
  asOf: "2026-11-26",
  note: "Names of meters as Microsoft's Japanese support blog and infracost show them.",
} as const satisfies Sourced & Record<string, unknown>;
