import * as recoveryservices from "@pulumi/azure-native/recoveryservices";
import type * as pulumi from "@pulumi/pulumi";
import { mapLimited } from "../../component/limited";
import { ownResources } from "../../component/ownStack";
import { sameText } from "../../core/values";
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

/** Most requests for one component, and how many run at a time. Azure Backup throttles; 1,000 VMs would take minutes. */
export const maxRequests = 100;
const requestsAtOnce = 8;

/** azure-native's error about a resource that does not exist. */
const isNotFound = (error: unknown): boolean => /\b404\b|NotFound\b/.test(String(error));

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
  const answers = await mapLimited(places.slice(0, maxRequests), requestsAtOnce, ask);
  const left = places.length - maxRequests;
  const notAsked =
    failure ??
    (left > 0
      ? `${left} more virtual machines are new than the ${maxRequests} that preview asks about`
      : undefined);
  return {
    byPlace: new Map(await withManagers(answers)),
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

/** The answers, with the resources of this stack that manage the items. The state is read only if there are items. */
async function withManagers(
  answers: readonly (readonly [string, AzureAnswer])[],
): Promise<(readonly [string, AzureAnswer])[]> {
  if (!answers.some(([, answer]) => typeof answer === "object")) return [...answers];
  const resources = (await ownResources()) ?? [];
  return answers.map(([place, answer]) => {
    if (typeof answer !== "object") return [place, answer];
    const manager = resources.find(({ outputs }) => sameText(outputs.id, answer.id));
    return [
      place,
      manager === undefined ? answer : { ...answer, managedBy: manager.urn.split("::").at(-1) ?? "" },
    ];
  });
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n", 1)[0]?.slice(0, 300) ?? "";
