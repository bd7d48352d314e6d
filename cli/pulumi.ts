import { runLimited } from "../simulator/engine/process";
import { Failure } from "./failure";
import { untilEnded } from "./interrupts";
import { debug } from "./notes";

/** The result of a command of the Pulumi CLI. */
export interface PulumiResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  /** Standard output and standard error together. */
  readonly output: string;
}

/** Runs a command of the Pulumi CLI on a stack. `env` is added to the environment. */
export type Pulumi = (
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
) => Promise<PulumiResult>;

/** Longer than any import. The CLI has limits of its own. */
const timeLimitSeconds = 24 * 3600;

/**
 * Runs the `pulumi` on the PATH in the current folder.
 *
 * @param stack Undefined: the selected stack.
 */
export const pulumiOn =
  (stack: string | undefined): Pulumi =>
  async (args, env) => {
    const flags = ["--non-interactive", "--color", "never"];
    const stackFlags = stack === undefined ? [] : ["--stack", stack];
    const all = [...args, ...flags, ...stackFlags];
    let interrupt: () => void = () => undefined;
    const ended = runLimited("pulumi", all, {
      ...{ timeLimitSeconds, env: { ...process.env, ...env } },
      // The CLI finishes its current step after one interrupt, and stops at once after two: it gets one, from here.
      ownGroup: true,
      onStart: (interruptPulumi) => {
        interrupt = interruptPulumi;
      },
    });
    const result = await untilEnded(() => interrupt(), ended);
    debug(`pulumi ${all.join(" ")}: exit code ${result.exitCode}`);
    if (result.problem?.includes("ENOENT"))
      throw new Failure(
        "Cannot find pulumi on the PATH. To install it, see https://www.pulumi.com/docs/install",
      );
    return result;
  };

/** What to do about errors of the CLI that a user can mend. The first one that matches counts. */
const fixes: readonly (readonly [RegExp, string])[] = [
  [/locked by \d+ lock/, "If no other update of the stack runs, `pulumi cancel` removes the lock"],
  [
    /passphrase/,
    "Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to the passphrase of the stack",
  ],
  [/PULUMI_ACCESS_TOKEN|\b401\b.*Unauthorized/i, "Set PULUMI_ACCESS_TOKEN, or run `pulumi login`"],
  [/no Pulumi\.yaml project file/, "Run the command in the folder of the program"],
  [/no stack (named|selected)/, "`pulumi stack ls` shows the stacks. Choose one with --stack"],
  [/unknown (shorthand )?flag/, "Update the Pulumi CLI: https://www.pulumi.com/docs/install"],
];

/** The failure of a command of the CLI, with the CLI's own last error and what to do about it. */
export function pulumiFailure(command: string, { output }: PulumiResult): Failure {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const reason =
    lines.filter((line) => /\berror\b:?/i.test(line)).at(-1) ?? lines.at(-1) ?? "it printed nothing";
  const fix = fixes.find(([error]) => error.test(reason))?.[1];
  const sentence = reason.replace(/^error: /, "").replace(/\.$/, "");
  return new Failure(`pulumi ${command} failed: ${sentence}${fix === undefined ? "" : `. ${fix}.`}`);
}
