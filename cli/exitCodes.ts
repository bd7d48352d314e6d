/** What the exit codes mean. The help of each command and docs/command-line.md list them, and test/cli/exitCodes.test.ts runs each. */
export interface ExitCode {
  readonly code: number | "its own";
  readonly commands: readonly string[];
  readonly when: string;
}

export const exitCodeTable: readonly ExitCode[] = [
  { code: 0, commands: ["assess"], when: "no condition of --fail-on applies, and --min-coverage is reached" },
  { code: 0, commands: ["generate", "adopt"], when: "the project is written" },
  { code: 0, commands: ["adopt"], when: "with --undelete: the deleted vaults are listed or brought back" },
  {
    code: 0,
    commands: ["repair"],
    when: "the resources are imported or listed, or there is nothing to repair",
  },
  {
    code: 0,
    commands: ["backup-now"],
    when: "Azure has validated all backups, or with --no-wait started them",
  },
  {
    code: 0,
    commands: ["drill"],
    when: "all drills passed, or with --dry-run the plan is printed; clean: nothing is left; report: the evidence is as it was written",
  },
  { code: 0, commands: ["cost", "completion"], when: "the result is printed" },
  {
    code: 1,
    commands: ["assess"],
    when: "a condition of --fail-on applies, or --min-coverage is not reached",
  },
  {
    code: 1,
    commands: ["assess"],
    when: "no VM was found, or a subscription of --subscription has no VM or cannot be read (not with --fail-on never)",
  },
  { code: 1, commands: ["backup-now"], when: "one or more backups failed" },
  {
    code: 1,
    commands: ["drill"],
    when: "one or more drills failed or are incomplete; clean: something is left; report: the evidence was changed",
  },
  {
    code: 2,
    commands: [
      ...["assess", "generate", "adopt", "repair", "backup-now", "drill", "cost", "completion"],
      "simulate",
    ],
    when: "the command could not run: it prints a one-line error and writes no files",
  },
  { code: "its own", commands: ["simulate"], when: "the command that it ran ended with this code" },
];

/** The exit codes of a command, a line each. */
export const exitCodeLines = (command: string): string[] =>
  exitCodeTable.flatMap(({ code, commands, when }) =>
    commands.includes(command) ? [`  ${code}  ${when}`] : [],
  );
