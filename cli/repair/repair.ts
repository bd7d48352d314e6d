import { tmpdir } from "node:os";
import { join } from "node:path";
import { assertWritableFolder } from "../files";
import { counted } from "../format";
import { reportDeletedVaults } from "./deletedVaults";
import { isGroup } from "./idForms";
import { type PreviewSteps, readyPart } from "./importFile";
import { type LeavingItem, leavingItems } from "./leavingItems";
import { importAll, inAzure, type MissingResources, missingResources } from "./missingResources";
import type { RepairOptions } from "./options";
import { dropPendingReplacements } from "./pendingReplacements";
import { isUnfinished, type Restored, restoreProgramInputs } from "./programInputs";
import type { MissingResource } from "./report";
import { newTemporaryFolder, removeFolder } from "./temporaryFolder";

/** If a resource group is missing, the name of its vault is known only after its import; so are those of the vault's policies and items. */
const maxRounds = 4;

/**
 * Imports the vaults, policies and protected items that the program declares and Azure has, but that are missing from the stack, e.g.
 * after a crash. It also imports the resource groups that hold them. Returns how many it imported.
 *
 * @throws Failure if the CLI fails, or if the subscription is not known.
 */
export async function repair(options: RepairOptions): Promise<number> {
  // Nothing is imported if the state of before could not be kept afterwards.
  if (options.yes) assertWritableFolder(keepFolder(options));
  const folder = newTemporaryFolder();
  const found = new Map<string, MissingResource>();
  try {
    let imported = 0;
    let leaving: readonly LeavingItem[] = [];
    let lastPreview: string | undefined;
    let steps: PreviewSteps = {};
    const interrupted = await dropPendingReplacements(options);
    for (let round = 0; round < maxRounds; round++) {
      const now = await missingResources(options, join(folder, "preview.json"));
      lastPreview = now.shown;
      steps = now.preview;
      if (round === 0) {
        reportNotImported(now, options);
        leaving = reportLeaving(steps, options);
      }
      // What must wait for its provider's parent is imported in the next round.
      const importFile = options.yes ? readyPart(now.importFile) : now.importFile;
      const waits = importFile.resources.length < now.importFile.resources.length;
      const missing = inAzure(importFile);
      if (missing.length === 0 && !waits) break;
      if (missing.length > 0)
        options.log(
          `The program declares ${counted(missing.length, "resource")} that the stack${stackIn(steps)} does not have:`,
        );
      for (const { name, type, id } of missing) {
        options.log(`  ${name}  ${id}`);
        found.set(id, { name, type, id, isImported: false });
      }
      if (missing.some(({ type }) => isGroup(type)))
        options.log("If a resource group is imported, pulumi destroy deletes it with all that is in it.");
      if (!options.yes) {
        options.log("Make sure that no other stack manages them, then run the command again with --yes.");
        break;
      }
      const ids = await importAll(options, importFile, join(folder, "import.json"));
      const count = ids.length;
      for (const resource of found.values())
        if (ids.includes(resource.id)) found.set(resource.id, { ...resource, isImported: true });
      imported += count;
      if (count > 0) lastPreview = undefined;
      const absent = missing.map(({ id }) => id).filter((id) => !ids.includes(id));
      const others = absent.length === 0 ? "" : ` ${now.absenceText(absent)}`;
      if (missing.length > 0) options.log(`Imported ${count} of ${missing.length}.${others}`);
      if (count === 0 && !waits) break;
    }
    const { count, encrypted, stateBefore } = await restoreInputs(options, lastPreview);
    const missingIds = [...found.values()].filter(({ isImported }) => !isImported).map(({ id }) => id);
    const deletedVaults = await reportDeletedVaults(options, steps, missingIds);
    options.onReport?.({
      ...{ version: 1, interrupted, missing: [...found.values()], leaving },
      ...{ restoredInputs: count, encryptedSecrets: encrypted },
      ...(deletedVaults && {
        deletedVaults: deletedVaults.found,
        deletedVaultsNotRead: deletedVaults.notRead,
      }),
      ...(stateBefore !== undefined && { stateBefore }),
    });
    return imported;
  } finally {
    removeFolder(folder);
  }
}

/** The name of the stack in a URN, after a space: a project has several, and the selected one may not be the one that is meant. */
function stackIn({ steps = [] }: PreviewSteps): string {
  const name = /^urn:pulumi:(.+?)::/.exec(steps[0]?.urn ?? "")?.[1];
  return name === undefined ? "" : ` ${name}`;
}

const keepFolder = ({ keepIn = tmpdir() }: RepairOptions): string => keepIn;

/**
 * Gives imported resources the program's inputs, also those of a run that was killed after its import.
 *
 * @param preview The output of a preview of the stack as it is. Undefined: the stack changed since.
 */
async function restoreInputs(options: RepairOptions, preview: string | undefined): Promise<Restored> {
  const { pulumi, yes, log } = options;
  if (!yes) {
    if (preview !== undefined && (await isUnfinished(pulumi, preview)))
      log(
        "A repair was interrupted after its import. With --yes it is completed: imported resources get the program's inputs, and their secrets are encrypted.",
      );
    return { count: 0, encrypted: false };
  }
  const restored = await restoreProgramInputs(pulumi, keepFolder(options), preview);
  if (restored.encrypted) log("Encrypted the secrets that an import read as plain text.");
  if (restored.count > 0) {
    log(
      `The state of before is in ${restored.stateBefore}. Delete it when the next pulumi up has succeeded.`,
    );
    log("Preview now shows only differences between the program and Azure.");
  }
  return restored;
}

function reportNotImported({ secret, withoutProvider }: MissingResources, { log }: RepairOptions): void {
  for (const name of secret)
    log(
      `${name}: its id has a secret, which a preview does not show. If Azure has it, import it with pulumi import.`,
    );
  for (const name of withoutProvider)
    log(
      `${name}: the stack does not have its provider, and this version of the Pulumi CLI does not import providers. Update the Pulumi CLI: https://www.pulumi.com/docs/install`,
    );
}

function reportLeaving(preview: PreviewSteps, { log }: RepairOptions): readonly LeavingItem[] {
  const leaving = leavingItems(preview);
  if (leaving.length === 0) return leaving;
  log(`The stack has ${counted(leaving.length, "protected item")} that the next pulumi up removes from it:`);
  for (const item of leaving) {
    log(`  ${item.name}  ${item.id}`);
    log(`    ${item.effect}`);
  }
  return leaving;
}
