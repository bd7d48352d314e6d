import { getClientToken } from "@pulumi/azure-native/authorization";
import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import type * as pulumi from "@pulumi/pulumi";
import { isNotFound } from "../../component/existing";
import { limited } from "../../component/limited";
import { armOf } from "../../live/arm";
import { type ListedItem, vmItemsOf } from "../../live/vaultItems";
import type { VaultNames } from "../../vault/immutability";
import { fabricName, protectionNames } from "../arm";
import { configuredCloud } from "./configuredCloud";
import type { AzureAnswer, ItemInAzure } from "./effects";
import { parsePlaceKey } from "./vmPlaces";

/** What Azure has, by place, and why it could not be asked about some places. */
export interface Answers {
  readonly byPlace: ReadonlyMap<string, AzureAnswer>;
  readonly notAsked?: string;
}

/** Most requests for one component. Azure Backup throttles; 1,000 VMs would take minutes, and one list has them all. */
export const maxRequests = 100;

/**
 * Asks Azure which places have an item in a vault, through the provider of the component: with one request for each place, or with one list
 * of the vault's items if there are more places than {@link maxRequests}. azure-native has no function that lists items, so the list is
 * read with the provider's own access token.
 *
 * @param parent The component: its provider can be another one than the default, for another subscription.
 */
export async function askAzure(
  places: readonly string[],
  { vaultName, resourceGroupName }: VaultNames,
  parent: pulumi.Resource | undefined,
): Promise<Answers> {
  // The names of a vault that is new are known in preview; an unknown name is that of a group that does not exist yet.
  if (typeof vaultName !== "string" || typeof resourceGroupName !== "string" || places.length === 0)
    return { byPlace: new Map() };
  const options = parent === undefined ? {} : { parent };
  const vault = { vaultName, resourceGroupName };
  if (places.length === 1) return askOneByOne(places, vault, options);
  let vaultId: string;
  try {
    vaultId = (await recoveryservices.getVault(vault, options)).id;
  } catch (error) {
    if (isNotFound(error)) return { byPlace: new Map(places.map((place) => [place, "absent"])) };
    return askOneByOne(places, vault, options, firstLine(error));
  }
  if (places.length <= maxRequests) return askOneByOne(places, vault, options);
  try {
    return { byPlace: answersOf(places, await limited(() => listedItems(vaultId, options))) };
  } catch (error) {
    return askOneByOne(places, vault, options, firstLine(error));
  }
}

/** @param notListed Why the vault's items were not read as one list. Omitted: one request for each place was enough. */
async function askOneByOne(
  places: readonly string[],
  vault: { readonly vaultName: string; readonly resourceGroupName: string },
  options: pulumi.InvokeOptions,
  notListed?: string,
): Promise<Answers> {
  let failure: string | undefined;
  const ask = async (place: string): Promise<readonly [string, AzureAnswer]> => {
    if (failure !== undefined) return [place, undefined];
    try {
      const args = { ...vault, fabricName, ...protectionNames(parsePlaceKey(place)) };
      return [place, itemOf(await recoveryservices.getProtectedItem(args, options))];
    } catch (error) {
      if (isNotFound(error)) return [place, "absent"];
      failure ??= firstLine(error);
      return [place, undefined];
    }
  };
  const answers = await Promise.all(places.slice(0, maxRequests).map((place) => limited(() => ask(place))));
  const left = places.length - maxRequests;
  const notAsked =
    failure ??
    (left > 0
      ? `Azure was asked about the first ${maxRequests} of ${places.length}, and did not list the vault's items: ${notListed}`
      : undefined);
  return { byPlace: new Map(answers), ...(notAsked !== undefined && { notAsked }) };
}

/** The items of a vault, with an access token that the provider gets for this address. */
async function listedItems(vaultId: string, options: pulumi.InvokeOptions): Promise<ListedItem[]> {
  const cloud = configuredCloud();
  const { token } = await getClientToken({ endpoint: cloud.audience }, options);
  const credential = { getToken: async () => ({ token, expiresOnTimestamp: Number.POSITIVE_INFINITY }) };
  return vmItemsOf(await armOf(cloud, credential), vaultId);
}

/** The answer for each place, of a list that is complete. */
function answersOf(places: readonly string[], items: readonly ListedItem[]): Map<string, AzureAnswer> {
  const byName = new Map(items.map((item) => [item.id.split("/").at(-1)?.toLowerCase(), item]));
  return new Map(
    places.map((place) => {
      const item = byName.get(protectionNames(parsePlaceKey(place)).protectedItemName);
      return [place, item === undefined ? "absent" : itemOf(item)];
    }),
  );
}

function itemOf({
  id,
  properties = {},
}: {
  readonly id: string;
  readonly properties?: unknown;
}): ItemInAzure {
  const { isScheduledForDeferredDelete, protectionState, policyId } = properties as {
    isScheduledForDeferredDelete?: boolean;
    protectionState?: string;
    policyId?: string;
  };
  const isSoftDeleted = isScheduledForDeferredDelete === true;
  return { id, isSoftDeleted, state: protectionState ?? "", policy: policyId ?? "" };
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n", 1)[0]?.slice(0, 300) ?? "";
