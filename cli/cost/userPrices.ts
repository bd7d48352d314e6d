import { Failure } from "../failure";
import { isPrice, type PriceList, type Wanted } from "./priceList";

/** Prices that a user wrote: docs/command-line.md describes them. */
export interface UserPrices {
  readonly currency?: unknown;
  readonly instancePerMonth?: unknown;
  readonly storagePerGBMonth?: unknown;
  readonly archivePerGBMonth?: unknown;
  readonly snapshotPerGBMonth?: unknown;
  readonly reserved?: unknown;
}

/** @throws Failure if a price that is needed is missing. */
export function pricesOfUser(json: UserPrices | null, { archive, term }: Wanted, path: string): PriceList {
  const { currency, instancePerMonth, storagePerGBMonth, archivePerGBMonth, snapshotPerGBMonth } = json ?? {};
  if (typeof currency !== "string" || !isPrice(instancePerMonth) || !isPrice(storagePerGBMonth))
    throw new Failure(
      `${path} is not a price list. It needs currency, instancePerMonth and storagePerGBMonth, or must be a response of the retail price API.`,
    );
  if (archive && !isPrice(archivePerGBMonth))
    throw new Failure(
      `${path} has no archivePerGBMonth, which the policy needs: it moves points to the archive tier.`,
    );
  const blocks = term === undefined ? [] : blocksOf(json?.reserved, term);
  if (term !== undefined && blocks.length === 0)
    throw new Failure(
      `${path} has no reserved capacity of ${term}. Add e.g. "reserved": [{ "term": "${term}", "gb": 102400, "perMonth": 1700 }].`,
    );
  return {
    currency,
    instancePerMonth,
    storagePerGBMonth,
    ...(isPrice(archivePerGBMonth) && { archivePerGBMonth }),
    ...(isPrice(snapshotPerGBMonth) && { snapshotPerGBMonth }),
    blocks,
  };
}

const blocksOf = (reserved: unknown, wanted: string): PriceList["blocks"] =>
  (Array.isArray(reserved) ? reserved : []).flatMap((block: Record<string, unknown> | null) => {
    const { term, gb, perMonth } = block ?? {};
    return term === wanted && isPrice(gb) && gb > 0 && isPrice(perMonth) ? [{ gb, perMonth }] : [];
  });
