import type { Command } from "commander";
import { exitCodes } from "../failure";
import { pulumiOn } from "../pulumi";
import { repair } from "./repair";

interface Options {
  readonly subscription?: string;
  readonly stack?: string;
  readonly yes?: boolean;
}

/** `azure-vm-backup repair`. */
export function addRepair(program: Command): void {
  program
    .command("repair")
    .description(
      "Imports vaults, policies, protected items and their resource group that the program declares and Azure has, but that are missing from the stack, e.g. after a crash.",
    )
    .option(
      "--subscription <id>",
      "subscription of the vaults (default: the subscription of the stack's resources)",
    )
    .option("--stack <name>", "stack (default: the selected one)")
    .option("--yes", "import them (default: only list what would be imported)")
    .addHelpText(
      "after",
      "\nRun it in the folder of the program, then run pulumi up.\nExit codes: 0 done or nothing to repair, 2 could not run.",
    )
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
}

async function run({ subscription, stack, yes = false }: Options): Promise<number> {
  let isComplete = true;
  await repair({
    pulumi: pulumiOn(stack),
    keepIn: process.cwd(),
    yes,
    ...(subscription !== undefined && { subscriptionId: subscription }),
    log: (line) => {
      isComplete = false;
      process.stdout.write(`${line}\n`);
    },
  });
  if (!isComplete) return exitCodes.done;
  process.stdout.write(
    "Nothing to repair: each vault, policy and protected item of the program is in the stack, or pulumi up still has to create it.\n",
  );
  return exitCodes.done;
}
