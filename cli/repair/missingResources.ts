import { readFileSync, writeFileSync } from "node:fs";
import { Failure } from "../failure";
import { pulumiFailure } from "../pulumi";
import { type ImportFile, type PreviewSteps, subscriptionOf, withIds, withSecretId } from "./importFile";
import type { RepairOptions } from "./options";
import { previewEnv } from "./programInputs";
import { idsOf } from "./stackResources";

type FileWithIds = ReturnType<typeof withIds>;

/** The resources that the program declares and the stack does not have, and the names of those whose ids are secret. */
export async function missingResources(
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
export async function importAll(
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
