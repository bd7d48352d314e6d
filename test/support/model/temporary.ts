/** Stacks of the model in a temporary folder. */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeVault } from "../changes/model";
import { modelStack } from "./stack";

/** Opens stacks of a program in a simulated Azure with the group `bank`, and a vault and a policy of another stack. `remove` removes all. */
export function temporaryStacks() {
  const root = mkdtempSync(join(tmpdir(), "avb-model-"));
  const made = makeVault(join(root, "first"));
  return {
    async open<Config>(program: (config: Config) => void, initial: Config) {
      await made;
      const azureDir = mkdtempSync(join(root, "azure-"));
      copyFileSync(join(root, "first/azure.jsonl"), join(azureDir, "azure.jsonl"));
      const stack = modelStack(program, azureDir, initial);
      return {
        ...stack,
        /** Runs `up` with another program, which must succeed. */
        async change(config: Config): Promise<void> {
          stack.setConfig(config);
          expect(errorsOf(await stack.up())).toBe("");
        },
        /** The errors of a preview of another program. */
        async refusal(config: Config): Promise<string> {
          stack.setConfig(config);
          return errorsOf(await stack.preview());
        },
        /** The warnings of a preview of another program, which must succeed. */
        async warnings(config: Config): Promise<string> {
          stack.setConfig(config);
          const outcome = await stack.preview();
          expect(errorsOf(outcome)).toBe("");
          return warningsOf(outcome);
        },
      };
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

type Diagnostics = readonly { readonly severity: string; readonly message: string }[];

const textsOf =
  (severity: string) =>
  ({ diagnostics }: { readonly diagnostics: Diagnostics }): string =>
    diagnostics.flatMap((one) => (one.severity === severity ? [one.message] : [])).join("\n");

export const errorsOf = textsOf("error");
export const warningsOf = textsOf("warning");
