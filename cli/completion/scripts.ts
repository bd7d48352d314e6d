import type { Command, Option } from "commander";

/** An option of a command, as a shell completes it. */
interface Completed {
  readonly flags: readonly string[];
  readonly description: string;
  /** Undefined: the option has no value. */
  readonly value?: readonly string[] | "file" | "folder" | "text";
  readonly isRepeated: boolean;
}

function completed({ short, long, description, argChoices, flags, variadic }: Option): Completed {
  const [, name] = /[<[](.+?)(?:\.\.\.)?[>\]]/.exec(flags) ?? [];
  const kind = name === "file" || name === "folder" ? name : "text";
  return {
    flags: [short, long].filter((flag) => flag !== undefined),
    description: firstSentence(description),
    ...(name !== undefined && { value: argChoices ?? kind }),
    isRepeated: variadic,
  };
}

const optionsOf = (command: Command): Completed[] =>
  command.createHelp().visibleOptions(command).map(completed);

/** The choices of a command's first argument. */
const argumentsOf = (command: Command): readonly string[] => command.registeredArguments[0]?.argChoices ?? [];

const summaryOf = (command: Command): string => firstSentence(command.description());

const firstSentence = (text: string): string => (text.split(/, e\.g\.|[.:(]/)[0] ?? "").trim();

/** A text in single quotes, for a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
/** The same for fish, which knows escapes in single quotes. */
const quotedInFish = (text: string): string => `'${text.replace(/[\\']/g, "\\$&")}'`;

function bash(program: Command): string {
  const name = program.name();
  const allFlags = (command: Command) => optionsOf(command).flatMap(({ flags }) => flags);
  const values = program.commands.flatMap((command) =>
    optionsOf(command).flatMap(({ flags, value }) => {
      if (value === undefined) return [];
      const reply =
        typeof value !== "string"
          ? `COMPREPLY=($(compgen -W ${quoted(value.join(" "))} -- "$current"))`
          : value === "text"
            ? "COMPREPLY=()"
            : `COMPREPLY=($(compgen ${value === "file" ? "-f" : "-d"} -- "$current"))`;
      return [
        `    ${flags.map((flag) => quoted(`${command.name()} ${flag}`)).join("|")}) ${reply}; return ;;`,
      ];
    }),
  );
  const words = program.commands.map(
    (command) =>
      `    ${command.name()}) words=${quoted([...argumentsOf(command), ...allFlags(command)].join(" "))} ;;`,
  );
  const names = program.commands.map((command) => command.name());
  return `# Completion of ${name} for bash
_azure_vm_backup() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words
  ((COMP_CWORD == 1)) && command=""
  case "$command $previous" in
${values.join("\n")}
  esac
  case "$command" in
${words.join("\n")}
    *) words=${quoted([...names, ...allFlags(program)].join(" "))} ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _azure_vm_backup ${name}
`;
}

function zsh(program: Command): string {
  const name = program.name();
  // In a specification of _arguments, brackets and colons have a meaning.
  const plain = (text: string) => text.replace(/[[\]:\\]/g, " ");
  const specification = ({ flags, description, value, isRepeated }: Completed) => {
    const action =
      value === undefined
        ? ""
        : `:value:${typeof value !== "string" ? `(${value.join(" ")})` : value === "file" ? "_files" : value === "folder" ? "_files -/" : " "}`;
    return flags.map((flag) => quoted(`${isRepeated ? "*" : ""}${flag}[${plain(description)}]${action}`));
  };
  const restOf = (command: Command) => {
    const choices = argumentsOf(command);
    return choices.length === 0 ? "'*: :_default'" : quoted(`1:value:(${choices.join(" ")})`);
  };
  const commands = program.commands.map((command) =>
    quoted(`${command.name()}:${plain(summaryOf(command))}`),
  );
  const cases = program.commands.map(
    (command) =>
      `    ${command.name()}) _arguments ${[...optionsOf(command).flatMap(specification), restOf(command)].join(" ")} ;;`,
  );
  return `#compdef ${name}
# Completion of ${name} for zsh
_azure_vm_backup() {
  local -a commands
  commands=(${commands.join(" ")})
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command="\${words[2]}"
  shift words
  ((CURRENT--))
  case "$command" in
${cases.join("\n")}
  esac
}
if [[ "\${funcstack[1]}" == _azure-vm-backup ]]; then
  _azure_vm_backup "$@"
else
  compdef _azure_vm_backup ${name}
fi
`;
}

function fish(program: Command): string {
  const start = `complete -c ${program.name()}`;
  const line = (condition: string, { flags, description, value }: Completed) => {
    const names = flags.map((flag) =>
      flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
    );
    const values =
      value === undefined
        ? ""
        : typeof value !== "string"
          ? ` -x -a ${quotedInFish(value.join(" "))}`
          : " -r";
    return `${start} -n ${quotedInFish(condition)} ${names.join(" ")}${values} -d ${quotedInFish(description)}`;
  };
  const ofProgram = [
    ...program.commands.map(
      (command) =>
        `${start} -n '__fish_use_subcommand' -f -a ${command.name()} -d ${quotedInFish(summaryOf(command))}`,
    ),
    ...optionsOf(program).map((option) => line("__fish_use_subcommand", option)),
  ];
  const ofCommands = program.commands.flatMap((command) => {
    const condition = `__fish_seen_subcommand_from ${command.name()}`;
    return [
      ...argumentsOf(command).map((choice) => `${start} -n ${quotedInFish(condition)} -f -a ${choice}`),
      ...optionsOf(command).map((option) => line(condition, option)),
    ];
  });
  return `# Completion of ${program.name()} for fish\n${[...ofProgram, ...ofCommands].join("\n")}\n`;
}

/** Scripts that complete the commands of a program, by shell. */
export const scripts = { bash, zsh, fish } satisfies Record<string, (program: Command) => string>;

export const shells: readonly string[] = Object.keys(scripts);
