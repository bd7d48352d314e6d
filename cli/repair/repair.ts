import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../failure";
import { counted } from "../format";
import { type Pulumi, pulumiFailure } from "../pulumi";
import {
  groupType,
  type ImportFile,
  isImported,
  type PreviewSteps,
  subscriptionOf,
  withIds,
  withSecretId,
} from "./importFile";
import { effectOf, type LeavingItem, leavingItems } from "./leavingItems";
import { isUnfinished, previewEnv, type Restored, restoreProgramInputs } from "./programInputs";
import type { MissingResource, RepairReport, StackEntry } from "./report";
import { newTemporaryFolder, removeFolder } from "./temporaryFolder";

export interface RepairOptions {
  readonly pulumi: Pulumi;
  /** Azure subscription of the vaults. Omitted: the subscription of the stack's resources. */
  readonly subscriptionId?: string;
  /** Whether to import. False: it only lists what it would try to import. */
  readonly yes: boolean;
  readonly log: (line: string) => void;
  /** Receives what was found and done. Omitted: `log` has it all the same. */
  readonly onReport?: (report: RepairReport) => void;
  /** The folder for the state of before. Omitted: the system's folder for temporary files. */
  readonly keepIn?: string;
}

/** If a resource group is missing, the name of its vault is known only after its import; so are those of the vault's policies and items. */
const maxRounds = 4;

/**
 * Imports the vaults, policies and protected items that the program declares and Azure has, but that are missing from the stack, e.g.
 * after a crash. It also imports the resource groups that hold them. Returns how many it imported.
 *
 * @throws Failure if the CLI fails, or if the subscription is not known.
 */
export async function repair(options: RepairOptions): Promise<number> {
  const folder = newTemporaryFolder();
  const found = new Map<string, MissingResource>();
  try {
    let imported = 0;
    let leaving: readonly LeavingItem[] = [];
    let lastPreview: string | undefined;
    const interrupted = await dropPendingReplacements(options);
    for (let round = 0; round < maxRounds; round++) {
      const { importFile, preview, shown, secret } = await missingResources(
        options,
        join(folder, "preview.json"),
      );
      lastPreview = shown;
      if (round === 0) {
        reportSecretIds(secret, options);
        leaving = reportLeaving(preview, options);
      }
      const missing = importFile.resources.filter(({ component }) => component !== true);
      if (missing.length === 0) break;
      options.log(
        `The program declares ${counted(missing.length, "resource")} that the stack does not have:`,
      );
      for (const { name, type, id = "" } of missing) {
        options.log(`  ${name}  ${id}`);
        found.set(id, { name, type, id, isImported: false });
      }
      if (missing.some(({ type }) => type === groupType))
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
      const others =
        count === missing.length ? "" : " Azure does not have the others, so pulumi up creates them.";
      options.log(`Imported ${count} of ${missing.length}.${others}`);
      if (count === 0) break;
    }
    const { count, encrypted, stateBefore } = await restoreInputs(options, lastPreview);
    options.onReport?.({
      ...{ version: 1, interrupted, missing: [...found.values()], leaving },
      ...{ restoredInputs: count, encryptedSecrets: encrypted },
      ...(stateBefore !== undefined && { stateBefore }),
    });
    return imported;
  } finally {
    removeFolder(folder);
  }
}

/**
 * Gives imported resources the program's inputs, also those of a run that was killed after its import.
 *
 * @param preview The output of a preview of the stack as it is. Undefined: the stack changed since.
 */
async function restoreInputs(
  { pulumi, yes, log, keepIn }: RepairOptions,
  preview: string | undefined,
): Promise<Restored> {
  if (!yes) {
    if (preview !== undefined && (await isUnfinished(pulumi, preview)))
      log(
        "A repair was interrupted after its import. With --yes it is completed: imported resources get the program's inputs, and their secrets are encrypted.",
      );
    return { count: 0, encrypted: false };
  }
  const restored = await restoreProgramInputs(pulumi, keepIn ?? tmpdir(), preview);
  if (restored.encrypted) log("Encrypted the secrets that an import read as plain text.");
  if (restored.count > 0) {
    log(
      `The state of before is in ${restored.stateBefore}. Delete it when the next pulumi up has succeeded.`,
    );
    log("Preview now shows only differences between the program and Azure.");
  }
  return restored;
}

/**
 * Removes resources from the stack whose replacement was interrupted after the deletion of the old one: the stack has the old one, and
 * Azure may have the new one. Then they are missing like all others.
 */
async function dropPendingReplacements({ pulumi, yes, log }: RepairOptions): Promise<StackEntry[]> {
  const pending = (await resourcesOf(pulumi)).filter(
    ({ type = "", pendingReplacement }) => pendingReplacement === true && isImported(type),
  );
  const entries = pending.map(({ urn, id }) => ({
    name: urn.split("::").at(-1) ?? urn,
    ...(id !== undefined && { id }),
  }));
  if (entries.length === 0) return entries;
  log(`The replacement of ${counted(pending.length, "resource")} was interrupted:`);
  for (const { name, id } of entries) log(`  ${name}  ${id}`);
  if (!yes) {
    log("With --yes they are removed from the stack, and what Azure has in their place is imported.");
    return entries;
  }
  for (const { urn } of pending) {
    const deleted = await pulumi(["state", "delete", urn, "--yes"]);
    if (deleted.exitCode !== 0) throw pulumiFailure("state delete", deleted);
  }
  return entries;
}

function reportSecretIds(names: readonly string[], { log }: RepairOptions): void {
  for (const name of names)
    log(
      `${name}: its id has a secret, which a preview does not show. If Azure has it, import it with pulumi import.`,
    );
}

function reportLeaving(preview: PreviewSteps, { log }: RepairOptions): readonly LeavingItem[] {
  const leaving = leavingItems(preview);
  if (leaving.length === 0) return leaving;
  log(
    `The stack has ${counted(leaving.length, "protected item")} that the program no longer declares. After the next pulumi up:`,
  );
  for (const item of leaving) {
    log(`  ${item.name}  ${item.id}`);
    log(`    ${effectOf(item)}`);
  }
  return leaving;
}

type FileWithIds = ReturnType<typeof withIds>;

/** The resources that the program declares and the stack does not have, and the names of those whose ids are secret. */
async function missingResources(
  { pulumi, subscriptionId }: RepairOptions,
  file: string,
): Promise<{
  readonly importFile: FileWithIds;
  readonly preview: PreviewSteps;
  /** The preview as it was printed. */
  readonly shown: string;
  readonly secret: readonly string[];
}> {
  writeFileSync(file, JSON.stringify({ resources: [] }));
  const previewed = await pulumi(["preview", "--json", "--import-file", file], previewEnv);
  if (previewed.exitCode !== 0) throw pulumiFailure("preview", previewed);
  const preview = JSON.parse(previewed.stdout) as PreviewSteps;
  const subscription = subscriptionId ?? subscriptionOf(await idsOf(pulumi));
  if (subscription === undefined)
    throw new Failure("No resource of the stack shows the subscription of the vaults. Add --subscription.");
  const toCreate = JSON.parse(readFileSync(file, "utf8")) as ImportFile;
  return {
    importFile: withIds(toCreate, preview, subscription),
    preview,
    shown: previewed.stdout,
    secret: withSecretId(toCreate, preview),
  };
}

/**
 * Imports the resources that Azure has; the entry of one that it does not have fails without effect on the rest. Returns the ids
 * of those that it imported.
 *
 * @throws Failure if an entry failed for another reason: a lock, a missing role, a missing login.
 */
async function importAll(
  { pulumi }: RepairOptions,
  importFile: FileWithIds,
  file: string,
): Promise<string[]> {
  writeFileSync(file, JSON.stringify(importFile));
  const flags = ["--yes", "--skip-preview", "--protect=false", "--generate-code=false"];
  const imported = await pulumi(["import", "--file", file, ...flags]);
  if (imported.exitCode !== 0 && !saysOnlyAbsent(imported.output)) throw pulumiFailure("import", imported);
  const ids = new Set(await idsOf(pulumi));
  return importFile.resources.flatMap(({ component, id = "" }) =>
    component !== true && ids.has(id) ? [id] : [],
  );
}

/**
 * Whether all errors of an import say that Azure does not have the resource. azure-native reads nine codes of a 404 as "does not exist",
 * and passes on Azure's error for all others, e.g. for a protected item.
 */
function saysOnlyAbsent(output: string): boolean {
  const errors = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith("error:") && !/^error: \w+ failed$/.test(line));
  return errors.length > 0 && errors.every((line) => /' does not exist|\bStatus=404\b/.test(line));
}

/** Ids of the resources in the stack. */
const idsOf = async (pulumi: Pulumi): Promise<string[]> =>
  (await resourcesOf(pulumi)).flatMap(({ id }) => id ?? []);

interface StackResource {
  readonly urn: string;
  readonly type?: string;
  readonly id?: string;
  readonly pendingReplacement?: boolean;
}

/** The resources in the stack. */
async function resourcesOf(pulumi: Pulumi): Promise<readonly StackResource[]> {
  const exported = await pulumi(["stack", "export"]);
  if (exported.exitCode !== 0) throw pulumiFailure("stack export", exported);
  const { deployment } = JSON.parse(exported.stdout) as { deployment?: { resources?: StackResource[] } };
  return deployment?.resources ?? [];
}
