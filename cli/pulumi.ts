import { spawn } from "node:child_process";
import { Failure } from "./failure";

/** The result of a command of the Pulumi CLI. */
export interface PulumiResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  /** Standard output and standard error together. */
  readonly output: string;
}

/** Runs a command of the Pulumi CLI on a stack. */
export type Pulumi = (args: readonly string[]) => Promise<PulumiResult>;

/**
 * Runs the `pulumi` on the PATH in the current folder.
 *
 * @param stack Undefined: the selected stack.
 */
export const pulumiOn =
  (stack: string | undefined): Pulumi =>
  (args) =>
    new Promise((resolve, reject) => {
      const flags = ["--non-interactive", "--color", "never"];
      const stackFlags = stack === undefined ? [] : ["--stack", stack];
      const child = spawn("pulumi", [...args, ...flags, ...stackFlags], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      let [stdout, output] = ["", ""];
      child.stdout.on("data", (text) => {
        stdout += text;
        output += text;
      });
      child.stderr.on("data", (text) => {
        output += text;
      });
      child.on("error", () =>
        reject(
          new Failure(
            "Cannot find pulumi on the PATH. To install it, see https://www.pulumi.com/docs/install",
          ),
        ),
      );
      child.on("close", (exitCode) => resolve({ exitCode, stdout, output }));
    });
