#!/usr/bin/env node
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

// A reader such as `head` may end first.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(process.exitCode);
  process.stderr.write(`Cannot write to standard output: ${oneLine(error)}\n`);
  process.exit(exitCodes.couldNotRun);
});
// The result and the exit code matter more than progress that cannot be shown.
process.stderr.on("error", () => undefined);

programOf()
  .parseAsync()
  .catch((error: unknown) => {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.couldNotRun;
      return;
    }
    process.stderr.write(`${oneLine(error)}\n`);
    process.exitCode = exitCodes.couldNotRun;
  });
