/**
 * Runs a program and simulated Azure inside this process, for one command of the Pulumi CLI. A command otherwise starts three processes of
 * Node.js (language host, program, provider), each of which loads its modules again.
 */
import { attachAzure } from "./attachedAzure";
import { serveProgram } from "./programHost";

/**
 * @param file The program, a CommonJS file.
 * @param command Name of the CLI's command.
 * @param run Starts it, with these further arguments and this environment.
 */
export async function runInProcess<T>(
  file: string,
  command: string,
  env: NodeJS.ProcessEnv,
  run: (args: string[], env: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const azure = await attachAzure(env);
  const host = await serveProgram({ file, env, ended });
  try {
    // An import runs no program.
    const args = command === "import" ? [] : ["--client", host.address];
    return await run(args, { ...env, ...azure.env });
  } finally {
    end();
    host.stop();
    azure.stop();
  }
}
