/** Random programs with vaults and policies on the model of the engine. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { modelStack } from "../../model/stack";
import { makeVault } from "../model";
import type { Counts } from "../sequence";
import { ownVaultProgram, regionalProgram } from "./declare";
import type { Kind, VaultEdit } from "./kind";
import { ownVault } from "./ownVault";
import { regional } from "./regional";
import { runVaultSequence } from "./sequence";

const runner = <Program>(kind: Kind<Program>, declare: (program: Program) => void) => ({
  anyEdit: kind.anyEdit,
  run: (azureDir: string, sequence: readonly VaultEdit[], onStep?: (text: readonly unknown[]) => void) =>
    runVaultSequence(modelStack(declare, azureDir, kind.first), kind, sequence, onStep),
});

export const kinds = {
  ownVault: runner(ownVault, ownVaultProgram),
  regional: runner(regional, regionalProgram),
};

/**
 * Runs sequences of random edits of programs with vaults and policies.
 *
 * @param given `examples` are sequences that run first.
 */
export async function runVaultsInModel(
  name: keyof typeof kinds,
  sequences: number,
  given: { readonly seed?: number; readonly examples?: [VaultEdit[]][] } = {},
  editsEach = 8,
): Promise<Counts> {
  const { anyEdit, run } = kinds[name];
  const root = mkdtempSync(join(tmpdir(), "avb-model-"));
  const total: Counts = { refused: 0, made: 0, lost: 0, healed: 0 };
  let runs = 0;
  try {
    await makeVault(join(root, "first"));
    const property = fc.asyncProperty(
      fc.array(anyEdit, { minLength: editsEach, maxLength: editsEach }),
      async (sequence) => {
        const azureDir = join(root, String(runs++));
        mkdirSync(azureDir);
        copyFileSync(join(root, "first/azure.jsonl"), join(azureDir, "azure.jsonl"));
        const counts = await run(azureDir, sequence);
        for (const key of Object.keys(total) as (keyof Counts)[]) total[key] += counts[key];
        rmSync(azureDir, { recursive: true, force: true });
      },
    );
    await fc.assert(property, { numRuns: sequences, ...given });
    return total;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
