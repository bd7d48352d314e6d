import type { Sourced } from "../core/fact";

/** Sizes of managed disks: a disk is billed as the smallest size that holds it. */
export const diskSizes = {
  /** Largest size in GiB, and the number in the names of this size, e.g. 10 in P10. */
  numbers: [
    ...[[4, 1] as const, [8, 2] as const, [16, 3] as const, [32, 4] as const, [64, 6] as const],
    ...[[128, 10] as const, [256, 15] as const, [512, 20] as const, [1024, 30] as const, [2048, 40] as const],
    ...[[4096, 50] as const, [8192, 60] as const, [16_384, 70] as const, [32_767, 80] as const],
  ],
  /** The letter of the sizes, and the number of the smallest, by the kind of disk. Other kinds are billed by what is provisioned. */
  kinds: {
    Premium: { letter: "P", smallest: 1 },
    StandardSSD: { letter: "E", smallest: 1 },
    Standard: { letter: "S", smallest: 4 },
  },
  /** Azure's prices of disks are per month, and a part of a month costs its share. */
  hoursPerMonth: 730,
  source: "https://azure.microsoft.com/pricing/details/managed-disks/",
  asOf: "2026-11-30",
} as const satisfies Sourced & Record<string, unknown>;

/** How Azure's retail prices name virtual machines and managed disks. */
export const restoreMeters = {
  vm: {
    service: "Virtual Machines",
    unit: "1 Hour",
    notUsual: /\b(Spot|Low Priority)\b/i,
    otherProduct: /Cloud Services/i,
  },
  disk: { service: "Storage", product: /Managed Disks$/, unit: "1/Month", meter: /^\S+( \S+)? Disks?$/ },
  source: "https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices",
  asOf: "2026-11-30",
  note: "Windows has a product of its own, e.g. Virtual Machines Dsv5 Series Windows. The meter of a disk is P10 LRS Disk, earlier P10 Disks.",
} as const satisfies Sourced & Record<string, unknown>;

/** An entry of the retail prices, as far as it is read. */
export interface RetailPrice {
  readonly currencyCode?: string;
  readonly retailPrice?: number;
  readonly unitOfMeasure?: string;
  readonly armRegionName?: string;
  readonly armSkuName?: string;
  readonly productName?: string;
  readonly skuName?: string;
  readonly meterName?: string;
  readonly type?: string;
}

/** The name under which a disk is billed, e.g. `P10 LRS`. Undefined: it is not billed by its size, or its size is not known. */
export function diskSizeName(sku: string | undefined, sizeGB: number | undefined): string | undefined {
  const [kindName = "", copies] = sku?.split("_") ?? [];
  const kind = Object.entries(diskSizes.kinds).find(([name]) => name === kindName)?.[1];
  if (kind === undefined || copies === undefined || sizeGB === undefined) return undefined;
  const found = diskSizes.numbers.find(([gb, number]) => number >= kind.smallest && sizeGB <= gb);
  return found && `${kind.letter}${found[1]} ${copies}`;
}

/** The price of a VM per hour. Undefined: there is none, or more than one. */
export const vmPrice = (
  prices: readonly RetailPrice[],
  {
    region,
    size,
    isWindows,
  }: { readonly region: string; readonly size: string; readonly isWindows: boolean },
): RetailPrice | undefined =>
  onlyOne(
    prices.filter(
      ({ armRegionName, armSkuName, productName = "", skuName = "", meterName = "", unitOfMeasure }) =>
        armRegionName === region &&
        armSkuName?.toLowerCase() === size.toLowerCase() &&
        unitOfMeasure === restoreMeters.vm.unit &&
        !restoreMeters.vm.notUsual.test(`${skuName} ${meterName}`) &&
        !restoreMeters.vm.otherProduct.test(productName) &&
        /Windows/i.test(productName) === isWindows,
    ),
  );

/** The price of a disk per month. Undefined: there is none, or more than one. */
export const diskPrice = (
  prices: readonly RetailPrice[],
  { region, sizeName }: { readonly region: string; readonly sizeName: string },
): RetailPrice | undefined =>
  onlyOne(
    prices.filter(
      ({ armRegionName, productName = "", skuName, meterName = "", unitOfMeasure }) =>
        armRegionName === region &&
        skuName === sizeName &&
        unitOfMeasure === restoreMeters.disk.unit &&
        restoreMeters.disk.product.test(productName) &&
        restoreMeters.disk.meter.test(meterName),
    ),
  );

/** Two entries with one price are one. */
function onlyOne(prices: readonly RetailPrice[]): RetailPrice | undefined {
  const usual = prices.filter(({ type = "Consumption" }) => type === "Consumption");
  const [first] = usual;
  return usual.every(({ retailPrice }) => retailPrice === first?.retailPrice) ? first : undefined;
}
