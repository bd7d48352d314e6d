/** Random changes on the real engine, whose every step takes seconds. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { env, stackOf } from "../engine";
import { anyEdit, configOf, firstProgram } from "./edits";
import { makeVault } from "./model";
import { type ChangedStack, type Counts, runSequence } from "./sequence";
import type { Kind } from "./vaults/kind";
import type { VaultStack } from "./vaults/sequence";

/** A stack of the program on the real engine. The caller removes it. */
export async function stackInEngine(azureDir: string): Promise<ChangedStack & { remove(): void }> {
  const stack = await stackOf("changes", { azureDir, config: { program: configOf(firstProgram) } });
  return {
    ...stack,
    preview: () => stack.preview({ env }),
    up: () => stack.up({ env }),
    setConfig: (program) => stack.setConfig({ program }),
  };
}

/** The same for a program with vaults and policies. */
export async function vaultStackInEngine<Program>(
  { name, first }: Kind<Program>,
  azureDir: string,
): Promise<VaultStack<Program> & { remove(): void }> {
  const stack = await stackOf("vaultChanges", { azureDir, config: { kind: name, program: first } });
  return {
    ...stack,
    preview: () => stack.preview({ env }),
    up: () => stack.up({ env }),
    setConfig: (program) => stack.setConfig({ program }),
  };
}

/** Runs sequences of random edits on the real engine. */
export async function runInEngine(
  sequences: number,
  { editsEach = 12, ...given }: { readonly editsEach?: number; readonly seed?: number } = {},
): Promise<Counts> {
  const root = mkdtempSync(join(tmpdir(), "avb-changes-"));
  const total: Counts = { refused: 0, made: 0, lost: 0, healed: 0 };
  let runs = 0;
  try {
    await makeVault(join(root, "first"));
    const property = fc.asyncProperty(
      fc.array(anyEdit, { minLength: editsEach, maxLength: editsEach }),
      async (sequence) => {
        const azureDir = join(root, String(runs++));
        cpSync(join(root, "first"), azureDir, { recursive: true });
        const stack = await stackInEngine(azureDir);
        try {
          const counts = await runSequence(stack, sequence);
          for (const key of Object.keys(total) as (keyof Counts)[]) total[key] += counts[key];
        } finally {
          stack.remove();
        }
      },
    );
    await fc.assert(property, { numRuns: sequences, endOnFailure: true, ...given });
    return total;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
