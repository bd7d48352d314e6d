import { spawn } from "node:child_process";
import { Failure } from "./failure";

/** What a command of the Pulumi CLI answered. */
export interface PulumiAnswer {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly output: string;
}

/** Runs a command of the Pulumi CLI on a stack. */
export type Pulumi = (args: readonly string[]) => Promise<PulumiAnswer>;

/** The Pulumi CLI on the PATH, in this folder. */
export const pulumiOn =
  (stack: string | undefined): Pulumi =>
  (args) =>
    new Promise((done, fail) => {
      const quiet = ["--non-interactive", "--color", "never"];
      const flags = [...quiet, ...(stack === undefined ? [] : ["--stack", stack])];
      const child = spawn("pulumi", [...args, ...flags], { stdio: ["ignore", "pipe", "pipe"] });
      let [stdout, output] = ["", ""];
      child.stdout.on("data", (text) => {
        stdout += text;
        output += text;
      });
      child.stderr.on("data", (text) => {
        output += text;
      });
      child.on("error", () =>
        fail(new Failure("pulumi is not on the PATH: https://www.pulumi.com/docs/install")),
      );
      child.on("close", (exitCode) => done({ exitCode, stdout, output }));
    });
