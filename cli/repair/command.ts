import type { Command } from "commander";
import { armOf } from "../../src/live/arm";
import { sessionOf } from "../azure";
import { exitCodes, printable } from "../failure";
import { withHelp } from "../help";
import { afterInterrupt } from "../interrupts";
import { jsonOf } from "../json";
import { note } from "../notes";
import { choiceOption } from "../options";
import { assertSubscription } from "../program/project";
import { pulumiOn } from "../pulumi";
import { ofUser } from "./azureCli";
import { deletedVaultsOf } from "./deletedVaults";
import { repair } from "./repair";
import type { DeletedVaultsOfStack, RepairReport, VaultPlace } from "./report";

interface Options {
  readonly subscription?: string;
  readonly stack?: string;
  readonly yes?: boolean;
  readonly deletedVaults: boolean;
  readonly format: "lines" | "json";
}

/** `azure-vm-backup repair`. */
export function addRepair(program: Command): void {
  const command = program
    .command("repair")
    .description(
      "Imports vaults, policies, protected items and their resource group that the program declares and Azure has, but that are missing from the stack, e.g. after a crash.",
    )
    .option(
      "--subscription <id>",
      "id of the subscription of the vaults (default: the subscription of the program's provider)",
    )
    .option("--stack <name>", "stack (default: the selected one)")
    .option("--yes", "import them (default: only list what would be imported)")
    .option(
      "--no-deleted-vaults",
      "do not ask Azure for deleted vaults of the stack that can be brought back",
    )
    .addOption(choiceOption("--format <format>", "format of the result", ["lines", "json"], "lines"))
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
  withHelp(command, {
    examples: ["", "--stack prod --subscription 11111111-2222-3333-4444-555555555555 --yes"],
    notes: ["Run it in the folder of the program, then run pulumi up."],
  });
}

/**
 * Asks Azure, with a sign-in of this command's own: the Pulumi CLI cannot list deleted vaults. What it finds is an extra, so it does not
 * wait long for a sign-in. A metadata service that knows no managed identity would be asked for 17 s.
 */
const readDeletedVaults = async (vaults: readonly VaultPlace[]): Promise<DeletedVaultsOfStack> => {
  const { cloud, credential } = await sessionOf({}, { maxRetries: 1 });
  return deletedVaultsOf(await armOf(cloud, credential, note), vaults);
};

async function run({ subscription, stack, yes = false, deletedVaults, format }: Options): Promise<number> {
  if (subscription !== undefined) assertSubscription(subscription);
  if (yes) afterInterrupt("Run the command again: it completes what is left.");
  let isComplete = true;
  const log = (line: string) => {
    isComplete = false;
    if (format === "json") note(line);
    else process.stdout.write(`${printable(line)}\n`);
  };
  let report: RepairReport | undefined;
  await repair({
    pulumi: pulumiOn(stack),
    ofUser,
    keepIn: process.cwd(),
    yes,
    ...(subscription !== undefined && { subscriptionId: subscription }),
    log,
    ...(deletedVaults && { readDeletedVaults }),
    onReport: (found) => {
      report = found;
    },
  });
  if (isComplete)
    log(
      "Nothing to repair: each vault, policy and protected item of the program is in the stack, or pulumi up still has to create it.",
    );
  if (format === "json") process.stdout.write(`${jsonOf(report, 1)}\n`);
  return exitCodes.done;
}
