import { groupBy } from "../src/core/groupBy";
import type { Arm } from "../src/live/arm";
import { deletedVaultsIn, regionsOfDeletedVaults } from "../src/live/deletedVaults";
import { normalLocation } from "../src/region/location";
import { type DeletedVault, deletedVaultOf, isRecoverable } from "../src/vault/deletedVaults";
import { oneLine } from "./failure";
import { shellWord } from "./format";
import { inParallel } from "./inParallel";

/** The deleted vaults that can still be brought back, as far as they could be read. */
export interface DeletedVaults {
  readonly vaults: readonly DeletedVault[];
  /** Where there may be others. */
  readonly notRead: readonly UnreadRegions[];
}

/** Regions of a subscription whose deleted vaults could not be read. */
export interface UnreadRegions {
  readonly subscriptionId: string;
  /** Empty: all regions. */
  readonly regions: readonly string[];
  /** Azure's reason. */
  readonly why: string;
}

/** Requests that are sent at the same time. Azure throttles an account that sends more. */
const maxRequests = 8;

/**
 * Reads the deleted vaults of subscriptions: one request for each subscription and region, because Azure has no list of all regions. What
 * cannot be read is unknown.
 *
 * @param isWanted Chooses the regions, in lower case. Omitted: all.
 */
export async function readDeletedVaults(
  arm: Arm,
  subscriptions: Iterable<string>,
  isWanted: (subscriptionId: string, region: string) => boolean = () => true,
  now = new Date(),
): Promise<DeletedVaults> {
  const unread: UnreadRegions[] = [];
  const attempt = async <T>(subscriptionId: string, regions: readonly string[], read: () => Promise<T[]>) => {
    try {
      return await read();
    } catch (error) {
      unread.push({ subscriptionId, regions, why: oneLine(error) });
      return [];
    }
  };
  const places = await inParallel([...subscriptions], maxRequests, (subscriptionId) =>
    attempt(subscriptionId, [], async () =>
      (await regionsOfDeletedVaults(arm, subscriptionId))
        .map(normalLocation)
        .filter((region) => isWanted(subscriptionId, region))
        .map((region) => ({ subscriptionId, region })),
    ),
  );
  const found = await inParallel(places.flat(), maxRequests, ({ subscriptionId, region }) =>
    attempt(subscriptionId, [region], async () =>
      (await deletedVaultsIn(arm, subscriptionId, region)).map((entry) => deletedVaultOf(entry, region)),
    ),
  );
  const key = ({ vaultId, deletedAt = "" }: DeletedVault) => `${vaultId.toLowerCase()} ${deletedAt}`;
  return {
    vaults: found
      .flat()
      .filter((vault) => isRecoverable(vault, now))
      .sort((a, b) => (key(a) < key(b) ? -1 : 1)),
    notRead: merged(unread),
  };
}

/** Regions of one subscription that Azure refused for one reason, together. */
const merged = (unread: readonly UnreadRegions[]): UnreadRegions[] =>
  [...groupBy(unread, ({ subscriptionId, why }) => `${subscriptionId} ${why}`).values()].flatMap((group) => {
    const [first] = group;
    const regions = group.flatMap((one) => one.regions).sort();
    return first === undefined ? [] : [{ ...first, regions }];
  });

/** Until when a deleted vault can be brought back, in words. */
export const untilText = ({ recoverableUntil }: Pick<DeletedVault, "recoverableUntil">): string =>
  recoverableUntil === undefined
    ? "Azure does not say until when"
    : `until ${recoverableUntil.slice(0, 16).replace("T", " ")} UTC`;

/** What could not be read, in a sentence. */
export const notReadText = (
  { subscriptionId, regions, why }: UnreadRegions,
  nameOf: (subscriptionId: string) => string = (id) => id,
): string =>
  `Deleted vaults of ${nameOf(subscriptionId)}${regions.length === 0 ? "" : ` in ${regions.join(", ")}`}: not read. ${why}`;

/** The command that brings a deleted vault back, for a POSIX shell. */
export const undeleteCommand = (id: string): string =>
  `npx azure-vm-backup adopt --undelete ${shellWord(id)} --yes`;
