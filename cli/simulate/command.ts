import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { unmodelledChoices } from "../../simulator/azure/unmodelled";
import { Failure } from "../failure";
import { withHelp } from "../help";
import { choiceOption } from "../options";

interface Options {
  readonly state: string;
  readonly faults?: string;
  readonly anyVm?: boolean;
  readonly unmodelled: string;
}

/** `azure-vm-backup simulate`. */
export function addSimulate(program: Command): void {
  const simulate = program
    .command("simulate")
    .description(
      "Runs a command, e.g. pulumi up, on simulated Azure on this machine. It uses no account and changes no subscription.",
    )
    .argument("<command...>", "command to run, after two hyphens: -- pulumi up --yes")
    .option("--state <folder>", "folder for simulated Azure and the states of the stacks", ".simulated-azure")
    .option("--faults <file>", "JSON file with faults to inject")
    .option("--any-vm", "accept every VM id, even if simulated Azure has no such VM")
    .addOption(
      choiceOption(
        "--unmodelled <what>",
        "what to do with resources of a type that is not simulated",
        unmodelledChoices,
        "warn",
      ),
    )
    .action(async (command: string[], options: Options) => {
      process.exitCode = await run(command, options);
    });
  withHelp(simulate, {
    examples: ["-- pulumi up --yes", "--any-vm --state /tmp/azure -- pulumi preview"],
    notes: ["The command gets its own Pulumi home and backend, and none of your logins."],
  });
}

async function run(
  [name = "", ...args]: string[],
  { state, faults, anyVm, unmodelled }: Options,
): Promise<number> {
  const folder = resolve(state);
  const backend = join(folder, "backend");
  mkdirSync(backend, { recursive: true });
  const { simulatedEnvironment } = await import("../../simulator/engine/environment.js");
  const env = await simulatedEnvironment({ azureDir: join(folder, "azure"), backendDir: backend });
  // On Ctrl-C the terminal also interrupts the child, so this process waits for it. Other signals reach only this process.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  const child = spawn(name, args, {
    stdio: "inherit",
    env: {
      ...env,
      AZURE_SIMULATION_UNMODELLED: unmodelled,
      ...(faults !== undefined && { AZURE_SIMULATION_FAULTS: resolve(faults) }),
      ...(anyVm && { AZURE_SIMULATION_ANY_VM: "1" }),
    },
  });
  return new Promise((resolveCode, reject) => {
    child.on("error", () => reject(new Failure(`Command not found: ${name}`)));
    child.on("close", (code) => resolveCode(code ?? 1));
  });
}
