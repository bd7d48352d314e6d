import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Json } from "../azure/json";
import { deletedVaultType } from "../azure/services/deletedVault";
import { openStore, type Resource } from "../azure/store";
import { itemType, vmType } from "../azure/types";
import { type Unmodelled, unmodelledChoices } from "../azure/unmodelled";
import { type ArmResource, toArmResource } from "../rest/rows";
import { serveArm } from "../rest/server";
import { type FaultOptions, faultsFile } from "./faults";
import { checkChoice, checkOptionNames } from "./optionChecks";
import { type SimulatedStack, type SimulatedStackOptions, simulatedStack } from "./stack";
import { createVms, type ExistingVm } from "./vms";

/** How to simulate Azure. */
export interface SimulateAzureOptions {
  /** VMs that exist already, by name. "any": every VM id that a program uses exists. Omitted: none. */
  vms?: { [name: string]: ExistingVm } | "any";
  /** Folder that keeps Azure's state for a later simulateAzure(). Omitted: a temporary folder, which stop() deletes. */
  state?: string;
  /**
   * What happens to a resource whose type is not modelled. "warn": it is stored under a plausible id, and the log of each operation
   * names its type once. "refuse": preview refuses it. "store": it is stored without a warning. Omitted: warn, so that every program
   * runs and you see which resources Azure might not accept.
   */
  unmodelled?: Unmodelled;
}

/** Simulated Azure, for one test or for several. */
export interface SimulatedAzure {
  /** Creates a Pulumi stack that deploys to this Azure, from a project's folder or from a program's file. */
  stack(options: SimulatedStackOptions): Promise<SimulatedStack>;
  /** All resources, or all of a type, e.g. "Microsoft.Compute/virtualMachines". */
  resources(type?: string): ArmResource[];
  /** The resource with an id. Undefined: it does not exist. */
  get(id: string): ArmResource | undefined;
  /**
   * The protected item of a VM. `vm`: the VM's id or name. Its properties contain policyId and protectionState; a soft-deleted item
   * has isScheduledForDeferredDelete. Undefined: the VM has no item.
   */
  protectionOf(vm: string): ArmResource | undefined;
  /** The VMs that have no protected item, or only a soft-deleted one. */
  unprotectedVms(): ArmResource[];
  /** Makes requests of stacks, or backups, fail from now on. `struck`: how many have failed. @throws TypeError if the fault is not valid. */
  fail(fault: FaultOptions): { readonly struck: number };
  /** Removes all faults. */
  clearFaults(): void;
  /** Environment variables with which a process calls this Azure's REST API through Azure's SDK. */
  readonly env: Readonly<Record<string, string>>;
  /** Stops this Azure and deletes its stacks, and its state unless you chose the folder. You can call it more than once. */
  stop(): Promise<void>;
  /** The same as stop(), for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Simulates Azure on this machine, as this library's own tests do. Your programs run unchanged: the real Pulumi engine deploys them to a
 * provider with the name of azure-native. Nothing can reach a subscription: the provider has no code that calls Azure, and its
 * environment does not contain your logins.
 *
 * @throws TypeError if an option is unknown or has a wrong value.
 */
export async function simulateAzure(options: SimulateAzureOptions = {}): Promise<SimulatedAzure> {
  checkOptionNames<SimulateAzureOptions>("simulateAzure", options, {
    vms: true,
    state: true,
    unmodelled: true,
  });
  checkChoice("unmodelled", options.unmodelled, unmodelledChoices);
  const temporaryDir = mkdtempSync(join(tmpdir(), "simulated-azure-"));
  const folder = options.state === undefined ? join(temporaryDir, "azure") : resolve(options.state);
  const store = openStore(folder);
  const anyVm = options.vms === "any";
  if (options.vms !== undefined && options.vms !== "any") createVms(store, options.vms);
  const faults = faultsFile(join(temporaryDir, "faults.json"), store);
  const arm = await serveArm({ folder, anyVm, faults: faults.file });
  const env = {
    ...arm.env,
    AZURE_SIMULATION_FAULTS: faults.file,
    ...(options.unmodelled && { AZURE_SIMULATION_UNMODELLED: options.unmodelled }),
    ...(anyVm && { AZURE_SIMULATION_ANY_VM: "1" }),
  };
  const stacks: SimulatedStack[] = [];
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= (async () => {
      for (const stack of stacks) stack.remove();
      await arm.stop();
      rmSync(temporaryDir, { recursive: true, force: true });
    })();
    return stopped;
  };
  const armResource = (resource: Resource) => toArmResource({ store, anyVm, slowDeletes: 0 }, resource);
  const itemsActiveFirst = () =>
    [...store.ofType(itemType)].sort((a, b) => Number(isSoftDeleted(a)) - Number(isSoftDeleted(b)));

  return {
    async stack(stackOptions) {
      if (stopped) throw new Error("This simulated Azure was stopped.");
      const stack = await simulatedStack(stackOptions, folder, env);
      stacks.push(stack);
      return stack;
    },
    resources: (type) =>
      [...(type === undefined ? existing(store.all()) : store.ofType(type))].map(armResource),
    get(id) {
      const found = store.find(id);
      return found && armResource(found);
    },
    protectionOf(vm) {
      const isOfVm = (id: string) => [id, id.split("/").pop()].includes(vm.toLowerCase());
      const found = itemsActiveFirst().find((item) => isOfVm(vmIdOf(item)));
      return found && armResource(found);
    },
    unprotectedVms() {
      const activeItems = itemsActiveFirst().filter((item) => !isSoftDeleted(item));
      const protectedIds = new Set(activeItems.map(vmIdOf));
      return [...store.ofType(vmType)]
        .filter(({ id }) => !protectedIds.has(id.toLowerCase()))
        .map(armResource);
    },
    ...{ fail: faults.fail, clearFaults: faults.clear },
    ...{ env, stop, [Symbol.asyncDispose]: stop },
  };
}

/** Resources without deleted vaults, which Azure lists on request only. */
const existing = (all: Iterable<Resource>): Resource[] =>
  [...all].filter(({ type }) => type !== deletedVaultType);

const propertiesOf = ({ properties }: Resource): Json => (properties.properties ?? {}) as Json;

const isSoftDeleted = (item: Resource): boolean => propertiesOf(item).isScheduledForDeferredDelete === true;

/** The id of the VM that an item protects, in lower case. */
const vmIdOf = (item: Resource): string => String(propertiesOf(item).sourceResourceId ?? "").toLowerCase();
