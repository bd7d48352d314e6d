import type { CleanUp } from "../../src/drill/evidence";
import { deletionOrder, drillOf } from "../../src/drill/place";
import type { Arm } from "../../src/live/arm";
import { pause } from "../../src/live/backupNow";
import { AzureError } from "../../src/live/request";
import { apiVersions } from "../../src/live/restore";
import { now } from "./context";
import { resourcesIn } from "./place";

const containerPattern = /\/blobServices\/default\/containers\/[^/]+$/i;

/** The type in an id, e.g. Microsoft.Compute/disks. */
const typeOf = (id: string): string => id.split("/").slice(-3, -1).join("/");

/** Undefined: it is of no type that a drill creates, so no drill deletes it. */
function orderOf(id: string): number | undefined {
  return containerPattern.test(id) ? 3 : deletionOrder(typeOf(id));
}

function versionOf(id: string): string {
  if (containerPattern.test(id)) return apiVersions.storage;
  if (/\/disks\/[^/]+$/i.test(id)) return apiVersions.disks;
  return /\/networkInterfaces\/[^/]+$/i.test(id) ? apiVersions.network : apiVersions.compute;
}

/** Attempts at a deletion that Azure refuses because something else is still going on. */
const maxAttempts = 6;
/** How often Azure is asked whether a deleted resource is gone: 30 minutes with the default pause. */
const maxPolls = 120;
const transientStatuses = [400, 409, 429, 500, 502, 503, 504];

/**
 * Deletes what a drill created, and asks Azure whether it is gone.
 *
 * @param ids Of what the drill created.
 * @param drillId Of the drill: what carries it and is not among the ids is deleted too.
 */
export async function cleanUp(
  arm: Arm,
  groupId: string,
  drillId: string,
  ids: readonly string[],
  pauseSeconds: number,
): Promise<CleanUp> {
  const left = new Map<string, string>();
  const removed = new Map<string, string>();
  const attempt = async (some: readonly string[]) => {
    const sorted = [...some].sort((a, b) => (orderOf(a) ?? 9) - (orderOf(b) ?? 9));
    for (const id of sorted) {
      const why = await removeResource(arm, id, pauseSeconds);
      if (why === undefined) removed.set(id.toLowerCase(), id);
      else left.set(id.toLowerCase(), why);
    }
  };
  await attempt(ids);
  let carried: string[] = [];
  let listError: string | undefined;
  try {
    carried = (await resourcesIn(arm, groupId)).filter((one) => drillOf(one) === drillId).map(({ id }) => id);
    await attempt(carried.filter((id) => !left.has(id.toLowerCase()) && !removed.has(id.toLowerCase())));
  } catch (error) {
    listError = (error as Error).message;
    left.set(groupId.toLowerCase(), `its resources could not be listed: ${listError}`);
  }
  const spelled = new Map([...ids, ...carried, groupId].map((id) => [id.toLowerCase(), id]));
  return {
    removed: [...removed.values()],
    left: [...left].map(([key, why]) => ({ id: spelled.get(key) ?? key, why })),
    verifiedAt: ids.length + carried.length === 0 && listError === undefined ? null : now(),
    complete: left.size === 0,
  };
}

/** Deletes a resource. Undefined: Azure no longer has it; else why it is left. */
async function removeResource(arm: Arm, id: string, pauseSeconds: number): Promise<string | undefined> {
  if (orderOf(id) === undefined) return "a drill deletes no resource of this type";
  for (let attempt = 1; ; attempt++) {
    try {
      await arm.send("DELETE", id, versionOf(id));
      return await whyNotGone(arm, id, pauseSeconds);
    } catch (error) {
      if (error instanceof AzureError && error.status === 404) return undefined;
      const isTransient = error instanceof AzureError && transientStatuses.includes(error.status ?? 0);
      if (!isTransient || attempt === maxAttempts) return (error as Error).message;
      await pause(pauseSeconds);
    }
  }
}

async function whyNotGone(arm: Arm, id: string, pauseSeconds: number): Promise<string | undefined> {
  for (let polls = 0; polls < maxPolls; polls++) {
    if ((await arm.get(id, versionOf(id))) === undefined) return undefined;
    await pause(pauseSeconds);
  }
  return "Azure accepted the deletion, and still has it";
}
