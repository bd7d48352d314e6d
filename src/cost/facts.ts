import type { Sourced } from "../core/fact";

/**
 * The units as which a protected VM is billed, by its size: half a unit up to 50 GB, one unit up to 500 GB, and one more unit for
 * each further 500 GB.
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
  note: "The steps as announced with the pricing by instances in 2015, and as infracost calculates them.",
};

/** Of which snapshots a bill has: with an Enhanced policy also of the first one in full. */
export const snapshotBilling: Sourced = {
  source: "https://jpabrs-scem.github.io/blog/AzureVMBackup/VM_Backup_billing",
  asOf: "2024-01-16",
  note: "Its example: 100 GB, 1 GB a day, 4 days, 0.05 USD per GB are about 5.2 USD with an Enhanced policy.",
};

/** The meters of a VM's backup in Azure's retail prices. The storage service bills snapshots. */
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
