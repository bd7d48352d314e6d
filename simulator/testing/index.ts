/** Simulated Azure for users' own tests: `azure-vm-backup/testing`. */
export { type AzureMocks, azureMocks } from "./mocks";
export {
  type ArmResource,
  type ExistingVm,
  type FaultOptions,
  type Protection,
  type SimulateAzureOptions,
  type SimulatedAzure,
  simulateAzure,
} from "./simulateAzure";
export type { SimulatedOutcome, SimulatedStack, SimulatedStackOptions } from "./stack";
