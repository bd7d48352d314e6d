import { Command, CommanderError } from "commander";
import { addAdopt } from "./adopt/command";
import { addAssess } from "./assess/command";
import { addBackupNow } from "./backupNow/command";
import { addCost } from "./cost/command";
import { exitCodes, oneLine } from "./failure";
import { addGenerate } from "./generate/command";
import { addRepair } from "./repair/command";
import { addSimulate } from "./simulate/command";
import { packageVersion } from "./version";

function programOf(): Command {
  const program = new Command("azure-vm-backup")
    .description("Azure Backup of virtual machines from the command line. Only backup-now changes Azure.")
    .version(packageVersion)
    .exitOverride()
    .showHelpAfterError("(add --help to see the options)");
  addAdopt(program);
  addAssess(program);
  addBackupNow(program);
  addCost(program);
  addGenerate(program);
  addRepair(program);
  addSimulate(program);
  return program;
}

/** Runs the command that the arguments name. Never rejects: what went wrong is one line on standard error, and process.exitCode. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    await programOf().parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.couldNotRun;
      return;
    }
    process.stderr.write(`${oneLine(error)}\n`);
    process.exitCode = exitCodes.couldNotRun;
  }
}
