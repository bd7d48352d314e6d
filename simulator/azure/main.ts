import { announce } from "./announce";
import { createProvider } from "./provider";
import { serve } from "./server";
import { unmodelledChoices } from "./unmodelled";

/*
 * Simulated Azure as a Pulumi resource plugin. Its environment:
 *   AZURE_SIMULATION_DIR       the folder that keeps its state; commands that share it see one Azure (needed)
 *   AZURE_SIMULATION_FAULTS    a file of faults to inject, see faults.ts
 *   AZURE_SIMULATION_ANY_VM    1: virtual machine ids that name nothing can be protected
 *   AZURE_SIMULATION_EXISTING  adopt: creating what exists updates it, as Azure would have it; real azure-native refuses
 *   AZURE_SIMULATION_LETTERS   other: answers write ids in other letters than the requests
 *   AZURE_SIMULATION_SLOW_DELETES  how often a vault's deletion is still refused for items that were deleted just before
 *   AZURE_SIMULATION_UNMODELLED  warn, refuse or store: what becomes of a resource of a type that is not modelled
 *   ARM_SUBSCRIPTION_ID        the subscription; so does azure-native:subscriptionId. Otherwise all zeros
 */

// The version whose types and inputs are modelled; the plugin's stub is installed under it.
const version = "3.28.0";

async function main(): Promise<void> {
  const {
    AZURE_SIMULATION_DIR: folder,
    AZURE_SIMULATION_FAULTS: faults,
    AZURE_SIMULATION_ANY_VM: anyVm,
    AZURE_SIMULATION_EXISTING: existing,
    AZURE_SIMULATION_LETTERS: letters,
    AZURE_SIMULATION_UNMODELLED: unmodelled = "warn",
    AZURE_SIMULATION_SLOW_DELETES: slowDeletes = "0",
  } = process.env;
  if (!folder)
    throw new Error("Set AZURE_SIMULATION_DIR to the folder that keeps the state of simulated Azure.");
  const choice = unmodelledChoices.find((one) => one === unmodelled);
  if (choice === undefined)
    throw new Error(
      `AZURE_SIMULATION_UNMODELLED is ${unmodelled}: it must be one of ${unmodelledChoices.join(", ")}.`,
    );
  const provider = createProvider({
    folder,
    anyVm: anyVm === "1",
    existing: existing === "adopt" ? "adopt" : "refuse",
    otherLetters: letters === "other",
    slowDeletes: Number(slowDeletes),
    unmodelled: choice,
    warn: (message) => announce(process.argv.slice(2), message, "WARNING"),
    ...(faults ? { faults } : {}),
  });
  const server = await serve(provider, version);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => server.stop().then(() => process.exit(0)));
  }
  // The engine reads the port from the first line on stdout.
  console.log(server.port);
  announce(
    process.argv.slice(2),
    `Azure is simulated: nothing reaches a real subscription (state in ${folder}).`,
  );
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
