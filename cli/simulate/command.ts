import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Command, Option } from "commander";
import { unmodelledChoices } from "../../simulator/azure/unmodelled";
import { Failure } from "../failure";

interface Options {
  readonly state: string;
  readonly faults?: string;
  readonly anyVm?: boolean;
  readonly unmodelled: string;
}

/** `azure-vm-backup simulate`. */
export function addSimulate(program: Command): void {
  program
    .command("simulate")
    .description(
      "Runs a command, e.g. pulumi up, against Azure simulated on this machine: no account is used, nothing reaches a subscription.",
    )
    .argument("<command...>", "the command, after two hyphens: -- pulumi up --yes")
    .option("--state <folder>", "keeps simulated Azure and the stacks' states", ".simulated-azure")
    .option("--faults <file>", "faults to inject, as JSON")
    .option("--any-vm", "every id of a VM names one")
    .addOption(
      new Option("--unmodelled <what>", "what becomes of a resource of a type that is not modelled")
        .choices(unmodelledChoices)
        .default("warn"),
    )
    .addHelpText(
      "after",
      "\nThe variables are set for the command alone: a Pulumi home and a backend of its own, without your logins.\nExit code: that of the command; 2 could not run.",
    )
    .action(async (command: string[], options: Options) => {
      process.exitCode = await run(command, options);
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
  const child = spawn(name, args, {
    stdio: "inherit",
    env: {
      ...env,
      AZURE_SIMULATION_UNMODELLED: unmodelled,
      ...(faults !== undefined && { AZURE_SIMULATION_FAULTS: resolve(faults) }),
      ...(anyVm && { AZURE_SIMULATION_ANY_VM: "1" }),
    },
  });
  return new Promise((done, failed) => {
    child.on("error", () => failed(new Failure(`There is no ${name} to run.`)));
    child.on("close", (code) => done(code ?? 1));
  });
}
