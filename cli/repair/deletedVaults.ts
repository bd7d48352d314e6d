import { resourceGroupIn, subscriptionIn } from "../../src/core/resourceId";
import { sameText, textOf } from "../../src/core/values";
import type { Arm } from "../../src/live/arm";
import { apiVersions } from "../../src/live/restore";
import { normalLocation } from "../../src/region/location";
import { notReadText, readDeletedVaults, undeleteCommand, untilText } from "../deletedVaults";
import { oneLine } from "../failure";
import { note } from "../notes";
import type { PreviewSteps } from "./importFile";
import type { RepairOptions } from "./options";
import type { DeletedVaultOfStack, DeletedVaultsOfStack, VaultPlace } from "./report";
import { resourcesOf } from "./stackResources";

/** The deleted vaults that had the ids of vaults, and can still be brought back. What cannot be read is unknown. */
export async function deletedVaultsOf(
  arm: Arm,
  vaults: readonly VaultPlace[],
): Promise<DeletedVaultsOfStack> {
  const isWanted = (subscriptionId: string, region: string) =>
    vaults.some(
      ({ id, location }) =>
        subscriptionIn(id) === subscriptionId && (location === "" || normalLocation(location) === region),
    );
  const subscriptions = new Set(vaults.map(({ id }) => subscriptionIn(id)));
  const { vaults: deleted, notRead } = await readDeletedVaults(arm, subscriptions, isWanted);
  const behind = deleted.filter(({ vaultId }) => vaults.some(({ id }) => sameText(id, vaultId)));
  const found: DeletedVaultOfStack[] = [];
  for (const { id, vaultId, recoverableUntil } of behind)
    found.push({
      ...{ id, vaultId, hasNewVault: (await arm.get(vaultId, apiVersions.backup)) !== undefined },
      ...(recoverableUntil !== undefined && { recoverableUntil }),
    });
  return { found, notRead: notRead.map((one) => notReadText(one)) };
}

/** Reports the deleted vaults behind the vaults of the stack, and of the program. Undefined: there is no vault, or nothing is to be asked. */
export async function reportDeletedVaults(
  { pulumi, log, readDeletedVaults: read }: RepairOptions,
  preview: PreviewSteps,
  declaredIds: readonly string[],
): Promise<DeletedVaultsOfStack | undefined> {
  if (read === undefined) return undefined;
  const vaults = [...(await vaultsInStack(pulumi)), ...vaultsIn(declaredIds, preview)];
  if (vaults.length === 0) return undefined;
  const result = await read(vaults).catch((error) => ({
    found: [],
    notRead: [`Deleted vaults: not read. ${oneLine(error)}`],
  }));
  for (const line of result.notRead) note(line);
  for (const vault of result.found) for (const line of linesOf(vault)) log(line);
  return result;
}

function linesOf(vault: DeletedVaultOfStack): string[] {
  const { id, vaultId, hasNewVault } = vault;
  const name = `${vaultId.split("/").at(-1)} of resource group ${resourceGroupIn(vaultId)}`;
  return [
    `The vault ${name} was deleted, and can be brought back: ${untilText(vault)}.`,
    hasNewVault
      ? "  A new vault has its name now, without the backups of the deleted one. If nothing needs the new vault, delete it first."
      : "  If pulumi up creates a new vault of this name first, that one is empty, and this one cannot be brought back beside it.",
    `  ${undeleteCommand(id)}`,
  ];
}

const vaultId =
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.RecoveryServices\/vaults\/[^/]+$/i;

async function vaultsInStack(pulumi: RepairOptions["pulumi"]): Promise<VaultPlace[]> {
  return (await resourcesOf(pulumi)).flatMap(({ id = "", outputs }) =>
    vaultId.test(id) ? [{ id, location: locationOf(outputs?.location) }] : [],
  );
}

/** The vaults that the program declares and the stack does not have, with the location that the preview shows. */
function vaultsIn(ids: readonly string[], { steps = [] }: PreviewSteps): VaultPlace[] {
  const inputs = steps.map(({ newState }) => newState?.inputs ?? {});
  return ids
    .filter((id) => vaultId.test(id))
    .map((id) => {
      const own = inputs.find(
        ({ vaultName, resourceGroupName, policyName, protectedItemName }) =>
          policyName === undefined &&
          protectedItemName === undefined &&
          sameText(vaultName, id.split("/").at(-1)) &&
          sameText(resourceGroupName, resourceGroupIn(id)),
      );
      return { id, location: locationOf(own?.location) };
    });
}

/** A region. Empty: it is a secret, or not known yet. */
const locationOf = (value: unknown): string => (/^[\w ]+$/.test(textOf(value)) ? textOf(value) : "");
