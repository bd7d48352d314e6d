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
      "After a crash: takes vaults, policies and protected items that Azure has and the stack lacks back into the stack.",
    )
    .option("--subscription <id>", "subscription of the vaults (default: that of the stack's resources)")
    .option("--stack <name>", "stack (default: the selected one)")
    .option("--yes", "import them; without it the command says what it would import")
    .addHelpText(
      "after",
      "\nRun it in the program's folder, then run pulumi up.\nExit codes: 0 done, 1 nothing to repair, 2 could not run.",
    )
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
}

async function run({ subscription, stack, yes = false }: Options): Promise<number> {
  let isWhole = true;
  await repair({
    pulumi: pulumiOn(stack),
    yes,
    ...(subscription !== undefined && { subscriptionId: subscription }),
    say: (line) => {
      isWhole = false;
      process.stdout.write(`${line}\n`);
    },
  });
  if (isWhole)
    process.stdout.write("The stack has all that the program declares, or Azure has to make it.\n");
  return isWhole ? 1 : exitCodes.ready;
}
