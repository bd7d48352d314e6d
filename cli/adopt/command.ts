import type { Command } from "commander";
import { inventoriesOf } from "../../src/discover/inventories";
import { type AzureOptions, sessionOf, withAzure } from "../azure";
import { exitCodes, Failure } from "../failure";
import { writeWhole } from "../files";
import { refuseProject } from "../generate/project";
import { sourcesOf } from "../sources/files";
import type { Source } from "../sources/source";
import { adoptedProject } from "./program";
import { vaultsIn } from "./read";

interface Options extends AzureOptions {
  readonly from?: readonly string[];
  readonly vault?: readonly string[];
  readonly output: string;
  readonly name: string;
}

/** `azure-vm-backup adopt`. */
export function addAdopt(program: Command): void {
  withAzure(program.command("adopt"))
    .description(
      "Writes the Pulumi project of vaults, backup policies and protected items that exist, made in the portal, by Azure Policy or by another tool.",
    )
    .option("--from <file...>", "read files in place of Azure, as assess does")
    .option("--vault <vault...>", "names or ids of the vaults (default: all of the subscription)")
    .requiredOption("--output <folder>", "a new or empty folder")
    .option("--name <name>", "of the project", "backup")
    .addHelpText(
      "after",
      "\nThen, in the folder: npm install, pulumi stack init, npx azure-vm-backup repair --yes, pulumi preview.\nExit codes: 0 written, 2 could not run.",
    )
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
}

async function run({ from, vault: names = [], output, name, ...azure }: Options): Promise<number> {
  refuseProject({ output, name });
  const sources = from === undefined ? await ofAzure(azure) : from.flatMap((file) => sourcesOf(file));
  const found = sources
    .map(({ subscriptionId, inventory }) => ({ subscriptionId, vaults: vaultsIn(inventory, names) }))
    .filter(({ vaults }) => vaults.length > 0);
  const [one, another] = found;
  if (one === undefined) throw new Failure(`There is no vault ${names.join(", ") || "that you can see"}.`);
  if (another !== undefined)
    throw new Failure(
      `There are such vaults in ${found.length} subscriptions: give one with --subscription, since a program has one.`,
    );
  for (const [file, text] of Object.entries(adoptedProject(name, one.subscriptionId, one.vaults)))
    writeWhole(`${output}/${file}`, [text]);
  const vms = one.vaults.reduce((sum, { vms: of }) => sum + of.length, 0);
  process.stdout.write(`${output}: ${one.vaults.length} vaults with ${vms} protected VMs\n`);
  return exitCodes.ready;
}

async function ofAzure(options: AzureOptions): Promise<Source[]> {
  const { graph, subscriptions } = await sessionOf(options);
  const found: Source[] = [];
  for await (const source of inventoriesOf(graph, subscriptions)) found.push(source);
  return found;
}
