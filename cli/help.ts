import type { Command } from "commander";
import { exitCodeLines } from "./exitCodes";

/** What the help of a command shows below its options. */
export interface Help {
  /** Arguments of the command, as a user writes them in a shell. */
  readonly examples: readonly string[];
  /** Sentences, a line each. */
  readonly notes?: readonly string[];
}

/** For commands that take VMs and have options which take several values. */
export const vmsComeFirst =
  "Write the VMs before the options: an option that accepts several values, e.g. --tag, reads all words up to the next option.";

/** Adds examples, exit codes and notes to the help of a command. */
export const withHelp = (command: Command, { examples, notes = [] }: Help): Command =>
  command.addHelpText(
    "after",
    [
      "",
      "Examples:",
      ...examples.map(
        (example) => `  $ ${["npx azure-vm-backup", command.name(), example].join(" ").trim()}`,
      ),
      "",
      "Exit codes:",
      ...exitCodeLines(command.name()),
      ...(notes.length > 0 ? ["", ...notes] : []),
    ].join("\n"),
  );
