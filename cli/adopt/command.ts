import type { Command } from "commander";
import { isUnknownValue } from "../../src/core/rule";
import { sourcesInAzure } from "../../src/discover/inventories";
import { readCompanions } from "../../src/live/companions";
import type { DeletedVault } from "../../src/vault/deletedVaults";
import { type AzureOptions, type Session, sessionOf, withAzureOptions } from "../azure";
import { exitCodes, Failure, printable } from "../failure";
import { counted } from "../format";
import { withHelp } from "../help";
import { fromOption } from "../options";
import { assertProjectName, assertSubscription, defaultProjectName } from "../program/project";
import { assertFolder, writeProject } from "../program/write";
import { readFiles } from "../sources/files";
import { howToRead, type Source } from "../sources/source";
import type { AdoptedVault } from "./adopted";
import { adoptedCompanions, companionsNotRead, endpointIdsOf } from "./companions";
import { adoptedProject } from "./program";
import { isMeant, vaultsIn } from "./read";
import { undelete, untilListed } from "./undelete";

interface Options extends AzureOptions {
  readonly from?: readonly string[];
  readonly vault?: readonly string[];
  readonly undelete?: readonly string[];
  readonly yes?: boolean;
  readonly output?: string;
  readonly name: string;
  readonly force?: boolean;
}

/** `azure-vm-backup adopt`. */
export function addAdopt(program: Command): void {
  const command = withAzureOptions(program.command("adopt"))
    .description(
      "Writes a Pulumi project for vaults, backup policies and protected items that exist, e.g. from the portal, Azure Policy or another tool.",
    )
    .addOption(fromOption("read files instead of Azure, in the formats of assess, without ARM templates"))
    .option("--vault <vault...>", "names or ids of the vaults (default: all vaults of the subscription)")
    .option(
      "--undelete <vault...>",
      "names or ids of deleted vaults to bring back first, as assess lists them; the project then has them",
    )
    .option("--yes", "bring them back (default: only list what would be brought back)")
    .option("--output <folder>", "a new or empty folder; with --undelete it may be left out")
    .option("--name <name>", "name of the project", defaultProjectName)
    .option("--force", "replace files in a folder that is not empty")
    .action(async (options: Options) => {
      process.exitCode = await adopt(options);
    });
  withHelp(command, {
    examples: [
      "--subscription prod --vault safe-westeurope --output bank-backup",
      "--from rows.json --output bank-backup --name bank",
      "--undelete safe-westeurope --output bank-backup --yes",
    ],
    notes: [
      "Afterwards run in the folder: npm install, pulumi stack init, npx azure-vm-backup repair --yes, pulumi preview.",
    ],
  });
}

async function adopt({
  from,
  vault = [],
  undelete: wanted,
  yes = false,
  output,
  name,
  force = false,
  ...azure
}: Options): Promise<number> {
  assertFits({ from, undelete: wanted, yes, output });
  assertProjectName(name);
  if (output !== undefined) assertFolder(output, force);
  const session = from === undefined ? await sessionOf(azure) : undefined;
  const log = (line: string) => void process.stdout.write(`${printable(line)}\n`);
  const undeleted = session && wanted ? await undelete(session, { wanted, yes, log }) : [];
  if (output === undefined || (wanted !== undefined && !yes)) return exitCodes.done;
  const names = [...vault, ...undeleted.map(({ vaultId }) => vaultId)];
  const sources = session ? await readAzure(session, undeleted) : await readOwnFiles(from ?? []);
  const send = session?.send;
  const found = sources
    .map((source) => ({ subscriptionId: source.subscriptionId, vaults: knownVaults(source, names) }))
    .filter(({ vaults }) => vaults.length > 0);
  const first = onlyOne(found, names, session === undefined);
  assertSubscription(first.subscriptionId);
  const vaults: AdoptedVault[] = [];
  for (const one of first.vaults)
    vaults.push({
      ...one,
      companions:
        send === undefined
          ? companionsNotRead(one.payload)
          : adoptedCompanions(one.id, await readCompanions(send, one.id, endpointIdsOf(one.payload))),
    });
  writeProject(output, adoptedProject(name, first.subscriptionId, vaults), force);
  const vmCount = first.vaults.reduce((sum, { vms }) => sum + vms.length, 0);
  process.stdout.write(
    `${output}: ${counted(first.vaults.length, "vault")} with ${counted(vmCount, "protected VM")}\n`,
  );
  return exitCodes.done;
}

interface VaultsOfSubscription {
  readonly subscriptionId: string;
  readonly vaults: readonly AdoptedVault[];
}

/** The subscription of the program. @throws Failure if a vault was not found, or if the vaults are in several subscriptions. */
function onlyOne(
  found: readonly VaultsOfSubscription[],
  names: readonly string[],
  isFromFiles: boolean,
): VaultsOfSubscription {
  const vaults = found.flatMap((one) => one.vaults);
  const absent = names.filter((name) => !vaults.some((vault) => isMeant(name, vault)));
  const [first, ...others] = found;
  if (first === undefined || absent.length > 0)
    throw new Failure(absent.length === 0 ? "Found no vault." : `Found no vault ${absent.join(", ")}.`);
  if (others.length > 0) {
    const ids = found.map(({ subscriptionId }) => subscriptionId).join(", ");
    const how = isFromFiles ? "name its vaults with --vault" : "choose it with --subscription";
    throw new Failure(
      `The vaults are in ${found.length} subscriptions, but a program has one: ${how}. They are in ${ids}.`,
    );
  }
  return first;
}

/** @throws Failure if an option is missing, or does not fit another one. */
function assertFits({ from, undelete: wanted, yes, output }: Partial<Options>): void {
  if (output === undefined && wanted === undefined)
    throw new Failure("required option '--output <folder>' not specified");
  if (from !== undefined && wanted !== undefined)
    throw new Failure("--undelete asks Azure, and --from reads files: give one of them.");
  if (yes && wanted === undefined)
    throw new Failure("--yes is for --undelete: without it, adopt changes nothing in Azure.");
}

/** Reads Azure, until it lists the vaults that were brought back. */
function readAzure({ graph, subscriptions }: Session, undeleted: readonly DeletedVault[]): Promise<Source[]> {
  const read = async () => {
    const sources: Source[] = [];
    for await (const source of sourcesInAzure(graph, subscriptions)) sources.push(source);
    return sources;
  };
  const idsIn = (sources: Source[]) => sources.flatMap((source) => vaultsIn(source, []).map(({ id }) => id));
  return untilListed(undeleted, read, idsIn);
}

/** @throws Failure if a program's file hides a value: a program that is written without it would change what exists. */
function knownVaults(source: Source, names: readonly string[]): AdoptedVault[] {
  try {
    return vaultsIn(source, names);
  } catch (error) {
    if (!isUnknownValue(error)) throw error;
    throw new Failure(
      `adopt needs all values of a vault, but ${(error as Error).message}: it is a secret or an output. Read Azure, or rows of Resource Graph. ${howToRead}.`,
    );
  }
}

async function readOwnFiles(files: readonly string[]): Promise<Source[]> {
  const { sources, hasTemplate } = await readFiles(files, false);
  if (hasTemplate)
    throw new Failure(
      `adopt cannot read a template, because it contains no ids. Read Azure, or rows of Resource Graph. ${howToRead}.`,
    );
  return [...sources];
}
