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

function programOf(): Command {
  const program = new Command("azure-vm-backup")
    .description("Azure VM backup from the command line. Nothing is changed in Azure but by backup-now.")
    .exitOverride()
    .showHelpAfterError("(--help says more)");
  addAdopt(program);
  addAssess(program);
  addBackupNow(program);
  addCost(program);
  addGenerate(program);
  addRepair(program);
  addSimulate(program);
  // Each command ends as the program does, not by itself.
  for (const command of program.commands) command.exitOverride();
  return program;
}

programOf()
  .parseAsync()
  .catch((error: unknown) => {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exitCodes.ready : exitCodes.couldNotRun;
      return;
    }
    process.stderr.write(`${oneLine(error)}\n`);
    process.exitCode = exitCodes.couldNotRun;
  });
