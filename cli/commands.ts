import { Command } from "commander";
import { addAdopt } from "./adopt/command";
import { addAssess } from "./assess/command";
import { addBackupNow } from "./backupNow/command";
import { addCompletion } from "./completion/command";
import { addCost } from "./cost/command";
import { addDrill } from "./drill/command";
import { addGenerate } from "./generate/command";
import { applyCommonOptions } from "./notes";
import { addRepair } from "./repair/command";
import { addSimulate } from "./simulate/command";
import { packageVersion } from "./version";

/** All commands with their options. */
export function allCommands(): Command {
  const program = new Command("azure-vm-backup")
    .description(
      "Azure Backup of virtual machines from the command line. Only backup-now and drill change Azure.",
    )
    .version(packageVersion)
    .exitOverride()
    .showHelpAfterError("(add --help to see the options)");
  addAdopt(program);
  addAssess(program);
  addBackupNow(program);
  addCost(program);
  addDrill(program);
  addGenerate(program);
  addRepair(program);
  addSimulate(program);
  addCompletion(program);
  for (const command of program.commands.flatMap((one) => [one, ...one.commands]))
    command
      .option("-q, --quiet", "write only errors to standard error")
      .option("--debug", "show the requests on standard error, without secrets");
  return program.hook("preAction", (_, command) => applyCommonOptions(command.opts()));
}
