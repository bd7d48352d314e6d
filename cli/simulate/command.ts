import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { unmodelledChoices } from "../../simulator/azure/unmodelled";
import { Failure, invalidOption } from "../failure";
import { withHelp } from "../help";
import { exitCodeOf, ignoreInterrupts } from "../interrupts";
import { choiceOption } from "../options";

interface Options {
  readonly state: string;
  readonly faults?: string;
  readonly anyVm?: boolean;
  readonly unmodelled: string;
}

const defaultState = ".simulated-azure";

/** `azure-vm-backup simulate`. */
export function addSimulate(program: Command): void {
  const simulate = program
    .command("simulate")
    .description(
      "Runs a command, e.g. pulumi up or azure-vm-backup drill, on simulated Azure on this machine. It uses no account and changes no subscription.",
    )
    .argument("<command...>", "command to run, after two hyphens: -- pulumi up --yes")
    .option("--state <folder>", "folder for simulated Azure and the states of the stacks", defaultState)
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
    examples: [
      "-- pulumi up --yes",
      "--any-vm --state /tmp/azure -- pulumi preview",
      "-- npx azure-vm-backup assess",
    ],
    notes: [
      "The command gets its own Pulumi home and backend, and none of your logins. Commands that call Azure call simulated Azure.",
    ],
  });
}

async function run(
  [name = "", ...args]: string[],
  { state, faults, anyVm, unmodelled }: Options,
): Promise<number> {
  if (state.trim() === "") throw invalidOption("--state", state, "the path of a folder");
  const folder = resolve(state);
  const backend = join(folder, "backend");
  const azureDir = join(folder, "azure");
  const isOwn = !existsSync(folder) || state === defaultState;
  mkdirSync(backend, { recursive: true });
  // A folder that exists already may be the user's own.
  if (isOwn) ignoreInGit(folder);
  const [{ simulatedEnvironment }, { serveArm }] = await Promise.all([
    import("../../simulator/engine/environment.js"),
    import("../../simulator/rest/server.js"),
  ]);
  const env = await simulatedEnvironment({ azureDir, backendDir: backend });
  const faultsFile = faults === undefined ? undefined : resolve(faults);
  const arm = await serveArm({
    ...{ folder: azureDir, anyVm: anyVm === true },
    ...(faultsFile !== undefined && { faults: faultsFile }),
  });
  // On Ctrl-C the terminal also interrupts the child, so this process waits for it. Other signals reach only this process.
  ignoreInterrupts();
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  const child = spawn(name, args, {
    stdio: "inherit",
    env: {
      ...env,
      ...arm.env,
      NODE_EXTRA_CA_CERTS: withOwnCertificates(arm.env.NODE_EXTRA_CA_CERTS, folder),
      AZURE_SIMULATION_UNMODELLED: unmodelled,
      ...(faultsFile !== undefined && { AZURE_SIMULATION_FAULTS: faultsFile }),
      ...(anyVm && { AZURE_SIMULATION_ANY_VM: "1" }),
    },
  });
  const ended = new Promise<number>((resolveCode, reject) => {
    child.on("error", () => reject(new Failure(`Command not found: ${name}`)));
    child.on("close", (code, signal) => resolveCode(code ?? (signal === null ? 1 : exitCodeOf(signal))));
  });
  return ended.finally(() => arm.stop());
}

/** The state is of this machine, and belongs in no repository. */
function ignoreInGit(folder: string): void {
  const file = join(folder, ".gitignore");
  if (!existsSync(file)) writeFileSync(file, "*\n");
}

/** The certificate of simulated Azure together with those that the user's own variable names, which the command still needs. */
function withOwnCertificates(simulated: string | undefined, folder: string): string | undefined {
  const own = process.env.NODE_EXTRA_CA_CERTS;
  if (!own || simulated === undefined || !existsSync(own)) return simulated;
  const both = join(folder, "certificates.pem");
  writeFileSync(both, `${readFileSync(own, "utf8")}\n${readFileSync(simulated, "utf8")}`);
  return both;
}
