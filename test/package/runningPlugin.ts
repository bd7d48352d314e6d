/**
 * The library as a component plugin that goes on running: a command of the Pulumi CLI otherwise starts it twice, for its schema and for its
 * components, which takes three seconds of CPU time each. A CLI with Pulumi's own language host starts it as always.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { findEngine } from "../../simulator/engine";
import { engineEnv } from "../../simulator/engine/env";

export interface RunningPlugin {
  /** For the commands that use it. */
  readonly env: NodeJS.ProcessEnv;
  stop(): void;
}

export async function startPlugin(library: string): Promise<RunningPlugin> {
  const command = require.resolve("@pulumi/pulumi/cmd/run-plugin", { paths: [library] });
  // The engine's address follows with each command.
  const child = spawn(process.execPath, [command, library, "127.0.0.1:1"], {
    cwd: library,
    env: engineEnv(await findEngine()),
    // After an error it also writes the errors of what was under way, which no reader needs.
    stdio: ["ignore", "pipe", "ignore"],
  });
  const port = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once("line", resolve);
    child.once("exit", (code) => reject(new Error(`The plugin ended with ${code}.`)));
  });
  return { env: { AVB_RUNNING_PLUGIN: `${library}=${port}` }, stop: () => child.kill() };
}
