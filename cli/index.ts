#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { exitCodes, oneLine } from "./failure";
import { handleInterrupts } from "./interrupts";
import { main } from "./main";

// A command runs for seconds. With the defaults, compiling code again to make it faster, and collecting garbage in several threads, take
// half of the CPU time of assess.
for (const flag of ["--interrupt-budget=1000000", "--no-parallel-scavenge"]) setFlagsFromString(flag);

// A reader such as `head` may end first.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(process.exitCode);
  process.stderr.write(`Cannot write to standard output: ${oneLine(error)}\n`);
  process.exit(exitCodes.couldNotRun);
});
// The result and the exit code matter more than progress that cannot be shown.
process.stderr.on("error", () => undefined);

handleInterrupts();
void main(process.argv.slice(2));
