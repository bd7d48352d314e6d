import type { Prices } from "../../src/cost/estimate";
import { meters } from "../../src/cost/facts";
import { Failure } from "../failure";
import { readJson } from "../files";
import { debug } from "../notes";

/** Prices in a region, with their currency. */
export interface PriceList extends Prices {
  readonly currency: string;
  /** Whether the prices are of Azure's meters. False: the user wrote them. */
  readonly isOfMeters: boolean;
}

/** An entry of the retail price API. */
interface Item {
  readonly currencyCode?: string;
  readonly retailPrice?: number;
  readonly meterName?: string;
  readonly skuName?: string;
  readonly armRegionName?: string;
  readonly type?: string;
}

export type Redundancy = keyof typeof meters.storage.meters;

const address = () => process.env.AZURE_VM_BACKUP_PRICES_ENDPOINT ?? "https://prices.azure.com";

/**
 * The prices in a file: `{ currency, instancePerMonth, storagePerGBMonth, snapshotPerGBMonth }`, or a response of the retail price API.
 *
 * @throws Failure if the file has no prices for the region.
 */
export function pricesOfFile(path: string, region: string, redundancy: Redundancy): PriceList {
  const json = readJson(path) as Partial<PriceList> & { readonly Items?: readonly Item[] };
  if (Array.isArray(json?.Items)) return fromItems(json.Items, region, redundancy, path);
  const { currency, instancePerMonth, storagePerGBMonth, snapshotPerGBMonth } = json ?? {};
  if (typeof currency !== "string" || !isPrice(instancePerMonth) || !isPrice(storagePerGBMonth))
    throw new Failure(
      `${path} is not a price list. It needs currency, instancePerMonth and storagePerGBMonth, or must be a response of the retail price API.`,
    );
  return {
    currency,
    isOfMeters: false,
    instancePerMonth,
    storagePerGBMonth,
    ...(isPrice(snapshotPerGBMonth) && { snapshotPerGBMonth }),
  };
}

const isPrice = (value: unknown): value is number => typeof value === "number" && value >= 0;

/** Azure's public prices in a region. They need no sign-in. @throws Failure if they cannot be read. */
export async function publicPrices(
  region: string,
  redundancy: Redundancy,
  currency: string,
): Promise<PriceList> {
  const filter = `serviceName eq '${meters.service}' and armRegionName eq '${region}' and priceType eq 'Consumption'`;
  let next: string | null | undefined =
    `${address()}/api/retail/prices?currencyCode='${currency}'&$filter=${encodeURIComponent(filter)}`;
  const items: Item[] = [];
  while (next) {
    const page: PricePage = await readPage(next);
    items.push(...(page.Items ?? []));
    next = page.NextPageLink;
  }
  return fromItems(items, region, redundancy, "the retail price API");
}

interface PricePage {
  readonly Items?: readonly Item[];
  readonly NextPageLink?: string | null;
}

async function readPage(url: string): Promise<PricePage> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
    const { origin, pathname } = new URL(url);
    debug(`GET ${origin}${pathname}: status ${response.status}`);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return (await response.json()) as PricePage;
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string } };
    throw new Failure(
      `Cannot read the retail price API (${cause?.code ?? message}). Give a price list with --prices.`,
    );
  }
}

function fromItems(
  items: readonly Item[],
  region: string,
  redundancy: Redundancy,
  origin: string,
): PriceList {
  const find = (sku: string, meter: string): Item & { retailPrice: number } => {
    const found = items.find(
      (item) =>
        item.skuName === sku &&
        item.meterName === meter &&
        (item.armRegionName ?? region) === region &&
        item.type !== "Reservation",
    );
    if (!isPrice(found?.retailPrice))
      throw new Failure(`${origin} has no price for "${meter}" in ${region}.`);
    return found as Item & { retailPrice: number };
  };
  const { instance, storage } = meters;
  const instances = find(instance.sku, instance.meter);
  return {
    currency: instances.currencyCode ?? "USD",
    isOfMeters: true,
    instancePerMonth: instances.retailPrice,
    storagePerGBMonth: find(storage.sku, storage.meters[redundancy]).retailPrice,
  };
}
