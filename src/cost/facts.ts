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

/**
 * The meters of a VM's backup in Azure's retail prices, each with the names that it has had. The storage service bills snapshots.
 * The storage of a vault with cross-region restore is RA-GRS; its archive tier is GRS all the same.
 */
export const meters = {
  service: "Backup",
  instance: { sku: "Azure VM", names: ["Azure VM Protected Instance", "Azure VM Protected Instances"] },
  standard: {
    sku: "Standard",
    names: (copies: string) => [`Standard ${copies} Data Stored`, `${copies} Data Stored`],
  },
  archive: {
    sku: "Archive",
    names: (copies: string) => [`Archive ${copies} Data Stored`, `${copies} Data Stored`],
  },
  /** Short names of a redundancy, as the meters have them. */
  copies: {
    LocallyRedundant: "LRS",
    ZoneRedundant: "ZRS",
    GeoRedundant: "GRS",
    ReadAccessGeoRedundant: "RA-GRS",
  },
  archiveCopies: {
    LocallyRedundant: "LRS",
    ZoneRedundant: "ZRS",
    GeoRedundant: "GRS",
    ReadAccessGeoRedundant: "GRS",
  },
  source: "https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices",
  asOf: "2026-11-30",
  note: "Names of meters as github.com/ahmadabdalla/azure-cost-calculator (today's) and infracost (earlier ones) have them. RA-GRS with cross-region restore: learn.microsoft.com/azure/backup/azure-backup-pricing (2025-09-19). GRS archive with cross-region restore: learn.microsoft.com/azure/backup/archive-tier-support (2023-04-15).",
} as const satisfies Sourced & Record<string, unknown>;

/** What the archive tier changes in a bill: each archived point is a full copy, and one that is deleted early is billed to the end. */
export const archiveBilling = {
  earlyDeletionDays: 180,
  source: "https://learn.microsoft.com/azure/backup/archive-tier-support",
  asOf: "2023-04-15",
  note: "Points are converted to full recovery points, so the storage of a VM with little change may grow.",
} as const satisfies Sourced & Record<string, unknown>;

/**
 * Reserved capacity: blocks of storage of the standard tier, for one region and redundancy. It covers neither protected instances nor the
 * archive tier; what a block does not use is lost, and storage beyond it has the usual price.
 */
export const reservedCapacity = {
  terms: { "1-year": { name: "1 Year", months: 12 }, "3-years": { name: "3 Years", months: 36 } },
  /** Sizes of a block in GB (of 2^30 bytes), by their names in the retail prices. */
  blocksGB: { "100 TB": 100 * 1024, "1 PB": 1024 * 1024 },
  product: "Backup Reserved Capacity",
  /** Name of the SKU of a block, e.g. `Standard - 100 TB LRS`. */
  sku: (block: string, copies: string) => `Standard - ${block} ${copies}`,
  source: "https://learn.microsoft.com/azure/backup/backup-azure-reserved-pricing-overview",
  asOf: "2026-09-17",
  note: "Names of the product and its SKUs as github.com/ahmadabdalla/azure-cost-calculator has them. A retail price of a reservation is that of its whole term.",
} as const satisfies Sourced & Record<string, unknown>;
