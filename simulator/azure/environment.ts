import type { ProviderOptions } from "./provider";
import { unmodelledChoices } from "./unmodelled";

/*
 * The environment of simulated Azure, as a Pulumi resource plugin:
 *   AZURE_SIMULATION_DIR           required: the folder that holds its state; commands with the same folder see the same Azure
 *   AZURE_SIMULATION_FAULTS        a file of faults to inject, see faults.ts
 *   AZURE_SIMULATION_ANY_VM        1: virtual machines that do not exist can be protected
 *   AZURE_SIMULATION_EXISTING      adopt: creating a resource that exists updates it, as in Azure; real azure-native refuses
 *   AZURE_SIMULATION_ID_CASE       changed: responses write ids in another letter case than the requests
 *   AZURE_SIMULATION_SLOW_DELETES  how many deletions of a vault are refused because of items that were deleted just before
 *   AZURE_SIMULATION_UNMODELLED    warn, refuse or store: what happens to a resource whose type is not modelled
 *   ARM_SUBSCRIPTION_ID            the subscription, if azure-native:subscriptionId is not configured; otherwise all zeros
 */

/** The version whose types and inputs are modelled; the plugin's stub is installed under it. */
export const version = "3.28.0";

/** Reads the environment of simulated Azure. @throws Error if it has no folder for its state, or an unknown choice. */
export function optionsFrom(env: NodeJS.ProcessEnv): ProviderOptions {
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
    changeIdCase: env.AZURE_SIMULATION_ID_CASE === "changed",
    slowDeletes: Number(env.AZURE_SIMULATION_SLOW_DELETES ?? "0"),
    subscriptionId: env.ARM_SUBSCRIPTION_ID || undefined,
    unmodelled: choice,
    ...(faults ? { faults } : {}),
  };
}

/** The first message of simulated Azure in the output of a command. */
export const simulatedNotice = (folder: string): string =>
  `Azure is simulated: nothing reaches a real subscription (state in ${folder}).`;
