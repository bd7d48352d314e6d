import { readFileSync, writeFileSync } from "node:fs";
import { subscriptionIn } from "../../src/core/resourceId";
import { sameText } from "../../src/core/values";
import { Failure } from "../failure";
import { pulumiFailure } from "../pulumi";
import {
  type ImportEntry,
  type ImportFile,
  type Missing,
  type PreviewSteps,
  providersOf,
  withIds,
  withSecretId,
} from "./importFile";
import type { RepairOptions } from "./options";
import { previewEnv } from "./programInputs";
import { idsOf, resourcesOf } from "./stackResources";
import { providerIn, subscriptionsOf } from "./subscriptions";

type FileWithIds = Missing["importFile"];

/** What {@link missingResources} found. */
export interface MissingResources extends Missing {
  readonly preview: PreviewSteps;
  /** The preview as it was printed. */
  readonly shown: string;
  /** Names of the resources whose ids are secret. */
  readonly secret: readonly string[];
  /** What it means that Azure has none of these ids, for the user. */
  readonly absenceText: (ids: readonly string[]) => string;
}

/** The resources that the program declares and the stack does not have. @throws Failure if no subscription is known in which to look. */
export async function missingResources(
  { pulumi, subscriptionId, ofUser }: RepairOptions,
  file: string,
): Promise<MissingResources> {
  writeFileSync(file, JSON.stringify({ resources: [] }));
  const previewed = await pulumi(["preview", "--json", "--import-file", file], previewEnv);
  if (previewed.exitCode !== 0) throw pulumiFailure("preview", previewed);
  const preview = JSON.parse(previewed.stdout) as PreviewSteps;
  const toCreate = JSON.parse(readFileSync(file, "utf8")) as ImportFile;
  const providers = providersOf(toCreate, preview).map(providerIn);
  const resources = providers.length === 0 ? [] : await resourcesOf(pulumi);
  const known = await subscriptionsOf({ pulumi, resources, preview, ofUser }, providers);
  if (subscriptionId === undefined && providers.some((provider) => !known.has(provider)))
    throw new Failure(
      "The subscription of the vaults is not known: the stack's resources and configuration, ARM_SUBSCRIPTION_ID and the Azure CLI do not show it. Add --subscription.",
    );
  const missing = withIds(
    toCreate,
    preview,
    (provider) => subscriptionId ?? known.get(providerIn(provider))?.id,
  );
  const certain = [...known.values()].filter(({ isCertain }) => isCertain).map(({ id }) => id);
  return {
    ...missing,
    preview,
    shown: previewed.stdout,
    secret: withSecretId(toCreate, preview),
    absenceText: (ids) => absenceText(ids, certain, subscriptionId !== undefined),
  };
}

/**
 * What follows if Azure has none of these ids. Azure answers a subscription that does not exist, or that the user cannot read, like one
 * without the resource, so only the subscription of the program's providers shows what `pulumi up` does.
 */
function absenceText(ids: readonly string[], ofProgram: readonly string[], isChosen: boolean): string {
  const searched = [...new Set(ids.map(subscriptionIn))];
  const elsewhere = searched.filter((id) => !ofProgram.some((one) => sameText(one, id)));
  if (elsewhere.length === 0) return "Azure does not have the others, so pulumi up creates them.";
  const others = `Azure found none of the others in subscription ${elsewhere.join(", ")}`;
  return isChosen && ofProgram.length > 0
    ? `${others}. The program's provider uses ${[...new Set(ofProgram)].join(", ")}, where repair did not look: run it without --subscription.`
    : `${others}. It is not known in which subscription pulumi up creates them.`;
}

/** The entries of an import file that are resources in Azure. */
export const inAzure = ({ resources }: FileWithIds): (ImportEntry & { id: string })[] =>
  resources.flatMap(({ id, ...entry }) => (id === undefined ? [] : [{ ...entry, id }]));

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
  return inAzure(importFile).flatMap(({ id }) => (ids.has(id) ? [id] : []));
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
