import { get, notFound, put, remove } from "./arm";
import { type AutoNaming, check } from "./check";
import { diff } from "./diff";
import { faultInjector } from "./faults";
import { fillPath, type KnownType, lastName, pathInputs, readPath, typeOf } from "./ids";
import { type Json, object, text } from "./json";
import { inOtherLetters } from "./letters";
import { imported, preview, refreshed } from "./project";
import { Refusal } from "./refusal";
import type { Azure } from "./service";
import { openStore } from "./store";
import type { Unmodelled } from "./unmodelled";

export interface Options {
  /** Where simulated Azure keeps its state. */
  folder: string;
  /** The faults file. Omitted: no faults. */
  faults?: string;
  /** Protect virtual machine ids that name nothing. Default: false. */
  anyVm?: boolean;
  /**
   * What a create does when the resource is there already. Real azure-native refuses ("cannot create already
   * existing resource"), although Azure itself would take the request for an update. Default: "refuse".
   */
  existing?: "refuse" | "adopt";
  /** Answers write ids in other letters than the requests, as Azure does here and there. Default: false. */
  otherLetters?: boolean;
  /** How often the deletion of a vault is still refused for items that were deleted just before. Default: 0. */
  slowDeletes?: number;
  /** The subscription of a program that configures none. Default: all zeros. */
  subscriptionId?: string | undefined;
  /** What becomes of a resource of a type that is not modelled. Default: "warn". */
  unmodelled?: Unmodelled;
  /** Says something among the diagnostics of the command. Default: nobody listens. */
  warn?: (message: string) => Promise<void>;
  /** How the process dies of a crash fault. Default: at once. */
  die?: () => void;
}

export interface Answer {
  id: string;
  outputs: Json;
}

/**
 * 404 codes that azure-native takes for "deleted" when it refreshes; any other 404 fails the refresh.
 * https://github.com/pulumi/pulumi-azure-native/issues/4841, 2026-09
 */
const deletedCodes = [
  ...["NotFound", "ResourceNotFound", "ResourceGroupNotFound", "LockNotFound", "ParentResourceNotFound"],
  ...["EntityNotFound", "SubscriptionNotFound", "RoleAssignmentNotFound"],
  "VulnerabilityAssessmentBaselineDoesNotExists",
];

const isGone = (error: unknown): boolean =>
  error instanceof Refusal && error.status === 404 && deletedCodes.includes(error.code);

const nobody = "00000000-0000-0000-0000-000000000000";

/** azure-native on top of simulated Azure, in plain JSON. */
export function createProvider(options: Options) {
  const azure: Azure = {
    store: openStore(options.folder),
    anyVm: options.anyVm ?? false,
    slowDeletes: options.slowDeletes ?? 0,
  };
  const config: { location?: string; subscriptionId: string } = {
    subscriptionId: options.subscriptionId ?? nobody,
  };

  function idOf(type: KnownType, inputs: Json): string {
    return fillPath(type.path, inputs, config.subscriptionId);
  }

  function bodyOf(type: KnownType, inputs: Json): Json {
    const names = new Set([...pathInputs(type), "azureApiVersion"]);
    const keys = type.generic ? Object.keys(inputs).filter((key) => !names.has(key)) : type.inputs;
    const present = keys.filter((key) => inputs[key] !== undefined && !key.startsWith("__"));
    return Object.fromEntries(present.map((key) => [key, inputs[key]]));
  }

  const withFaults = faultInjector(azure.store, options.faults, options.die ?? (() => process.exit(1)));

  // One process serves one operation of the engine, so that each operation names a type once.
  const told = new Set<string>();

  /** Why a type is refused, where it is. */
  async function refusedType({ generic }: KnownType, token: string): Promise<string[]> {
    const { unmodelled = "warn" } = options;
    if (!generic || unmodelled === "store") return [];
    if (unmodelled === "refuse") return [`Simulated Azure does not model ${token}: it would only store it.`];
    if (told.has(token)) return [];
    told.add(token);
    // The answer is waited for, since the operation may end with this resource.
    await options.warn?.(
      `Simulated Azure does not model ${token}: it stores what it is given and refuses nothing.`,
    );
    return [];
  }

  const spelt = (answered: Json): Json =>
    options.otherLetters ? (inOtherLetters(answered) as Json) : answered;

  function answer(type: KnownType, answered: Json): Answer {
    const outputs = spelt(answered);
    return { id: text(outputs.id) ?? "", outputs: { ...outputs, azureApiVersion: type.apiVersion } };
  }

  return {
    configure(variables: Map<string, string>): void {
      const location = variables.get("azure-native:config:location");
      if (location) config.location = location;
      config.subscriptionId = variables.get("azure-native:config:subscriptionId") ?? config.subscriptionId;
    },

    async check(
      token: string,
      name: string,
      olds: Json,
      news: Json,
      randomSeed?: Uint8Array,
      autoNaming?: AutoNaming,
    ) {
      const groupLocation = (group: string) =>
        text(
          azure.store.find(`/subscriptions/${config.subscriptionId}/resourceGroups/${group}`)?.properties
            .location,
        );
      const type = typeOf(token, news);
      const { inputs, failures } = check({
        ...{ type, name, olds, news, groupLocation },
        ...(randomSeed ? { randomSeed } : {}),
        ...(autoNaming ? { autoNaming } : {}),
        ...(config.location ? { location: config.location } : {}),
      });
      return { inputs, failures: [...(await refusedType(type, token)), ...failures] };
    },

    diff(token: string, oldInputs: Json, news: Json, oldOutputs: Json) {
      const changes = diff(typeOf(token, news), oldInputs, news, oldOutputs);
      const replaces = [...changes].filter(([, change]) => change.replace).map(([path]) => path);
      const createFirst = oldInputs.__createBeforeDelete === true;
      return { changes, replaces, deleteBeforeReplace: replaces.length > 0 && !createFirst };
    },

    previewCreate: (token: string, inputs: Json): Json => preview(typeOf(token, inputs), inputs),

    /** Name and region of what exists already will not change: they are known. */
    previewUpdate(token: string, inputs: Json, olds: Json): Json {
      const shown = preview(typeOf(token, inputs), inputs);
      for (const key of ["name", "location"]) if (olds[key] !== undefined) shown[key] = olds[key];
      return shown;
    },

    create(token: string, inputs: Json): Promise<Answer> {
      const type = typeOf(token, inputs);
      if (type.token === "recoveryservices:ProtectedItem") beforeProtectedItem(inputs);
      const id = idOf(type, inputs);
      const names = [token, id, lastName(id)];
      const look = () => {
        if (options.existing !== "adopt" && azure.store.find(id))
          throw new Error(`cannot create already existing resource '${id}'`);
      };
      return withFaults("check", names, look).then(() =>
        withFaults("create", names, () => {
          look();
          // A list of children that is not given is empty at first, so that children of their own can follow.
          const empty = type.inline ? { [type.inline.property]: [] } : {};
          return answer(type, put(azure, type, id, { ...empty, ...bodyOf(type, inputs) }));
        }),
      );
    },

    update(token: string, id: string, inputs: Json): Promise<Answer> {
      const type = typeOf(token, inputs);
      return withFaults("update", [token, id, lastName(id)], () =>
        answer(type, put(azure, type, id, bodyOf(type, inputs))),
      );
    },

    /** Undefined: the resource is gone. Without old inputs, they are made up from what Azure has (an import). */
    read(token: string, id: string, oldInputs: Json | undefined, oldOutputs: Json) {
      const type = typeOf(token, oldInputs);
      return withFaults("read", [token, id, lastName(id)], () => {
        const found = get(azure, type, id);
        if (!found) throw notFound(azure, type, id);
        const { subscriptionId: _, ...names } = readPath(type.path, id) ?? {};
        const property = type.inline?.property;
        const shown = spelt(found);
        const outputs =
          property && oldInputs && !(property in oldInputs) ? { ...shown, [property]: [] } : shown;
        const inputs = oldInputs
          ? refreshed(type, oldInputs, oldOutputs, outputs)
          : { ...imported(type, outputs), ...names, azureApiVersion: type.apiVersion };
        return { ...answer(type, outputs), id, inputs };
      }).catch((error: unknown) => {
        if (isGone(error)) return undefined;
        throw error;
      });
    },

    remove(token: string, id: string, oldInputs: Json): Promise<boolean> {
      const type = typeOf(token, oldInputs);
      return withFaults("delete", [token, id, lastName(id)], () => remove(azure, type, id));
    },

    /** Who is signed in, and `get<Type>` of anything that exists. */
    invoke(token: string, args: Json): Json {
      const client = { clientId: nobody, objectId: nobody, tenantId: nobody };
      if (token === "azure-native:authorization:getClientConfig") {
        return { ...client, subscriptionId: config.subscriptionId };
      }
      if (token === "azure-native:authorization:getClientToken") return { token: "simulated" };
      const getter = /^(azure-native.*:)get(\w+)$/.exec(token);
      if (!getter) throw new Error(`Invoke type ${token} not found`);
      const type = typeOf(`${getter[1]}${getter[2]}`, args);
      const id = idOf(type, args);
      const found = get(azure, type, id);
      if (!found) throw new Error(`request failed ${id}: ${notFound(azure, type, id).message}`);
      return { ...spelt(found), azureApiVersion: type.apiVersion };
    },
  };
}

export type Provider = ReturnType<typeof createProvider>;

/**
 * azure-native insists on these before it creates a protected item of whatever kind, in this order.
 * https://github.com/pulumi/pulumi-azure-native, custom_recoveryservices.go
 */
function beforeProtectedItem(inputs: Json): void {
  const top = ["resourceGroupName", "vaultName", "containerName", "protectedItemName", "fabricName"];
  for (const key of top) requireText(inputs, key);
  if (inputs.properties === undefined) throw new Error("properties not found");
  for (const key of ["protectedItemType", "policyId", "sourceResourceId"])
    requireText(object(inputs.properties), key);
}

function requireText(values: Json, key: string): void {
  if (values[key] === undefined) throw new Error(`${key} not found`);
  if (typeof values[key] !== "string") throw new Error(`${key} is not a string`);
}
