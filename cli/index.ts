#!/usr/bin/env node
import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { repair } from "./repair";

const usage = `azure-vm-backup repair [--subscription ID] [--stack NAME] [--yes]

After a crash: takes vaults, backup policies and protected items that Azure has and the stack lacks back into the stack.
Run it in the program's folder. Without --yes it says what it would take. Then run pulumi up.

Exit codes: 0 done, 1 nothing to repair, 2 could not run.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      subscription: { type: "string" },
      stack: { type: "string" },
      yes: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help || positionals.join(" ") !== "repair") {
    process.stderr.write(`${usage}\n`);
    return values.help ? 0 : 2;
  }
  let isWhole = true;
  await repair({
    pulumi: pulumiOn(values.stack),
    yes: values.yes,
    ...(values.subscription !== undefined && { subscriptionId: values.subscription }),
    say: (line) => {
      isWhole = false;
      process.stdout.write(`${line}\n`);
    },
  });
  if (isWhole)
    process.stdout.write("The stack has all that the program declares, or Azure has to make it.\n");
  return isWhole ? 1 : 0;
}

/** The Pulumi CLI on the PATH. */
const pulumiOn = (stack: string | undefined) => (args: readonly string[]) =>
  new Promise<{ exitCode: number | null; stdout: string; output: string }>((done, fail) => {
    const flags = [
      "--non-interactive",
      "--color",
      "never",
      ...(stack === undefined ? [] : ["--stack", stack]),
    ];
    const child = spawn("pulumi", [...args, ...flags], { stdio: ["ignore", "pipe", "pipe"] });
    let [stdout, output] = ["", ""];
    child.stdout.on("data", (text) => {
      stdout += text;
      output += text;
    });
    child.stderr.on("data", (text) => {
      output += text;
    });
    child.on("error", fail);
    child.on("close", (exitCode) => done({ exitCode, stdout, output }));
  });

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  },
);
