import { accessToken } from "./accessToken";
import { get, put, remove } from "./arm";
import { AzureError } from "./azureError";
import { type CheckOptions, check } from "./check";
import { diff } from "./diff";
import { createFaultInjector } from "./faults";
import { changeIdCase } from "./idCase";
import { fillPath, nameFromId, parsePath, pathParameters, type ResolvedType, resourceTypeOf } from "./ids";
import { type Json, textAt } from "./json";
import { notFound } from "./notFound";
import { importedInputs, previewOutputs, refreshedInputs } from "./previewAndRefresh";
import { checkProtectedItemInputs } from "./protectedItemInputs";
import type { Azure } from "./service";
import { openStore } from "./store";
import { createUnmodelledCheck, type Unmodelled } from "./unmodelled";

export interface ProviderOptions {
  /** The folder that holds the state of simulated Azure. */
  folder: string;
  /** The faults file, see faults.ts. Omitted: no faults. */
  faults?: string;
  /** Protect ids of virtual machines that do not exist. Default: false. */
  anyVm?: boolean;
  /**
   * What a create does if the resource exists. "refuse": it fails with "cannot create already existing resource", as in real
   * azure-native. "adopt": it updates the resource, as Azure itself would. Default: "refuse".
   */
  existing?: "refuse" | "adopt";
  /** Responses write ids in another letter case than the requests, as Azure sometimes does. Default: false. */
  changeIdCase?: boolean;
  /** How many deletions of a vault are refused because of items that were deleted just before. Default: 0. */
  slowDeletes?: number;
  /** The subscription of a program that configures none. Default: all zeros. */
  subscriptionId?: string | undefined;
  /** What happens to a resource whose type is not modelled. Default: "warn". */
  unmodelled?: Unmodelled;
  /** Prints a warning among the diagnostics of the command. Omitted: warnings are dropped. */
  warn?: (message: string) => Promise<void>;
  /** Ends the process for a `crash` fault. Default: exit code 1, at once. */
  exitProcess?: () => void;
}

/** The engine's state of a resource. */
export interface ResourceState {
  id: string;
  outputs: Json;
}

/**
 * 404 codes that azure-native reads as "deleted" in a refresh; any other 404 fails the refresh.
 * https://github.com/pulumi/pulumi-azure-native/issues/4841, 2026-09
 */
const deletedCodes = [
  ...["NotFound", "ResourceNotFound", "ResourceGroupNotFound", "LockNotFound", "ParentResourceNotFound"],
  ...["EntityNotFound", "SubscriptionNotFound", "RoleAssignmentNotFound"],
  "VulnerabilityAssessmentBaselineDoesNotExists",
];

const isDeletedError = (error: unknown): boolean =>
  error instanceof AzureError && error.status === 404 && deletedCodes.includes(error.code);

/** Client, tenant and subscription of simulated Azure, unless the subscription is configured. */
const zeroGuid = "00000000-0000-0000-0000-000000000000";

/** azure-native on top of simulated Azure, in plain JSON. */
export function createProvider(options: ProviderOptions) {
  const azure: Azure = {
    store: openStore(options.folder),
    anyVm: options.anyVm ?? false,
    slowDeletes: options.slowDeletes ?? 0,
  };
  const config: { location?: string; subscriptionId: string } = {
    subscriptionId: options.subscriptionId ?? zeroGuid,
  };
  const withFaults = createFaultInjector(
    azure.store,
    options.faults,
    options.exitProcess ?? (() => process.exit(1)),
  );
  const checkUnmodelled = createUnmodelledCheck(options.unmodelled ?? "warn", options.warn);

  const idOf = (type: ResolvedType, inputs: Json): string =>
    fillPath(type.path, inputs, config.subscriptionId);

  function bodyOf(type: ResolvedType, inputs: Json): Json {
    const names = new Set([...pathParameters(type), "azureApiVersion"]);
    const keys = type.unmodelled ? Object.keys(inputs).filter((key) => !names.has(key)) : type.inputs;
    const given = keys.filter((key) => inputs[key] !== undefined && !key.startsWith("__"));
    return Object.fromEntries(given.map((key) => [key, inputs[key]]));
  }

  const respond = (properties: Json): Json =>
    options.changeIdCase ? (changeIdCase(properties) as Json) : properties;

  function stateOf(type: ResolvedType, properties: Json): ResourceState {
    const outputs = respond(properties);
    return { id: textAt(outputs.id) ?? "", outputs: { ...outputs, azureApiVersion: type.apiVersion } };
  }

  function groupLocation(name: string): string | undefined {
    const group = azure.store.find(`/subscriptions/${config.subscriptionId}/resourceGroups/${name}`);
    return textAt(group?.properties.location);
  }

  return {
    configure(variables: Map<string, string>): void {
      // Keys begin with the name of the provider's package, e.g. `azure-native_recoveryservices_v20260501:config:`.
      const byName = new Map([...variables].map(([key, value]) => [key.split(":config:").pop(), value]));
      const location = byName.get("location");
      if (location) config.location = location;
      config.subscriptionId = byName.get("subscriptionId") ?? config.subscriptionId;
    },

    async check(token: string, request: Omit<CheckOptions, "type" | "location" | "groupLocation">) {
      const type = resourceTypeOf(token, request.newInputs);
      const { location } = config;
      const { inputs, failures } = check({
        ...{ ...request, type, groupLocation },
        ...(location ? { location } : {}),
      });
      return { inputs, failures: [...(await checkUnmodelled(type, token)), ...failures] };
    },

    diff(token: string, oldInputs: Json, newInputs: Json, oldOutputs: Json) {
      const changes = diff(resourceTypeOf(token, newInputs), oldInputs, newInputs, oldOutputs);
      const replaces = [...changes].filter(([, change]) => change.replace).map(([path]) => path);
      const createFirst = oldInputs.__createBeforeDelete === true;
      return { changes, replaces, deleteBeforeReplace: replaces.length > 0 && !createFirst };
    },

    previewCreate: (token: string, inputs: Json): Json =>
      previewOutputs(resourceTypeOf(token, inputs), inputs),

    /** An update changes neither name nor region, so preview knows both. */
    previewUpdate(token: string, inputs: Json, oldOutputs: Json): Json {
      const outputs = previewOutputs(resourceTypeOf(token, inputs), inputs);
      for (const key of ["name", "location"])
        if (oldOutputs[key] !== undefined) outputs[key] = oldOutputs[key];
      return outputs;
    },

    async create(token: string, inputs: Json): Promise<ResourceState> {
      const type = resourceTypeOf(token, inputs);
      if (type.token === "recoveryservices:ProtectedItem") checkProtectedItemInputs(inputs);
      const id = idOf(type, inputs);
      const names = [token, id, nameFromId(id)];
      const checkNew = () => {
        if (options.existing !== "adopt" && azure.store.find(id))
          throw new Error(`cannot create already existing resource '${id}'`);
      };
      await withFaults("check", names, checkNew);
      return withFaults("create", names, () => {
        checkNew();
        // An omitted list of inline children is empty at first: separate child resources may follow.
        const noChildren = type.inline ? { [type.inline.property]: [] } : {};
        return stateOf(type, put(azure, type, id, { ...noChildren, ...bodyOf(type, inputs) }));
      });
    },

    update(token: string, id: string, inputs: Json): Promise<ResourceState> {
      const type = resourceTypeOf(token, inputs);
      return withFaults("update", [token, id, nameFromId(id)], () =>
        stateOf(type, put(azure, type, id, bodyOf(type, inputs))),
      );
    },

    /** Undefined: the resource does not exist. Without old inputs it is an import, whose inputs come from Azure's properties. */
    async read(token: string, id: string, oldInputs: Json | undefined, oldOutputs: Json) {
      const type = resourceTypeOf(token, oldInputs);
      const run = () => {
        const found = get(azure, type, id);
        if (!found) throw notFound(azure, type, id);
        const { subscriptionId: _, ...names } = parsePath(type.path, id) ?? {};
        const property = type.inline?.property;
        const properties = respond(found);
        const hasSeparateChildren = property && oldInputs && !(property in oldInputs);
        const outputs = hasSeparateChildren ? { ...properties, [property]: [] } : properties;
        const inputs = oldInputs
          ? refreshedInputs(type, oldInputs, oldOutputs, outputs)
          : { ...importedInputs(type, outputs), ...names, azureApiVersion: type.apiVersion };
        return { ...stateOf(type, outputs), id, inputs };
      };
      try {
        return await withFaults("read", [token, id, nameFromId(id)], run);
      } catch (error) {
        if (isDeletedError(error)) return undefined;
        throw error;
      }
    },

    remove(token: string, id: string, oldInputs: Json): Promise<boolean> {
      const type = resourceTypeOf(token, oldInputs);
      return withFaults("delete", [token, id, nameFromId(id)], () => remove(azure, type, id));
    },

    /** Pulumi functions: who is signed in, and `get<Type>` of any type. */
    invoke(token: string, args: Json): Json {
      if (token === "azure-native:authorization:getClientConfig") {
        const { subscriptionId } = config;
        return { clientId: zeroGuid, objectId: zeroGuid, tenantId: zeroGuid, subscriptionId };
      }
      if (token === "azure-native:authorization:getClientToken") return { token: accessToken };
      const getter = /^(azure-native.*:)get(\w+)$/.exec(token);
      if (!getter) throw new Error(`Invoke type ${token} not found`);
      const type = resourceTypeOf(`${getter[1]}${getter[2]}`, args);
      const id = idOf(type, args);
      const found = get(azure, type, id);
      if (!found) throw new Error(`request failed ${id}: ${notFound(azure, type, id).message}`);
      return { ...respond(found), azureApiVersion: type.apiVersion };
    },
  };
}

export type Provider = ReturnType<typeof createProvider>;
