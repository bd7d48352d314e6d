import { existsSync, readFileSync } from "node:fs";
import { AzureError } from "./azureError";
import type { Json } from "./json";
import type { Store } from "./store";

/**
 * An operation. `create`, `update`, `delete` and `read` are azure-native's, and `check` is its GET that asks whether a resource exists before
 * it creates it. The others are of Azure's REST API only. `backup`: an on-demand backup of a protected item. `restore`: the request is
 * refused, or with `partial` the job fails after its first phase. `start`: the restored VM does not start. `script`: the script of a run
 * command fails. Their resource is the VM that is backed up or restored, by name or id.
 */
export type Operation =
  | "create"
  | "update"
  | "delete"
  | "read"
  | "check"
  | "backup"
  | "restore"
  | "start"
  | "script";

/** Only a fault that names one of these fails it. */
const onlyIfNamed: readonly Operation[] = ["check", "backup", "restore", "start", "script"];

/**
 * How the job of a backup ends, besides Completed. `InProgress`: it never ends.
 * https://learn.microsoft.com/rest/api/backup/job-details/get, 2026-11-30
 */
export const jobEnds = ["Failed", "Cancelled", "CompletedWithWarnings", "InProgress"] as const;
export type JobEnd = (typeof jobEnds)[number];

/** An entry of the faults file: a JSON list, which is read again for every operation. */
export interface Fault {
  /** Type token, id or name of the resources whose requests fail; letter case is ignored, `*` matches any text. */
  resource: string;
  /** Omitted: every operation except `check` and those of the REST API only. */
  operation?: Operation;
  /** With `backup`: Azure accepts the backup, and its job ends so, with `code` and `message` as the reason. Omitted: see `status`. */
  job?: JobEnd;
  /** HTTP status of Azure's response, e.g. 409, 429 or 503. Omitted: the request does not fail; see `delaySeconds` and `crash`. */
  status?: number;
  /** Omitted: the usual code of the status. */
  code?: string;
  message?: string;
  /** How many requests fail, counted in the state folder over all processes. Omitted: all of them. */
  times?: number;
  delaySeconds?: number;
  /**
   * The provider process exits. "before": nothing is written. "after": Azure has the change, and the engine gets no response.
   * "answered": the engine gets the response, and no later request is answered.
   */
  crash?: "before" | "after" | "answered";
  /**
   * Azure accepts a create or an update, and the operation fails afterwards: the resource exists, and azure-native reports a partial
   * failure to the engine.
   */
  partial?: boolean;
  /**
   * Each of `times` is one response of Azure. azure-native retries transient errors, four attempts in all; here it does not pause
   * between them. Omitted: each of `times` is a failure that is left after azure-native's retries.
   */
  eachAnswer?: boolean;
  /** With `eachAnswer`: seconds of the Retry-After header. Above 120 azure-native does not retry. */
  retryAfterSeconds?: number;
  /** Faults that are equal in every property share one count; a different id separates them. */
  id?: string;
}

const usualCodes: Record<number, string> = {
  409: "Conflict",
  429: "TooManyRequests",
  500: "InternalServerError",
  503: "ServiceUnavailable",
};

/** Time for a response to leave the process before it exits. */
const secondsToAnswer = 0.05;

/**
 * What azure-native retries, how many attempts it makes, and the longest Retry-After that it obeys.
 * https://github.com/Azure/azure-sdk-for-go sdk/azcore/runtime/policy_retry.go; pulumi-azure-native client_azcore.go, shouldRetryConflict
 */
const azureNativeRetries = {
  statuses: [408, 429, 500, 502, 503, 504],
  conflict: "AnotherOperationInProgress",
  attempts: 4,
  longestWaitSeconds: 120,
};

/** Azure created or changed a resource, and the operation failed afterwards. */
export class PartialFailure extends Error {
  constructor(
    readonly state: { readonly id: string; readonly outputs: Json },
    readonly reason: string,
  ) {
    super(reason);
  }
}

/**
 * A function that runs an operation and injects the first fault that matches it. `names` are the resource's type token, id and name;
 * `exitProcess` ends the process.
 */
export function createFaultInjector(store: Store, file: string | undefined, exitProcess: () => void) {
  let isExiting = false;
  const exitWithoutAnswer = () => {
    isExiting = true;
    exitProcess();
    return neverAnswer();
  };

  return async <T>(operation: Operation, names: string[], run: () => T): Promise<T> => {
    const fault = afterRetries(() => takeFault(file, store, operation, names));
    if (fault?.delaySeconds) await sleep(fault.delaySeconds);
    if (fault?.crash === "before") return exitWithoutAnswer();
    // Once the process is about to exit it answers no other request: both sides know the last write.
    if (isExiting) return neverAnswer();
    const error = fault && errorOf(fault);
    if (error && operation === "check") throw existenceCheckError(names[1] ?? "", error);
    if (error && !fault?.partial) throw error;
    const result = run();
    if (error) throw new PartialFailure(result as { id: string; outputs: Json }, error.message);
    if (fault?.crash === "after") return exitWithoutAnswer();
    if (fault?.crash === "answered") {
      isExiting = true;
      sleep(secondsToAnswer).then(exitProcess);
    }
    return result;
  };
}

/** The fault that is left after azure-native's own retries. */
function afterRetries(nextFault: () => Fault | undefined): Fault | undefined {
  for (let attempt = 1; ; attempt++) {
    const fault = nextFault();
    const isRetried =
      fault?.eachAnswer === true &&
      (azureNativeRetries.statuses.includes(fault.status ?? 0) ||
        fault.code === azureNativeRetries.conflict) &&
      (fault.retryAfterSeconds ?? 0) <= azureNativeRetries.longestWaitSeconds;
    if (!isRetried || attempt === azureNativeRetries.attempts) return fault;
  }
}

/** azure-native's own error if it cannot find out whether a resource exists. */
const existenceCheckError = (id: string, { status, code, azureMessage }: AzureError): Error =>
  new Error(
    `cannot check existence of resource '${id}': status code ${status}, ${JSON.stringify({ error: { code, message: azureMessage } })}`,
  );

/** The fault to inject into this operation. It is counted. */
export function takeFault(
  file: string | undefined,
  store: Store,
  operation: Operation,
  names: string[],
): Fault | undefined {
  if (!file || !existsSync(file)) return undefined;
  for (const fault of JSON.parse(readFileSync(file, "utf8")) as Fault[]) {
    if (fault.operation ? fault.operation !== operation : onlyIfNamed.includes(operation)) continue;
    if (!names.some((name) => matchesPattern(fault.resource, name))) continue;
    const key = JSON.stringify(fault);
    if (fault.times !== undefined && store.faultCount(key) >= fault.times) continue;
    if (fault.times !== undefined) store.countFault(key);
    return fault;
  }
  return undefined;
}

/** Azure's response. Undefined: the fault does not fail the request. */
export function errorOf(fault: Fault): AzureError | undefined {
  if (fault.status === undefined) return undefined;
  const code = fault.code ?? usualCodes[fault.status] ?? "Failed";
  return new AzureError(fault.status, code, fault.message ?? "Injected into simulated Azure.");
}

function matchesPattern(pattern: string, name: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i").test(name);
}

function sleep(seconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, 1000 * seconds));
}

function neverAnswer(): Promise<never> {
  return new Promise(() => undefined);
}
