import { engineEnv } from "./env";
import { findEngine } from "./findCli";
import { type RunResult, runLimited } from "./process";

/**
 * Runs any other CLI command, such as `package get-schema`, without the user's logins and plugins.
 * `timeLimitSeconds` omitted: 120.
 */
export async function runCli(args: string[], cwd: string, timeLimitSeconds = 120): Promise<RunResult> {
  const engine = await findEngine();
  const env = engineEnv(engine);
  return runLimited(engine.cli, [...args, "--non-interactive", "--color", "never"], {
    cwd,
    env,
    timeLimitSeconds,
  });
}
