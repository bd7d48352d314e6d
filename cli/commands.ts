import { Command } from "commander";
import { applyCommonOptions } from "./notes";
import { packageVersion } from "./version";

/** The commands by name. Each one is loaded when it is needed: to load all takes longer than most commands run. */
const commands = {
  adopt: () => (require("./adopt/command") as typeof import("./adopt/command")).addAdopt,
  assess: () => (require("./assess/command") as typeof import("./assess/command")).addAssess,
  "backup-now": () => (require("./backupNow/command") as typeof import("./backupNow/command")).addBackupNow,
  cost: () => (require("./cost/command") as typeof import("./cost/command")).addCost,
  drill: () => (require("./drill/command") as typeof import("./drill/command")).addDrill,
  generate: () => (require("./generate/command") as typeof import("./generate/command")).addGenerate,
  repair: () => (require("./repair/command") as typeof import("./repair/command")).addRepair,
  simulate: () => (require("./simulate/command") as typeof import("./simulate/command")).addSimulate,
  completion: () => (require("./completion/command") as typeof import("./completion/command")).addCompletion,
} satisfies Record<string, () => (program: Command) => void>;

/** All commands with their options, for help, errors and completion. */
export const allCommands = (): Command => programOf(Object.values(commands));

/** The commands to run a command line: only the one that its first word names, or all if there is none of this name. */
export const commandsFor = ([name = ""]: readonly string[]): Command =>
  Object.hasOwn(commands, name) && name !== "completion"
    ? programOf([commands[name as keyof typeof commands]])
    : allCommands();

function programOf(loaders: readonly (() => (program: Command) => void)[]): Command {
  const program = new Command("azure-vm-backup")
    .description(
      "Azure Backup of virtual machines from the command line. Only backup-now and drill change Azure.",
    )
    .version(packageVersion)
    .exitOverride()
    .showHelpAfterError("(add --help to see the options)");
  for (const load of loaders) load()(program);
  for (const command of program.commands.flatMap((one) => [one, ...one.commands]))
    command
      .option("-q, --quiet", "write only errors to standard error")
      .option("--debug", "show the requests on standard error, without secrets");
  return program.hook("preAction", (_, command) => applyCommonOptions(command.opts()));
}
