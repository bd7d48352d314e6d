/**
 * Runs a Pulumi program inside this process. `@pulumi/pulumi/cmd/run` does so in a process that ends with the program; errors are reported
 * as it reports them. This is the only file that depends on internals of Pulumi's Node.js SDK, of which test/simulator/inProcess.long.test.ts
 * proves what is needed:
 *
 * - `runtime/state` withLocalStorage keeps the SDK's state (settings, configuration, root resource) per asynchronous context; outside of
 *   one, `globalStore` is used.
 * - `runtime/settings` resetOptions connects that state to an engine; waitForRPCs, signalAndWaitForShutdown and disconnectSync end it.
 *
 * Pulumi's automation API uses the same: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/automation/server.ts
 */
import { AsyncResource } from "node:async_hooks";
import { createRequire } from "node:module";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import type { Client } from "@grpc/grpc-js";
import { isGrpcError, ResourceError, RunError } from "@pulumi/pulumi/errors";
import * as log from "@pulumi/pulumi/log";
import type { RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { setAllConfig } from "@pulumi/pulumi/runtime/config";
import * as publicSettings from "@pulumi/pulumi/runtime/settings";
import { runInPulumiStack } from "@pulumi/pulumi/runtime/stack";
import * as publicState from "@pulumi/pulumi/runtime/state";
import { callCounter } from "./callCounter";
import { catchErrors, reloadModules, useEnvironment, usePlainStacks } from "./processState";

/** What Pulumi's published types leave out. */
const settings = publicSettings as typeof publicSettings & {
  waitForRPCs(): Promise<void>;
  signalAndWaitForShutdown(): Promise<void>;
};
const state = publicState as unknown as {
  withLocalStorage<T>(run: () => Promise<T>): Promise<T>;
  getStore(): SdkState;
  getGlobalStore(): SdkState;
};
interface SdkState {
  /** Types of packages, which these register when they are loaded. */
  resourcePackages: unknown;
  resourceModules: unknown;
}

export interface Program {
  /** Absolute path of a CommonJS file. */
  file: string;
  env: NodeJS.ProcessEnv;
  /** Resolves when the command that runs the program has ended: then the run ends too, even if the program hangs. */
  ended: Promise<unknown>;
}

/** How long a program may take to notice that the engine is gone, and its errors to arrive at the engine. */
const GRACE_MS = 1_000;

let previous: Promise<unknown> = Promise.resolve();

/**
 * Runs a program as the engine's request says. Runs in one process follow each other, since they share its environment and an uncaught
 * error does not say which program threw it.
 *
 * @returns Whether the program failed, in which case the engine was sent its errors. Never rejects.
 */
export function runProgram(request: RunRequest, program: Program): Promise<boolean> {
  const run = previous.then(() => runNext(request, program));
  previous = run;
  return run;
}

async function runNext(request: RunRequest, program: Program): Promise<boolean> {
  const { env, ended } = program;
  const restore = [useEnvironment(env), usePlainStacks(), reloadModules()];
  const run = state.withLocalStorage(() => runConnected(request, program));
  // A program that does not end has failed.
  const failed = await Promise.race([run, ended.then(() => sleep(GRACE_MS, true))]);
  for (const undo of restore) undo();
  return failed;
}

async function runConnected(request: RunRequest, program: Program): Promise<boolean> {
  const { file, ended } = program;
  // The engine sends its own address as the first argument of a program that it does not start itself.
  const [engineAddress = ""] = request.getArgsList();
  settings.resetOptions(
    request.getProject(),
    request.getStack(),
    request.getParallel(),
    engineAddress,
    request.getMonitorAddress(),
    request.getDryrun(),
    request.getOrganization(),
  );
  setAllConfig(Object.fromEntries(request.getConfigMap().getEntryList()), request.getConfigsecretkeysList());
  const stopSharing = useStateEverywhere();
  const reports = new Map<unknown, Promise<void>>();
  const report = AsyncResource.bind((error: unknown) => {
    // The engine knows its own errors, and promises of an earlier run may fail only now because its engine has ended.
    if (error instanceof Error && isGrpcError(error)) return;
    if (!reports.has(error)) reports.set(error, reportError(file, error));
  });
  const stopCatching = catchErrors(report);
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const monitor = settings.getMonitor() as Client | undefined;
  const calls = callCounter(monitor);
  const hasFailed = () => reports.size > 0 || calls.engineGaveUp();
  try {
    await Promise.race([
      runInPulumiStack(() => load(file))
        .catch(report)
        .then(settings.waitForRPCs),
      // After an error some resources wait for ever, for a value that failed or for the engine, which gave up.
      calls.untilIdle(() => hasFailed() || isOver),
    ]);
    // Node.js reports a rejection that nothing handles only in the next turn.
    await nextTurn();
    // From here on the engine deletes what the program no longer declares, and calls the hooks of deletions.
    if (!hasFailed() && !isOver) await settings.signalAndWaitForShutdown();
    await nextTurn();
  } catch (error) {
    report(error);
  }
  // The engine ends as soon as it hears that the program failed: the errors must arrive before. That of a resource waits for its URN.
  await Promise.race([Promise.all(reports.values()), ended, sleep(GRACE_MS)]);
  calls.stop();
  stopCatching();
  stopSharing();
  settings.disconnectSync();
  // The connection for messages stays open: some may be under way.
  monitor?.close();
  return hasFailed();
}

/** The engine calls hooks through a server, outside of the run's asynchronous context: until this is undone they use the run's state too. */
function useStateEverywhere(): () => void {
  const before = state.getGlobalStore();
  const { resourcePackages, resourceModules } = before;
  const current = Object.assign(state.getStore(), { resourcePackages, resourceModules });
  Object.assign(globalThis, { globalStore: current });
  return () => {
    Object.assign(globalThis, { globalStore: before });
  };
}

/** A program exports its outputs, or a function that returns them. */
async function load(file: string): Promise<unknown> {
  const exported: unknown = createRequire(file)(file);
  return exported instanceof Function ? exported() : exported;
}

/** Sends an error to the engine, in the words of `@pulumi/pulumi/cmd/run`. Resolves when it has arrived. */
function reportError(file: string, error: unknown): Promise<void> {
  if (RunError.isInstance(error)) return log.error(error.message);
  if (ResourceError.isInstance(error))
    return log.error(error.hideStack ? error.message : inspect(error), error.resource);
  return log.error(`Running program '${file}' failed with an unhandled exception:\n${inspect(error)}`);
}
