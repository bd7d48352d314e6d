/**
 * Runs a program and simulated Azure inside this process, or one of both, for one command of the Pulumi CLI. A command otherwise starts
 * three processes of Node.js (language host, program, provider), each of which loads its modules again.
 */
import { attachAzure } from "./attachedAzure";
import { serveProgram } from "./programHost";

export interface InProcess {
  /** The program, a CommonJS file. Omitted: only simulated Azure runs inside this process. */
  program?: string | undefined;
  /** Whether simulated Azure does. */
  azure: boolean;
}

/**
 * @param command Name of the CLI's command.
 * @param run Starts it, with these further arguments and this environment.
 */
export async function runInProcess<T>(
  { program, azure: isAzureHere }: InProcess,
  command: string,
  env: NodeJS.ProcessEnv,
  run: (args: string[], env: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const azure = isAzureHere ? await attachAzure(env) : undefined;
  // An import runs no program.
  const host =
    program && command !== "import" ? await serveProgram({ file: program, env, ended }) : undefined;
  try {
    return await run(host ? ["--client", host.address] : [], { ...env, ...azure?.env });
  } finally {
    end();
    host?.stop();
    azure?.stop();
  }
}
