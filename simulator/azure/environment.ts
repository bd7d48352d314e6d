import type { Options } from "./provider";
import { unmodelledChoices } from "./unmodelled";

/*
 * Simulated Azure as a Pulumi resource plugin is configured by its environment:
 *   AZURE_SIMULATION_DIR       the folder that keeps its state; commands that share it see one Azure (needed)
 *   AZURE_SIMULATION_FAULTS    a file of faults to inject, see faults.ts
 *   AZURE_SIMULATION_ANY_VM    1: virtual machine ids that name nothing can be protected
 *   AZURE_SIMULATION_EXISTING  adopt: creating what exists updates it, as Azure would have it; real azure-native refuses
 *   AZURE_SIMULATION_LETTERS   other: answers write ids in other letters than the requests
 *   AZURE_SIMULATION_SLOW_DELETES  how often a vault's deletion is still refused for items that were deleted just before
 *   AZURE_SIMULATION_UNMODELLED  warn, refuse or store: what becomes of a resource of a type that is not modelled
 *   ARM_SUBSCRIPTION_ID        the subscription; so does azure-native:subscriptionId. Otherwise all zeros
 */

/** The version whose types and inputs are modelled; the plugin's stub is installed under it. */
export const version = "3.28.0";

/** Reads the environment of simulated Azure. @throws Error if it has no folder for its state, or an unknown choice. */
export function optionsFrom(env: NodeJS.ProcessEnv): Options {
  const { AZURE_SIMULATION_DIR: folder, AZURE_SIMULATION_FAULTS: faults } = env;
  const { AZURE_SIMULATION_UNMODELLED: unmodelled = "warn" } = env;
  if (!folder)
    throw new Error("Set AZURE_SIMULATION_DIR to the folder that keeps the state of simulated Azure.");
  const choice = unmodelledChoices.find((one) => one === unmodelled);
  if (choice === undefined)
    throw new Error(
      `AZURE_SIMULATION_UNMODELLED is ${unmodelled}: it must be one of ${unmodelledChoices.join(", ")}.`,
    );
  return {
    folder,
    anyVm: env.AZURE_SIMULATION_ANY_VM === "1",
    existing: env.AZURE_SIMULATION_EXISTING === "adopt" ? "adopt" : "refuse",
    otherLetters: env.AZURE_SIMULATION_LETTERS === "other",
    slowDeletes: Number(env.AZURE_SIMULATION_SLOW_DELETES ?? "0"),
    subscriptionId: env.ARM_SUBSCRIPTION_ID || undefined,
    unmodelled: choice,
    ...(faults ? { faults } : {}),
  };
}

/** The first message of simulated Azure in the output of a command. */
export const simulatedNotice = (folder: string): string =>
  `Azure is simulated: nothing reaches a real subscription (state in ${folder}).`;
