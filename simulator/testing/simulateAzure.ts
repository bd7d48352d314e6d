import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { get } from "../azure/arm";
import type { Fault, Operation } from "../azure/faults";
import { readPath } from "../azure/ids";
import type { Json } from "../azure/json";
import { openStore, type Resource } from "../azure/store";
import { itemType, resourceTypes, vmType } from "../azure/types";
import { type RestServer, serveArm } from "../rest/server";
import { type SimulatedStack, type SimulatedStackOptions, simulatedStack } from "./stack";

/** A virtual machine that is there before any program runs. */
export interface ExistingVm {
  /** Region, e.g. "westeurope". Omitted: westeurope. */
  location?: string;
  /** Resource group. Omitted: simulated. */
  resourceGroupName?: string;
  /** More of the VM, as azure-native writes it, e.g. { hardwareProfile: { vmSize: "Standard_D4s_v5" } }. Omitted: a Linux VM with one disk. */
  properties?: Record<string, unknown>;
}

/** How to simulate Azure. */
export interface SimulateAzureOptions {
  /** VMs that are there already, by name. "any": every id of a VM names one. Omitted: none. */
  vms?: { [name: string]: ExistingVm } | "any";
  /** Folder that keeps Azure's state, to go on with it later. Omitted: one that goes with stop(). */
  state?: string;
  /** What a resource of a type that is not modelled is: refused, or only stored with a plausible id. Omitted: store. */
  unmodelled?: "refuse" | "store";
}

/** A fault to inject. */
export interface FaultOptions {
  /** Omitted: any of create, update, delete and read. */
  operation?: Operation;
  /** Type token, Azure id or name, with asterisks, case aside, e.g. "*:ProtectedItem". */
  resource: string;
  /** HTTP status of Azure's answer, e.g. 409, 429 or 503. Omitted: none, see crash. */
  statusCode?: number;
  /** Azure's code. Omitted: the usual one of the status. */
  code?: string;
  /** How often it strikes. Omitted: always. */
  times?: number;
  /** Azure takes the request, and its operation fails afterwards. */
  partial?: boolean;
  /** The provider dies before the write, after it without an answer, or when the engine was answered. */
  crash?: "before" | "after" | "answered";
}

/** A resource as Azure answers it. */
export type ArmResource = { id: string; name: string; type: string } & Record<string, unknown>;

/** What Azure Backup has of a VM. */
export interface Protection {
  itemId: string;
  vaultId: string;
  policyId?: string;
  protectionState: string;
  isSoftDeleted: boolean;
}

/** Simulated Azure, for one test or for several. */
export interface SimulatedAzure {
  /** A new Pulumi stack against this Azure: of a project's folder, or of a program's file. */
  stack(options: SimulatedStackOptions): Promise<SimulatedStack>;
  /** Everything there is, or all of a type, e.g. "Microsoft.Compute/virtualMachines". */
  resources(type?: string): ArmResource[];
  /** One resource; undefined where there is none. */
  get(id: string): ArmResource | undefined;
  /** How a VM is protected, by its id or name; undefined where it is not. A soft-deleted item is told as one. */
  protectionOf(vm: string): Protection | undefined;
  /** Ids of the VMs without an active protected item. */
  unprotectedVms(): string[];
  /** Lets requests fail from now on; `struck` counts. */
  fail(fault: FaultOptions): { readonly struck: number };
  /** No more faults. */
  clearFaults(): void;
  /** Environment with which Azure's own SDK calls this Azure's REST API, in a process started with it. */
  readonly env: Readonly<Record<string, string>>;
  /** Ends it; with it go its stacks, and its state where it had no folder of its own. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Azure, simulated on this machine: the same provider name, so that a program runs unchanged by the real Pulumi engine, and nothing
 * that could reach a subscription: the provider has no code that asks Azure, and the user's logins are not in its environment.
 *
 * @throws Error where there is no Pulumi CLI on the PATH.
 */
export async function simulateAzure(options: SimulateAzureOptions = {}): Promise<SimulatedAzure> {
  const own = mkdtempSync(join(tmpdir(), "simulated-azure-"));
  const folder = options.state ?? join(own, "azure");
  const faultsFile = join(own, "faults.json");
  const store = openStore(folder);
  const stacks: SimulatedStack[] = [];
  const anyVm = options.vms === "any";
  if (options.vms !== undefined && options.vms !== "any") putVms(store, options.vms);
  const arm: RestServer = await serveArm({ folder, anyVm });
  const azure = { store, anyVm, slowDeletes: 0 };
  const env = {
    ...arm.env,
    AZURE_SIMULATION_FAULTS: faultsFile,
    AZURE_SIMULATION_UNMODELLED: options.unmodelled ?? "store",
    ...(anyVm && { AZURE_SIMULATION_ANY_VM: "1" }),
  };
  const faults = (): Fault[] => (existsSync(faultsFile) ? JSON.parse(readFileSync(faultsFile, "utf8")) : []);
  const shown = ({ id, name, type, properties }: Resource): ArmResource => {
    const row = Object.entries(resourceTypes).find(([, one]) => readPath(one.path, id) !== undefined);
    const answered: Json | undefined = row && get(azure, { ...row[1], token: row[0] }, id);
    return { ...properties, ...answered, id, name, type };
  };
  const items = () => [...store.ofType(itemType)];
  const vmOf = ({ properties }: Resource) =>
    String((properties.properties as Json | undefined)?.sourceResourceId ?? "");
  const stop = async () => {
    for (const stack of stacks) stack.remove();
    await arm.stop();
    rmSync(own, { recursive: true, force: true });
  };

  return {
    async stack(given) {
      const stack = await simulatedStack(given, folder, env);
      stacks.push(stack);
      return stack;
    },
    resources: (type) => [...(type === undefined ? store.all() : store.ofType(type))].map(shown),
    get: (id) => {
      const found = store.find(id);
      return found && shown(found);
    },
    protectionOf(vm) {
      const isIt = (id: string) =>
        [id, id.split("/").pop()].some((name) => name?.toLowerCase() === vm.toLowerCase());
      const own = items().filter((item) => isIt(vmOf(item)));
      const [item] = [...own.filter((one) => !isDeleted(one)), ...own];
      return item && protectionOfItem(item);
    },
    unprotectedVms() {
      const protectedVms = new Set(
        items()
          .filter((item) => !isDeleted(item))
          .map((item) => vmOf(item).toLowerCase()),
      );
      return [...store.ofType(vmType)]
        .map(({ id }) => id)
        .filter((id) => !protectedVms.has(id.toLowerCase()));
    },
    fail({ statusCode, ...fault }) {
      const one: Fault = {
        ...fault,
        ...(statusCode !== undefined && { status: statusCode }),
        id: String(faults().length),
      };
      // Without a number of times nothing counts.
      const counted = { times: Number.MAX_SAFE_INTEGER, ...one };
      writeFileSync(faultsFile, JSON.stringify([...faults(), counted]));
      return {
        get struck() {
          return store.struck(JSON.stringify(counted));
        },
      };
    },
    clearFaults: () => writeFileSync(faultsFile, "[]"),
    env,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

const isDeleted = ({ properties }: Resource): boolean =>
  (properties.properties as Json | undefined)?.isScheduledForDeferredDelete === true;

function protectionOfItem(item: Resource): Protection {
  const { policyId, protectionState } = (item.properties.properties ?? {}) as {
    policyId?: string;
    protectionState?: string;
  };
  return {
    itemId: item.id,
    vaultId: item.id.replace(/\/backupFabrics\/.*$/i, ""),
    ...(policyId !== undefined && { policyId }),
    protectionState: protectionState ?? "",
    isSoftDeleted: isDeleted(item),
  };
}

function putVms(store: ReturnType<typeof openStore>, vms: { [name: string]: ExistingVm }): void {
  const subscription = `/subscriptions/${process.env.ARM_SUBSCRIPTION_ID || "00000000-0000-0000-0000-000000000000"}`;
  for (const [
    name,
    { location = "westeurope", resourceGroupName = "simulated", properties = {} },
  ] of Object.entries(vms)) {
    const group = `${subscription}/resourceGroups/${resourceGroupName}`;
    if (store.find(group) === undefined)
      store.put({
        id: group,
        type: "Microsoft.Resources/resourceGroups",
        name: resourceGroupName,
        properties: { location },
      });
    const disk = {
      createOption: "FromImage",
      diskSizeGB: 64,
      managedDisk: { storageAccountType: "Premium_LRS" },
    };
    const imageReference = {
      publisher: "Canonical",
      offer: "ubuntu-24_04-lts",
      sku: "server",
      version: "latest",
    };
    store.put({
      ...{ id: `${group}/providers/${vmType}/${name}`, type: vmType, name },
      properties: { location, storageProfile: { osDisk: disk, imageReference }, ...properties },
    });
  }
}
