/** Runs a program in this process against a deployment of the model, through the part of Pulumi's SDK that every program uses. */
import { status } from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import * as publicDebugging from "@pulumi/pulumi/runtime/debuggable";
import * as publicSettings from "@pulumi/pulumi/runtime/settings";
import * as publicState from "@pulumi/pulumi/runtime/state";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Json } from "../../../simulator/azure/json";
import { fromStruct, toStruct } from "../../../simulator/azure/protobufValues";
import type { Deployment, Goal, HookArgs, Hooks } from "./deployment";
import { urnOf } from "./deployment";

const settings = publicSettings as typeof publicSettings & { waitForRPCs(): Promise<void> };
const state = publicState as unknown as {
  withLocalStorage<T>(run: () => Promise<T>): Promise<T>;
  getStore(): { settings: Record<string, unknown>; callbacks: unknown };
};

export interface Diagnostic {
  readonly severity: "info" | "warning" | "error";
  readonly message: string;
}

interface NamedHook {
  readonly name: string;
  readonly callback: (args: never) => unknown;
  readonly opts?: { readonly onDryRun?: boolean; readonly ignoreErrors?: boolean };
}

export interface Run {
  readonly isPreview: boolean;
  readonly program: () => void;
  /** Makes the deployment, given how its hooks run. */
  readonly deploy: (hooks: {
    readonly runHook: (name: string, args: HookArgs) => Promise<void>;
    readonly runErrorHook: (
      name: string,
      args: HookArgs & { failedOperation: string; errors: string[] },
    ) => Promise<boolean>;
  }) => Deployment;
  /** A Pulumi function. */
  readonly invoke: (token: string, args: Json) => Json;
}

type Answer = (error: unknown, response?: unknown) => void;

/** Runs a preview or an up. Returns its messages; an error among them means that it failed. */
export async function runProgram({ isPreview, program, deploy, invoke }: Run): Promise<Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  const hooks = new Map<string, NamedHook>();
  const hookOf = (name: string): NamedHook => {
    const hook = hooks.get(name);
    if (hook === undefined) throw new Error(`Unknown hook ${name}`);
    return hook;
  };
  const deployment = deploy({
    async runHook(name, args) {
      const { callback, opts } = hookOf(name);
      if (isPreview && opts?.onDryRun !== true) return;
      try {
        await callback(hookArgs(args) as never);
      } catch (error) {
        throw new Error(`before hook "${name}" failed: ${(error as Error).message}`);
      }
    },
    runErrorHook: async (name, args) =>
      Boolean(await hookOf(name).callback({ ...args, ...hookArgs(args) } as never)),
  });

  let underWay = 0;
  let failed = false;
  let onFailedAndIdle = () => {};
  const failedAndIdle = new Promise<void>((resolve) => {
    onFailedAndIdle = resolve;
  });
  const fail = (error: unknown) => {
    failed = true;
    diagnostics.push({ severity: "error", message: error instanceof Error ? error.message : String(error) });
  };
  /** A step of the deployment. After a failure the engine starts no further one, and shuts the monitor down. */
  const step = async (answer: Answer, run: () => unknown) => {
    if (failed) return answer(unavailable());
    underWay++;
    try {
      const response = await run();
      answer(failed ? unavailable() : null, response);
    } catch (error) {
      fail(error);
      answer(unavailable());
    } finally {
      underWay--;
      if (failed && underWay === 0) onFailedAndIdle();
    }
  };

  const monitor = {
    registerResource: (request: resource.RegisterResourceRequest, answer: Answer) =>
      void step(answer, async () => {
        const { urn, id, outputs } = await deployment.register(goalOf(request));
        const response = new resource.RegisterResourceResponse()
          .setUrn(urn)
          .setId(id)
          .setObject(toStruct(outputs));
        // The SDK writes each response into a message for debugging.
        return Object.assign(response, { toString: () => urn });
      }),
    registerResourceOutputs: (request: resource.RegisterResourceOutputsRequest, answer: Answer) => {
      // The answer is not awaited once the run has failed.
      if (failed) return;
      deployment.registerOutputs(request.getUrn(), fromStruct(request.getOutputs()));
      answer(null, {});
    },
    invoke: (request: resource.ResourceInvokeRequest, answer: Answer) => {
      try {
        const result = invoke(request.getTok(), fromStruct(request.getArgs()));
        answer(null, new provider.InvokeResponse().setReturn(toStruct(result)));
      } catch (error) {
        answer(Object.assign(new Error(), { code: status.UNKNOWN, details: (error as Error).message }));
      }
    },
    registerResourceHook: () => {},
    registerErrorHook: () => {},
  };
  const engine = {
    log(request: { getSeverity(): number; getMessage(): string }, answer: () => void) {
      const severity = (["debug", "info", "warning", "error"] as const)[request.getSeverity()];
      if (severity === "error") failed = true;
      if (severity !== undefined && severity !== "debug")
        diagnostics.push({ severity, message: request.getMessage() });
      answer();
    },
  };
  const addHook = async (hook: NamedHook) => {
    if (hooks.has(hook.name)) throw new Error(`resource hook already registered for name "${hook.name}"`);
    hooks.set(hook.name, hook);
  };

  const restore = withoutDebugging();
  await state.withLocalStorage(async () => {
    settings.resetOptions("changes", "dev", -1, "", "model", isPreview, "organization");
    const store = state.getStore();
    Object.assign(store, {
      ...{
        supportsSecrets: true,
        supportsAliasSpecs: true,
        supportsDeletedWith: true,
        supportsReplaceWith: true,
      },
      ...{ supportsResourceHooks: true, supportsErrorHooks: true },
      callbacks: {
        registerResourceHook: addHook,
        registerErrorHook: addHook,
        awaitStackRegistrations: async () => {},
        shutdown() {},
      },
    });
    Object.assign(store.settings, { monitor, engine });
    const runWhole = async () => {
      program();
      await settings.waitForRPCs();
      // What a resolved value starts.
      await new Promise((resolve) => setImmediate(resolve));
      await settings.waitForRPCs();
    };
    await Promise.race([runWhole().catch(fail), failedAndIdle]);
    if (!failed) await deployment.removeOthers().catch(fail);
  });
  restore();
  return diagnostics;
}

/** Pulumi takes a stack for each promise and each resource, to report where one was made: half of the time of such a run. */
function withoutDebugging(): () => void {
  const [{ debuggablePromise }, { callsites }] = [debugging, sites];
  debugging.debuggablePromise = (promise) => promise;
  sites.callsites = () => [];
  return () => {
    debugging.debuggablePromise = debuggablePromise;
    sites.callsites = callsites;
  };
}

const debugging = publicDebugging as { debuggablePromise: (promise: unknown) => unknown };
const sites = pulumi.Resource as unknown as { callsites: () => unknown[] };

const unavailable = () =>
  Object.assign(new Error("the resource monitor is shut down"), { code: status.UNAVAILABLE });

const deserialized = (values: Json | undefined) =>
  values && pulumi.runtime.deserializeProperties(toStruct(values) as Struct, true);

const hookArgs = (args: HookArgs) => ({
  ...{ urn: args.urn, id: args.id, name: args.name, type: args.type },
  ...{ newInputs: deserialized(args.newInputs), oldInputs: deserialized(args.oldInputs) },
  ...{ newOutputs: deserialized(args.newOutputs), oldOutputs: deserialized(args.oldOutputs) },
});

function goalOf(request: resource.RegisterResourceRequest): Goal {
  const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
  const aliases = request.getAliasesList().map((alias) => {
    const spec = alias.getSpec();
    return (
      alias.getUrn() ||
      urnOf(spec?.getParenturn() || parent, spec?.getType() || type, spec?.getName() || name)
    );
  });
  const hooks = request.getHooks();
  const bound: Hooks = {
    beforeCreate: hooks?.getBeforeCreateList() ?? [],
    afterCreate: hooks?.getAfterCreateList() ?? [],
    beforeUpdate: hooks?.getBeforeUpdateList() ?? [],
    afterUpdate: hooks?.getAfterUpdateList() ?? [],
    onError: hooks?.getOnErrorList() ?? [],
  };
  return {
    ...{ type, name, parent, aliases, hooks: bound },
    custom: request.getCustom(),
    inputs: fromStruct(request.getObject()),
    provider: request.getProvider(),
    importId: request.getImportid(),
    retainOnDelete: request.getRetainondelete() === true,
    protect: request.getProtect() === true,
    ...(request.getDeletebeforereplacedefined() && { deleteBeforeReplace: request.getDeletebeforereplace() }),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    propertyDependencies: Object.fromEntries(
      request
        .getPropertydependenciesMap()
        .toArray()
        .map(([key, urns]: [string, unknown]) => [key, urnsOf(urns)]),
    ),
  };
}

const urnsOf = (urns: unknown): string[] =>
  Array.isArray(urns) ? (urns[0] ?? []) : (urns as { getUrnsList(): string[] }).getUrnsList();
