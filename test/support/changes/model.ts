/** Random changes on the model of the engine, in a few milliseconds each. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { createProvider } from "../../../simulator/azure/provider";
import { ProtectedVms } from "../../../src/protection/component/protectedVms";
import { modelStack } from "../model/stack";
import { anyEdit, type ChangesConfig, configOf, type Edit, firstProgram } from "./edits";
import { declareChanges } from "./program";
import { type Counts, runSequence } from "./sequence";

/** A vault and a policy in simulated Azure, without a stack. */
export async function makeVault(azureDir: string): Promise<void> {
  const provider = createProvider({ folder: azureDir });
  const create = async (type: string, name: string, newInputs: Record<string, unknown>) => {
    const token = `azure-native:${type}`;
    const { inputs, failures } = await provider.check(token, { name, oldInputs: {}, newInputs });
    expect(failures).toEqual([]);
    await provider.create(token, inputs);
  };
  const [resourceGroupName, location, vaultName] = ["bank", "westeurope", "bank-vault"];
  await create("resources:ResourceGroup", "bank", { resourceGroupName, location });
  await create("recoveryservices:Vault", vaultName, {
    ...{ resourceGroupName, vaultName, location },
    ...{ sku: { name: "Standard" }, properties: {} },
  });
  await create("recoveryservices:ProtectionPolicy", "nightly", {
    ...{ resourceGroupName, vaultName, policyName: "nightly" },
    properties: nightly,
  });
}

const runTimes = ["2026-01-01T22:30:00Z"];
const nightly = {
  backupManagementType: "AzureIaasVM",
  policyType: "V2",
  timeZone: "UTC",
  schedulePolicy: {
    schedulePolicyType: "SimpleSchedulePolicyV2",
    scheduleRunFrequency: "Daily",
    dailySchedule: { scheduleRunTimes: runTimes },
  },
  retentionPolicy: {
    retentionPolicyType: "LongTermRetentionPolicy",
    dailySchedule: { retentionTimes: runTimes, retentionDuration: { count: 30, durationType: "Days" } },
  },
  instantRpRetentionRangeInDays: 2,
};

export const stackInModel = (azureDir: string) =>
  modelStack<ChangesConfig>(
    (config) => declareChanges(ProtectedVms, config),
    azureDir,
    configOf(firstProgram),
  );

/**
 * Runs sequences of random edits on the model.
 *
 * @param given `examples` are sequences that run first.
 */
export async function runInModel(
  sequences: number,
  given: { readonly seed?: number; readonly examples?: [Edit[]][] } = {},
  editsEach = 12,
): Promise<Counts> {
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
        const counts = await runSequence(stackInModel(azureDir), sequence);
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
