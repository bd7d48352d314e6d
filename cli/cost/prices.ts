import { meters, reservedCapacity } from "../../src/cost/facts";
import type { Block } from "../../src/cost/reserved";
import type { RetailPrice } from "../../src/cost/restoredVm";
import { Failure } from "../failure";
import { readJson } from "../files";
import { debug } from "../notes";
import { isPrice, type PriceList, type Term, type Wanted } from "./priceList";
import { pricesOfUser, type UserPrices } from "./userPrices";

/** An entry of the retail price API. */
interface Item extends RetailPrice {
  readonly reservationTerm?: string;
}

const address = () => process.env.AZURE_VM_BACKUP_PRICES_ENDPOINT ?? "https://prices.azure.com";

/** A price list that was read: one that a user wrote, or a response of the retail price API. */
export interface PriceFile {
  readonly path: string;
  readonly json: (UserPrices & { readonly Items?: readonly Item[] }) | null;
}

/** @throws Failure if the file cannot be read or is not valid JSON. */
export const readPriceFile = (path: string): PriceFile => ({
  path,
  json: readJson(path) as PriceFile["json"],
});

/** The prices of a file. @throws Failure if it has none for the region. */
export function pricesOfFile({ path, json }: PriceFile, wanted: Wanted): PriceList {
  return Array.isArray(json?.Items) ? fromItems(json.Items, wanted, path) : pricesOfUser(json, wanted, path);
}

/** Azure's public prices in a region. They need no sign-in. @throws Failure if they cannot be read. */
export async function publicPrices(wanted: Wanted, currency: string): Promise<PriceList> {
  const filter = `serviceName eq '${meters.service}' and armRegionName eq '${wanted.region}'${wanted.term === undefined ? " and priceType eq 'Consumption'" : ""}`;
  return fromItems(await readItems(filter, currency), wanted, "the retail price API");
}

/** All entries of the retail price API for a filter. */
async function readItems(filter: string, currency: string): Promise<Item[]> {
  let next: string | null | undefined =
    `${address()}/api/retail/prices?currencyCode='${currency}'&$filter=${encodeURIComponent(filter)}`;
  const items: Item[] = [];
  while (next) {
    const page: PricePage = await readPage(next);
    items.push(...page.Items);
    next = page.NextPageLink;
  }
  return items;
}

/**
 * Entries of the retail price API for what a drill restores. Nothing is asked for a simulated drill, unless a price server is set.
 *
 * @throws Failure if they cannot be read.
 */
export async function retailPricesOf(
  filter: string,
  currency: string,
  isSimulated: boolean,
): Promise<readonly RetailPrice[]> {
  if (isSimulated && process.env.AZURE_VM_BACKUP_PRICES_ENDPOINT === undefined)
    throw new Failure("a simulated drill asks for no prices: give them with --prices");
  return readItems(filter, currency);
}

/** The same, of a file with an answer of the retail price API. @throws Failure */
export function retailPricesOfFile(path: string): readonly RetailPrice[] {
  const items = (readJson(path) as { readonly Items?: readonly RetailPrice[] } | null)?.Items;
  if (!Array.isArray(items))
    throw new Failure(`${path} is no answer of the retail price API: it has no Items`);
  return items;
}

interface PricePage {
  readonly Items: readonly Item[];
  readonly NextPageLink?: string | null;
}

async function readPage(url: string): Promise<PricePage> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
    const { origin, pathname } = new URL(url);
    debug(`GET ${origin}${pathname}: status ${response.status}`);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const page = (await response.json()) as Partial<PricePage> | null;
    if (!Array.isArray(page?.Items)) throw new Error("it returned no prices");
    return page as PricePage;
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string } };
    throw new Failure(
      `Cannot read the retail price API (${cause?.code ?? message}). Give a price list with --prices.`,
    );
  }
}

function fromItems(all: readonly Item[], wanted: Wanted, origin: string): PriceList {
  const { region, redundancy, archive, term } = wanted;
  const items = all.filter(({ armRegionName = region }) => armRegionName === region);
  const find = (sku: string, names: readonly string[]): Item & { retailPrice: number } => {
    const found = items.find(
      ({ skuName, meterName = "", type = "Consumption" }) =>
        skuName === sku && names.includes(meterName) && type === "Consumption",
    );
    if (!isPrice(found?.retailPrice))
      throw new Failure(`${origin} has no price for "${names[0]}" in ${region}.`);
    return found as Item & { retailPrice: number };
  };
  const instances = find(meters.instance.sku, meters.instance.names);
  const priceOf = ({ sku, names }: typeof meters.standard | typeof meters.archive, copies: string) =>
    find(sku, names(copies)).retailPrice;
  const blocks = term === undefined ? [] : blocksOf(items, term, meters.copies[redundancy]);
  if (term !== undefined && blocks.length === 0)
    throw new Failure(
      `${origin} has no price for reserved capacity of ${term} in ${region}. Leave out --reserved, or give a price list with --prices.`,
    );
  return {
    currency: instances.currencyCode ?? "USD",
    instancePerMonth: instances.retailPrice,
    storagePerGBMonth: priceOf(meters.standard, meters.copies[redundancy]),
    ...(archive && { archivePerGBMonth: priceOf(meters.archive, meters.archiveCopies[redundancy]) }),
    blocks,
  };
}

function blocksOf(items: readonly Item[], term: Term, copies: string): Block[] {
  const { name, months } = reservedCapacity.terms[term];
  return Object.entries(reservedCapacity.blocksGB).flatMap(([block, gb]) => {
    const found = items.find(
      ({ skuName, type, reservationTerm }) =>
        type === "Reservation" && reservationTerm === name && skuName === reservedCapacity.sku(block, copies),
    );
    return isPrice(found?.retailPrice) ? [{ gb, perMonth: found.retailPrice / months }] : [];
  });
}
