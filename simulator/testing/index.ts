/**
 * Simulated Azure for your own tests.
 *
 * @module azure-vm-backup/testing
 */
export type { Operation } from "../azure/faults";
export type { ArmResource } from "../rest/rows";
export type { FaultOptions } from "./faults";
export { type AzureMocks, azureMocks, type Registered } from "./mocks";
export { type SimulateAzureOptions, type SimulatedAzure, simulateAzure } from "./simulateAzure";
export type { SimulatedOutcome, SimulatedStack, SimulatedStackOptions } from "./stack";
export type { ExistingVm } from "./vms";
