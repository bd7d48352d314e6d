import { engineEnv } from "./env";
import { findEngine } from "./findCli";
import { type RunResult, runLimited } from "./process";

/** How a command of the CLI runs. */
export interface CommandOptions {
  /** Omitted: 120. */
  readonly timeLimitSeconds?: number;
  /** Further environment variables. Omitted: none. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs any other CLI command, such as `package get-schema`, without the user's logins and plugins. */
export async function runCli(
  args: string[],
  cwd: string,
  { timeLimitSeconds = 120, env = {} }: CommandOptions = {},
): Promise<RunResult> {
  const engine = await findEngine();
  return runLimited(engine.cli, [...args, "--non-interactive", "--color", "never"], {
    cwd,
    env: { ...engineEnv(engine), ...env },
    timeLimitSeconds,
  });
}
