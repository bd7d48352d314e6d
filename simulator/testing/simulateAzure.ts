import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Json } from "../azure/json";
import { openStore, type Resource } from "../azure/store";
import { itemType, vmType } from "../azure/types";
import { type Unmodelled, unmodelledChoices } from "../azure/unmodelled";
import { type ArmResource, armShape } from "../rest/rows";
import { type RestServer, serveArm } from "../rest/server";
import { type FaultOptions, faultsIn } from "./faults";
import { checkChoice, checkNames } from "./names";
import { type SimulatedStack, type SimulatedStackOptions, simulatedStack } from "./stack";
import { type ExistingVm, putVms } from "./vms";

/** How to simulate Azure. */
export interface SimulateAzureOptions {
  /** VMs that are there already, by name. "any": every id of a VM names one. Omitted: none. */
  vms?: { [name: string]: ExistingVm } | "any";
  /** Folder that keeps Azure's state, to go on with it later. Omitted: one that goes with stop(). */
  state?: string;
  /**
   * What becomes of a resource of a type that is not modelled. "warn": it is stored with a plausible id, and each operation's log names
   * its type once; "refuse": preview refuses it; "store": it is stored without a word. Omitted: warn, so that every program runs and
   * "stored" is not taken for "accepted by Azure".
   */
  unmodelled?: Unmodelled;
}

/** Simulated Azure, for one test or for several. */
export interface SimulatedAzure {
  /** A new Pulumi stack against this Azure: of a project's folder, or of a program's file. */
  stack(options: SimulatedStackOptions): Promise<SimulatedStack>;
  /** Everything there is, or all of a type, e.g. "Microsoft.Compute/virtualMachines". */
  resources(type?: string): ArmResource[];
  /** One resource; undefined where there is none. */
  get(id: string): ArmResource | undefined;
  /**
   * The protected item of a VM, given by its id or name; undefined where it has none. Its properties hold policyId and protectionState;
   * one that is only soft-deleted has isScheduledForDeferredDelete.
   */
  protectionOf(vm: string): ArmResource | undefined;
  /** The VMs without a protected item, or with one that is soft-deleted. */
  unprotectedVms(): ArmResource[];
  /** Lets requests of stacks fail from now on; `struck` counts. @throws TypeError where the fault is none. */
  fail(fault: FaultOptions): { readonly struck: number };
  /** No more faults. */
  clearFaults(): void;
  /** Environment with which Azure's own SDK calls this Azure's REST API, in a process started with it. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends it; with it go its stacks, and its state where it had no folder of its own. */
  stop(): Promise<void>;
  /** As stop(), for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Simulated Azure on this machine, with a state of its own: the Azure that this library's own tests run against. Programs of users run
 * against it unchanged, with the real Pulumi engine under the same provider name. Nothing of it can reach a subscription: the provider
 * has no code that asks Azure, and the user's logins are not in its environment.
 *
 * @throws TypeError where an option is misspelt or has a value that there is not.
 */
export async function simulateAzure(options: SimulateAzureOptions = {}): Promise<SimulatedAzure> {
  checkNames<SimulateAzureOptions>("simulateAzure", options, { vms: true, state: true, unmodelled: true });
  checkChoice("unmodelled", options.unmodelled, unmodelledChoices);
  const own = mkdtempSync(join(tmpdir(), "simulated-azure-"));
  const folder = options.state === undefined ? join(own, "azure") : resolve(options.state);
  const store = openStore(folder);
  const anyVm = options.vms === "any";
  if (options.vms !== undefined && options.vms !== "any") putVms(store, options.vms);
  const arm: RestServer = await serveArm({ folder, anyVm });
  const faults = faultsIn(join(own, "faults.json"), store);
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
      rmSync(own, { recursive: true, force: true });
    })();
    return stopped;
  };
  const shown = (resource: Resource) => armShape({ store, anyVm, slowDeletes: 0 }, resource);
  const activeFirst = () =>
    [...store.ofType(itemType)].sort((a, b) => Number(isDeleted(a)) - Number(isDeleted(b)));

  return {
    async stack(given) {
      if (stopped) throw new Error("This simulated Azure was stopped.");
      const stack = await simulatedStack(given, folder, env);
      stacks.push(stack);
      return stack;
    },
    resources: (type) => [...(type === undefined ? store.all() : store.ofType(type))].map(shown),
    get(id) {
      const found = store.find(id);
      return found && shown(found);
    },
    protectionOf(vm) {
      const found = activeFirst().find((item) =>
        [vmOf(item), vmOf(item).split("/").pop()].includes(vm.toLowerCase()),
      );
      return found && shown(found);
    },
    unprotectedVms() {
      const active = new Set(
        activeFirst()
          .filter((item) => !isDeleted(item))
          .map(vmOf),
      );
      return [...store.ofType(vmType)].filter(({ id }) => !active.has(id.toLowerCase())).map(shown);
    },
    ...{ fail: faults.fail, clearFaults: faults.clear },
    ...{ env, stop, [Symbol.asyncDispose]: stop },
  };
}

const propertiesOf = ({ properties }: Resource): Json => (properties.properties ?? {}) as Json;

const isDeleted = (item: Resource): boolean => propertiesOf(item).isScheduledForDeferredDelete === true;

/** The id of the VM that an item protects, in small letters. */
const vmOf = (item: Resource): string => String(propertiesOf(item).sourceResourceId ?? "").toLowerCase();
