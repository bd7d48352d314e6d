import { CommanderError } from "commander";
import { commandsFor } from "./commands";
import { exitCodes, oneLine } from "./failure";

/** Runs the command that the arguments name. Never rejects: what went wrong is one line on standard error, and process.exitCode. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    await commandsFor(args).parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.couldNotRun;
      return;
    }
    process.stderr.write(`${oneLine(error)}\n`);
    process.exitCode = exitCodes.couldNotRun;
  }
}
