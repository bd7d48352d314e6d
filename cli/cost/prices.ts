import type { Prices } from "../../src/cost/estimate";
import { meters } from "../../src/cost/facts";
import { Failure } from "../failure";
import { readJson } from "../files";

/** Prices with their currency. */
export interface PriceList extends Prices {
  readonly currency: string;
}

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
 * Prices of a file: a list of one's own, `{ currency, instancePerMonth, storagePerGBMonth, snapshotPerGBMonth }`, or what the retail
 * price API answered.
 */
export function pricesOfFile(path: string, region: string, redundancy: Redundancy): PriceList {
  const json = readJson(path) as Partial<PriceList> & { readonly Items?: readonly Item[] };
  if (Array.isArray(json?.Items)) return fromItems(json.Items, region, redundancy, path);
  const { currency, instancePerMonth, storagePerGBMonth, snapshotPerGBMonth } = json ?? {};
  if (typeof currency !== "string" || !isPrice(instancePerMonth) || !isPrice(storagePerGBMonth))
    throw new Failure(
      `${path} is no price list: give currency, instancePerMonth and storagePerGBMonth, or the retail price API's answer.`,
    );
  return {
    currency,
    instancePerMonth,
    storagePerGBMonth,
    ...(isPrice(snapshotPerGBMonth) && { snapshotPerGBMonth }),
  };
}

const isPrice = (value: unknown): value is number => typeof value === "number" && value >= 0;

/** Prices of a region as Azure publishes them; they need no login. @throws Failure where they cannot be had. */
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
    const answer: { Items?: Item[]; NextPageLink?: string | null } = await ask(next);
    items.push(...(answer.Items ?? []));
    next = answer.NextPageLink;
  }
  return fromItems(items, region, redundancy, "the retail price API");
}

async function ask(url: string): Promise<{ Items?: Item[]; NextPageLink?: string | null }> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return (await response.json()) as { Items?: Item[] };
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string } };
    throw new Failure(
      `The retail price API cannot be asked (${cause?.code ?? message}): give a file with --prices.`,
    );
  }
}

function fromItems(items: readonly Item[], region: string, redundancy: Redundancy, where: string): PriceList {
  const find = (sku: string, meter: string): Item & { retailPrice: number } => {
    const found = items.find(
      (item) =>
        item.skuName === sku &&
        item.meterName === meter &&
        (item.armRegionName ?? region) === region &&
        item.type !== "Reservation",
    );
    if (!isPrice(found?.retailPrice)) throw new Failure(`${where} has no price of "${meter}" in ${region}.`);
    return found as Item & { retailPrice: number };
  };
  const { instance, storage } = meters;
  const instances = find(instance.sku, instance.meter);
  return {
    currency: instances.currencyCode ?? "USD",
    instancePerMonth: instances.retailPrice,
    storagePerGBMonth: find(storage.sku, storage.meters[redundancy]).retailPrice,
  };
}
