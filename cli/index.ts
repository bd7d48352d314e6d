#!/usr/bin/env node
import { exitCodes, oneLine } from "./failure";
import { main } from "./main";

// A reader such as `head` may end first.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(process.exitCode);
  process.stderr.write(`Cannot write to standard output: ${oneLine(error)}\n`);
  process.exit(exitCodes.couldNotRun);
});
// The result and the exit code matter more than progress that cannot be shown.
process.stderr.on("error", () => undefined);

void main(process.argv.slice(2));
