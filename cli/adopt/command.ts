import type { Command } from "commander";
import { sourcesInAzure } from "../../src/discover/inventories";
import { readCompanions } from "../../src/live/companions";
import type { Send } from "../../src/live/request";
import { type AzureOptions, sessionOf, withAzureOptions } from "../azure";
import { exitCodes, Failure } from "../failure";
import { counted } from "../format";
import { withHelp } from "../help";
import { fromOption } from "../options";
import { assertProjectName, assertSubscription, defaultProjectName } from "../program/project";
import { assertFolder, writeProject } from "../program/write";
import { readFiles } from "../sources/files";
import { howToRead, type Source } from "../sources/source";
import { adoptedCompanions, companionsNotRead, endpointIdsOf } from "./companions";
import { adoptedProject } from "./program";
import { type AdoptedVault, vaultsIn } from "./read";

interface Options extends AzureOptions {
  readonly from?: readonly string[];
  readonly vault?: readonly string[];
  readonly output: string;
  readonly name: string;
  readonly force?: boolean;
}

/** `azure-vm-backup adopt`. */
export function addAdopt(program: Command): void {
  const command = withAzureOptions(program.command("adopt"))
    .description(
      "Writes a Pulumi project for vaults, backup policies and protected items that exist, e.g. from the portal, Azure Policy or another tool.",
    )
    .addOption(fromOption("read files instead of Azure, in the formats of assess"))
    .option("--vault <vault...>", "names or ids of the vaults (default: all vaults of the subscription)")
    .requiredOption("--output <folder>", "a new or empty folder")
    .option("--name <name>", "name of the project", defaultProjectName)
    .option("--force", "replace files in a folder that is not empty")
    .action(async (options: Options) => {
      process.exitCode = await adopt(options);
    });
  withHelp(command, {
    examples: [
      "--subscription prod --vault safe-westeurope --output bank-backup",
      "--from rows.json --output bank-backup --name bank",
    ],
    notes: [
      "Afterwards run in the folder: npm install, pulumi stack init, npx azure-vm-backup repair --yes, pulumi preview.",
    ],
  });
}

async function adopt({
  from,
  vault: names = [],
  output,
  name,
  force = false,
  ...azure
}: Options): Promise<number> {
  assertProjectName(name);
  assertFolder(output, force);
  const { sources, send } =
    from === undefined ? await readAzure(azure) : { sources: await readOwnFiles(from), send: undefined };
  const found = sources
    .map((source) => ({ subscriptionId: source.subscriptionId, vaults: vaultsIn(source, names) }))
    .filter(({ vaults }) => vaults.length > 0);
  const [first, second] = found;
  if (first === undefined)
    throw new Failure(names.length === 0 ? "Found no vault." : `Found no vault ${names.join(", ")}.`);
  if (second !== undefined)
    throw new Failure(
      `The vaults are in ${found.length} subscriptions, but a program has one: choose it with --subscription.`,
    );
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

async function readAzure(options: AzureOptions): Promise<{ sources: Source[]; send: Send }> {
  const { graph, send, subscriptions } = await sessionOf(options);
  const sources: Source[] = [];
  for await (const source of sourcesInAzure(graph, subscriptions)) sources.push(source);
  return { sources, send };
}

async function readOwnFiles(files: readonly string[]): Promise<Source[]> {
  const { sources, hasTemplate } = await readFiles(files, false);
  if (hasTemplate)
    throw new Failure(
      `adopt cannot read a template, because it contains no ids. Read Azure, or rows of Resource Graph. ${howToRead}.`,
    );
  return [...sources];
}
