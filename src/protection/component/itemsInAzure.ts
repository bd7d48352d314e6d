import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import type * as pulumi from "@pulumi/pulumi";
import { isNotFound } from "../../component/existing";
import { limited } from "../../component/limited";
import { fabricName, protectionNames } from "../arm";
import type { AzureAnswer, ItemInAzure } from "./effects";
import { parsePlaceKey } from "./vmPlaces";

/** A vault that may have items. */
export interface VaultNames {
  readonly vaultName: unknown;
  readonly resourceGroupName: unknown;
}

/** What Azure has, by place, and why it could not be asked about some places. */
export interface Answers {
  readonly byPlace: ReadonlyMap<string, AzureAnswer>;
  readonly notAsked?: string;
}

/** Most requests for one component. Azure Backup throttles; 1,000 VMs would take minutes. */
export const maxRequests = 100;

/**
 * Asks Azure which places have an item in a vault, through the provider of the component.
 *
 * @param parent The component: its provider can be another one than the default, for another subscription.
 */
export async function askAzure(
  places: readonly string[],
  { vaultName, resourceGroupName }: VaultNames,
  parent: pulumi.Resource | undefined,
): Promise<Answers> {
  const nothing: Answers = { byPlace: new Map() };
  // The names of a vault that is new are known in preview; an unknown name is that of a group that does not exist yet.
  if (typeof vaultName !== "string" || typeof resourceGroupName !== "string" || places.length === 0)
    return nothing;
  const options = parent === undefined ? {} : { parent };
  const vault = { vaultName, resourceGroupName };
  if (places.length > 1) {
    try {
      await recoveryservices.getVault(vault, options);
    } catch (error) {
      if (isNotFound(error)) return { byPlace: new Map(places.map((place) => [place, "absent"])) };
    }
  }
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
      ? `${left} more virtual machines are new than the ${maxRequests} that preview asks about`
      : undefined);
  return {
    byPlace: new Map(answers),
    ...(notAsked !== undefined && { notAsked }),
  };
}

function itemOf({ id, properties }: recoveryservices.GetProtectedItemResult): ItemInAzure {
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
