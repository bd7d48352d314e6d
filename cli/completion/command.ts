import { Argument, type Command } from "commander";
import { writeToStdout } from "../files";
import { withHelp } from "../help";
import { scripts, shells } from "./scripts";

/** `azure-vm-backup completion`. */
export function addCompletion(program: Command): void {
  withHelp(
    program
      .command("completion")
      .description("Prints a script that completes commands, options and their values in a shell.")
      .addArgument(new Argument("<shell>", "shell of the script").choices(shells)),
    {
      examples: [
        "bash > ~/.local/share/bash-completion/completions/azure-vm-backup",
        "zsh > ~/.zfunc/_azure-vm-backup",
        "fish > ~/.config/fish/completions/azure-vm-backup.fish",
      ],
    },
  ).action(async (shell: keyof typeof scripts) => {
    await writeToStdout([scripts[shell](program)]);
  });
}
