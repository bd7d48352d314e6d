import { isResourceId, nameIn, subscriptionIn } from "../../src/core/resourceId";
import { sameText } from "../../src/core/values";
import { type Arm, armOf } from "../../src/live/arm";
import { pause } from "../../src/live/backupNow";
import { undeleteVault } from "../../src/live/deletedVaults";
import { visibleSubscriptions } from "../../src/live/discover";
import { apiVersions } from "../../src/live/restore";
import type { DeletedVault } from "../../src/vault/deletedVaults";
import type { Session } from "../azure";
import { type DeletedVaults, notReadText, readDeletedVaults, untilText } from "../deletedVaults";
import { Failure, invalidOption } from "../failure";
import { note } from "../notes";

export interface UndeleteOptions {
  /** Names or ids of vaults. */
  readonly wanted: readonly string[];
  /** Whether to bring them back. False: it only lists them. */
  readonly yes: boolean;
  readonly log: (line: string) => void;
}

/**
 * Lists deleted vaults or brings them back. Returns them.
 *
 * @throws Failure if a vault cannot be brought back, or it is not clear which one is meant.
 */
export async function undelete(
  session: Session,
  { wanted, yes, log }: UndeleteOptions,
): Promise<readonly DeletedVault[]> {
  const arm = await armOf(session.cloud, session.credential, note);
  const subscriptions = wanted.every(isResourceId)
    ? new Set(wanted.map(subscriptionIn))
    : (await visibleSubscriptions(session.graph, session.subscriptions)).keys();
  const regions = wanted.map(regionIn);
  const found = await readDeletedVaults(
    arm,
    subscriptions,
    (_, region) => regions.includes(undefined) || regions.includes(region),
  );
  const vaults = chosenVaults(wanted, found);
  for (const vault of vaults) await assertPossible(arm, vault);
  for (const vault of vaults) {
    const text = `${vault.vaultName} of resource group ${vault.resourceGroup} in ${vault.location}`;
    if (yes) await undeleteVault(arm, vault.id, groupIdOf(vault));
    log(yes ? `Brought back: ${text}` : `${text} can be brought back, ${untilText(vault)}`);
  }
  if (!yes) log("Add --yes to bring it back.");
  return vaults;
}

/** The region in the id of a deleted vault. Undefined: it is another id, or a name. */
const regionIn = (text: string): string | undefined =>
  /\/locations\/([^/]+)\/deletedVaults\//i.exec(text)?.[1]?.toLowerCase();

const groupIdOf = ({ vaultId }: DeletedVault): string =>
  vaultId.slice(0, vaultId.toLowerCase().indexOf("/providers/"));

/** The deleted vaults that names and ids mean. @throws Failure if one means none or several. */
export function chosenVaults(wanted: readonly string[], { vaults, notRead }: DeletedVaults): DeletedVault[] {
  const chosen = wanted.map((text) => {
    const meant = vaults.filter(({ id, vaultId, vaultName }) =>
      [id, nameIn(id), vaultId, vaultName].some((one) => sameText(one, text)),
    );
    const [vault, ...others] = meant;
    if (vault === undefined) {
      const names = vaults.map(({ vaultName }) => vaultName).join(", ");
      const unread = notRead.map((one) => ` ${notReadText(one)}`).join("");
      throw new Failure(
        invalidOption(
          "--undelete",
          text,
          `the name or id of a deleted vault that can be brought back (${names || "Azure lists none"})`,
        ).message + unread,
      );
    }
    if (others.length > 0)
      throw new Failure(
        `--undelete ${JSON.stringify(text)} is the name of ${meant.length} deleted vaults. Use an id: ${meant.map(({ id, deletedAt = "at an unknown time" }) => `${id} (deleted ${deletedAt})`).join(", ")}.`,
      );
    return vault;
  });
  const unique = [...new Set(chosen)];
  const same = unique.find((vault, i) =>
    unique.slice(0, i).some(({ vaultId }) => sameText(vaultId, vault.vaultId)),
  );
  if (same !== undefined)
    throw new Failure(`Two of the deleted vaults would be ${same.vaultId}. Bring one of them back.`);
  return unique;
}

/** @throws Failure if Azure would refuse to bring a vault back. */
async function assertPossible(arm: Arm, vault: DeletedVault): Promise<void> {
  if ((await arm.get(groupIdOf(vault), apiVersions.resources)) === undefined)
    throw new Failure(
      `${vault.vaultName} cannot be brought back: its resource group ${vault.resourceGroup} does not exist. Create the resource group, then run the command again.`,
    );
  // Azure's own code, in a public script: UserErrorDeletedVaultUndeleteConflictingVaultPresent. An id is that of one vault.
  if ((await arm.get(vault.vaultId, apiVersions.backup)) !== undefined)
    throw new Failure(
      `${vault.vaultName} cannot be brought back: resource group ${vault.resourceGroup} has a new vault of this name. If nothing needs the new vault, delete it, then run the command again.`,
    );
}

/** Resource Graph may be minutes behind. */
const maxReads = 30;

/**
 * Reads until vaults that were brought back are in the result.
 *
 * @throws Failure if they are not after five minutes.
 */
export async function untilListed<T>(
  vaults: readonly DeletedVault[],
  read: () => Promise<T>,
  idsIn: (result: T) => readonly string[],
  pauseSeconds = 10,
): Promise<T> {
  for (let reads = 1; ; reads++) {
    const result = await read();
    const ids = idsIn(result);
    const missing = vaults.filter(({ vaultId }) => !ids.some((id) => sameText(id, vaultId)));
    if (missing.length === 0) return result;
    if (reads === maxReads)
      throw new Failure(
        `Azure has brought ${missing.map(({ vaultName }) => vaultName).join(", ")} back, but Resource Graph does not list it yet. Run adopt again in some minutes with --vault, without --undelete.`,
      );
    await pause(pauseSeconds);
  }
}
