import { existsSync, readFileSync } from "node:fs";
import type { Json } from "./json";
import { Refusal } from "./refusal";
import type { Store } from "./store";

/** `check` is the GET with which azure-native looks whether a resource is there before it creates it; only a fault that names it strikes there. */
export type Operation = "create" | "update" | "delete" | "read" | "check";

/** One entry of the faults file, which is a JSON list of them and is read again at every operation. */
export interface Fault {
  /** Matched, case aside, against the type token, the ARM id and the resource's name; `*` stands for anything. */
  resource: string;
  /** Omitted: any operation. */
  operation?: Operation;
  /** HTTP status of the answer, such as 409, 429 or 503. Omitted: the request is only delayed or crashed. */
  status?: number;
  /** Omitted: the usual code of the status. */
  code?: string;
  message?: string;
  /** How often it strikes, counted in the state folder over all processes. Omitted: always. */
  times?: number;
  delaySeconds?: number;
  /**
   * The provider process dies: `before` anything is written; `after` the write, with no answer given, so that Azure
   * has what the engine does not know; or when the engine was `answered`, so that both know it and nothing follows.
   */
  crash?: "before" | "after" | "answered";
  /**
   * Azure takes the request, and its operation fails afterwards: the resource is there, and azure-native tells the engine of a partial
   * failure. Of a create or an update.
   */
  partial?: boolean;
  /**
   * Each strike is one answer of Azure's, and azure-native tries the request again by itself, four times in all, here without its
   * pauses. Omitted: a strike is what is left after that.
   */
  eachAnswer?: boolean;
  /** With eachAnswer, the seconds that Azure asks to wait. Above 120 azure-native gives up at once. */
  retryAfterSeconds?: number;
  /** Two faults that are alike in everything count as one; an id tells them apart. */
  id?: string;
}

const usualCodes: Record<number, string> = {
  409: "Conflict",
  429: "TooManyRequests",
  500: "InternalServerError",
  503: "ServiceUnavailable",
};

/** Enough for an answer to leave the process. */
const secondsToAnswer = 0.05;

/**
 * What azure-native tries again by itself, how often in all, and the longest Retry-After that it obeys.
 * https://github.com/Azure/azure-sdk-for-go sdk/azcore/runtime/policy_retry.go; pulumi-azure-native client_azcore.go, shouldRetryConflict
 */
const ownRetries = {
  statuses: [408, 429, 500, 502, 503, 504],
  conflict: "AnotherOperationInProgress",
  attempts: 4,
  longestWaitSeconds: 120,
};

/** Azure made or changed a resource, and its operation failed afterwards. */
export class PartialFailure extends Error {
  constructor(
    readonly answer: { readonly id: string; readonly outputs: Json },
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** Runs each operation with the faults that are meant for it. `die` ends the process. */
export function faultInjector(store: Store, file: string | undefined, die: () => void) {
  let dying = false;
  const dead = () => {
    dying = true;
    die();
    return silence();
  };

  return async <T>(operation: Operation, names: string[], work: () => T): Promise<T> => {
    const fault = afterOwnRetries(() => strike(file, store, operation, names));
    if (fault?.delaySeconds) await seconds(fault.delaySeconds);
    if (fault?.crash === "before") return dead();
    // A process about to die answers nobody else, so that what it wrote last is known to both sides.
    if (dying) return silence();
    const refusal = fault && refusalOf(fault);
    if (refusal && operation === "check") throw cannotCheck(names[1] ?? "", refusal);
    if (refusal && !fault?.partial) throw refusal;
    const result = work();
    if (refusal) throw new PartialFailure(result as { id: string; outputs: Json }, refusal.message);
    if (fault?.crash === "after") return dead();
    if (fault?.crash === "answered") {
      dying = true;
      seconds(secondsToAnswer).then(die);
    }
    return result;
  };
}

/** The fault that is left when azure-native has tried what it tries again by itself. */
function afterOwnRetries(next: () => Fault | undefined): Fault | undefined {
  for (let attempt = 1; ; attempt++) {
    const fault = next();
    const passes =
      fault?.eachAnswer === true &&
      (ownRetries.statuses.includes(fault.status ?? 0) || fault.code === ownRetries.conflict) &&
      (fault.retryAfterSeconds ?? 0) <= ownRetries.longestWaitSeconds;
    if (!passes || attempt === ownRetries.attempts) return fault;
  }
}

/** How azure-native tells that it could not look whether a resource is there. */
const cannotCheck = (id: string, { status, code, reason }: Refusal): Error =>
  new Error(
    `cannot check existence of resource '${id}': status code ${status}, ${JSON.stringify({ error: { code, message: reason } })}`,
  );

/** The fault that strikes this operation now, already counted. */
function strike(
  file: string | undefined,
  store: Store,
  operation: Operation,
  names: string[],
): Fault | undefined {
  if (!file || !existsSync(file)) return undefined;
  for (const fault of JSON.parse(readFileSync(file, "utf8")) as Fault[]) {
    if (fault.operation ? fault.operation !== operation : operation === "check") continue;
    if (!names.some((name) => matches(fault.resource, name))) continue;
    const key = JSON.stringify(fault);
    if (fault.times !== undefined && store.struck(key) >= fault.times) continue;
    if (fault.times !== undefined) store.strike(key);
    return fault;
  }
  return undefined;
}

/** What Azure answers. */
function refusalOf(fault: Fault): Refusal | undefined {
  if (fault.status === undefined) return undefined;
  const code = fault.code ?? usualCodes[fault.status] ?? "Failed";
  return new Refusal(fault.status, code, fault.message ?? "Injected into simulated Azure.");
}

function matches(glob: string, name: string): boolean {
  const pattern = glob.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pattern.join(".*")}$`, "i").test(name);
}

function seconds(count: number): Promise<void> {
  return new Promise((done) => setTimeout(done, 1000 * count));
}

function silence(): Promise<never> {
  return new Promise(() => undefined);
}
