// The scripts run in the shells that are installed: bash everywhere, zsh and fish where they are.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allCommands } from "../../cli/commands";
import { scripts } from "../../cli/completion/scripts";

const folder = mkdtempSync(join(tmpdir(), "completion-"));
afterAll(() => rmSync(folder, { recursive: true }));

const program = allCommands();
const commands = program.commands.map((command) => command.name());
const scriptOf = (shell: keyof typeof scripts) => {
  const file = join(folder, `script.${shell}`);
  writeFileSync(file, scripts[shell](program));
  return file;
};
const isInstalled = (shell: string) => spawnSync(shell, ["--version"]).status === 0;

/** What is expected for a command line whose last word is to be completed. */
const expected: readonly (readonly [words: string[], replies: string[]])[] = [
  [["comp"], ["completion"]],
  [
    ["assess", "--format", ""],
    ["table", "json", "markdown", "csv", "sarif", "html", "ocsf"],
  ],
  [["assess", "--fail"], ["--fail-on"]],
  [["cost", "--red"], ["--redundancy"]],
  [["backup-now", "--ta"], ["--tag"]],
  [
    ["completion", ""],
    ["bash", "zsh", "fish"],
  ],
];

describe("bash", () => {
  const complete = (words: readonly string[]): string[] => {
    const all = ["azure-vm-backup", ...words].map((word) => `'${word}'`).join(" ");
    const code = `source ${scriptOf("bash")}; COMP_WORDS=(${all}); COMP_CWORD=${words.length}; _azure_vm_backup; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync("bash", ["--norc", "-c", code], { encoding: "utf8", cwd: folder }).trim().split("\n");
  };

  it.each(expected)("completes %j", (words, replies) => {
    expect(complete(words).filter((reply) => !reply.startsWith("-") || words.at(-1) !== "")).toEqual(replies);
  });

  it("completes all commands, and files where an option has one", () => {
    expect(complete([""])).toEqual(expect.arrayContaining([...commands, "--version", "--help"]));
    writeFileSync(join(folder, "rows.json"), "");
    expect(complete(["assess", "--from", "row"])).toEqual(["rows.json"]);
  });
});

const inFish = isInstalled("fish") ? describe : describe.skip;
inFish(`fish${isInstalled("fish") ? "" : ", skipped: it is not installed"}`, () => {
  it.each(expected)("completes %j", (words, replies) => {
    const line = ["azure-vm-backup", ...words].join(" ");
    const code = `source ${scriptOf("fish")}; complete -C '${line}'`;
    const lines = execFileSync("fish", ["--no-config", "-c", code], { encoding: "utf8" }).trim().split("\n");
    expect(lines.map((found) => found.split("\t")[0]).sort()).toEqual([...replies].sort());
  });
});

const inZsh = isInstalled("zsh") ? describe : describe.skip;
inZsh(`zsh${isInstalled("zsh") ? "" : ", skipped: it is not installed"}`, () => {
  it("is a script without an error, whose specifications _arguments accepts", () => {
    // _arguments and _describe need a line that is being edited, so only what they would get is looked at.
    const code = `compdef() { }; _arguments() { print -rl -- "$@" }; source ${scriptOf("zsh")}; words=(azure-vm-backup assess ""); CURRENT=3; _azure_vm_backup`;
    const lines = execFileSync("zsh", ["-f", "-c", code], { encoding: "utf8" }).trim().split("\n");
    expect(lines).toContain(
      "--format[format of the report; with --framework]:value:(table json markdown csv sarif html ocsf)",
    );
    for (const line of lines)
      expect(line).toMatch(/^\*?-{1,2}[\w-]+\[[^[\]:\\]+\](:value:.+)?$|^\*: :_default$/);
  });
});

it("every command and every option of it is in each script", () => {
  for (const shell of ["bash", "zsh", "fish"] as const) {
    const script = scripts[shell](program);
    for (const command of program.commands) {
      expect(script).toContain(command.name());
      for (const { long } of command.options)
        expect(script).toContain(shell === "fish" ? `-l ${long?.slice(2)}` : long);
    }
  }
});
