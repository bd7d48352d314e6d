import { logToEngine } from "./engineLog";
import { createProvider } from "./provider";
import { serve } from "./server";
import { unmodelledChoices } from "./unmodelled";

/*
 * Simulated Azure as a Pulumi resource plugin. Its environment:
 *   AZURE_SIMULATION_DIR           required: the folder that holds its state; commands with the same folder see the same Azure
 *   AZURE_SIMULATION_FAULTS        a file of faults to inject, see faults.ts
 *   AZURE_SIMULATION_ANY_VM        1: virtual machines that do not exist can be protected
 *   AZURE_SIMULATION_EXISTING      adopt: creating a resource that exists updates it, as in Azure; real azure-native refuses
 *   AZURE_SIMULATION_ID_CASE       changed: responses write ids in another letter case than the requests
 *   AZURE_SIMULATION_SLOW_DELETES  how many deletions of a vault are refused because of items that were deleted just before
 *   AZURE_SIMULATION_UNMODELLED    warn, refuse or store: what happens to a resource whose type is not modelled
 *   ARM_SUBSCRIPTION_ID            the subscription, if azure-native:subscriptionId is not configured; otherwise all zeros
 */

// The version whose types and inputs are modelled. The plugin is installed under this version.
const version = "3.28.0";

async function main(): Promise<void> {
  const {
    AZURE_SIMULATION_DIR: folder,
    AZURE_SIMULATION_FAULTS: faults,
    AZURE_SIMULATION_ANY_VM: anyVm,
    AZURE_SIMULATION_EXISTING: existing,
    AZURE_SIMULATION_ID_CASE: idCase,
    AZURE_SIMULATION_UNMODELLED: unmodelled = "warn",
    AZURE_SIMULATION_SLOW_DELETES: slowDeletes = "0",
  } = process.env;
  if (!folder)
    throw new Error("Set AZURE_SIMULATION_DIR to the folder that holds the state of simulated Azure.");
  const choice = unmodelledChoices.find((name) => name === unmodelled);
  if (choice === undefined)
    throw new Error(
      `AZURE_SIMULATION_UNMODELLED is ${unmodelled}: it must be one of ${unmodelledChoices.join(", ")}.`,
    );
  const provider = createProvider({
    folder,
    anyVm: anyVm === "1",
    existing: existing === "adopt" ? "adopt" : "refuse",
    changeIdCase: idCase === "changed",
    slowDeletes: Number(slowDeletes),
    unmodelled: choice,
    warn: (message) => logToEngine(process.argv.slice(2), message, "WARNING"),
    ...(faults ? { faults } : {}),
  });
  const server = await serve(provider, version);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => server.stop().then(() => process.exit(0)));
  }
  // The engine reads the port from the first line of stdout.
  console.log(server.port);
  logToEngine(
    process.argv.slice(2),
    `Azure is simulated: nothing reaches a real subscription (state in ${folder}).`,
  );
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
