import { existsSync, readFileSync } from "node:fs";
import { Refusal } from "./refusal";
import type { Store } from "./store";

export type Operation = "create" | "update" | "delete" | "read";

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

/** Runs each operation with the faults that are meant for it. `die` ends the process. */
export function faultInjector(store: Store, file: string | undefined, die: () => void) {
  let dying = false;
  const dead = () => {
    die();
    return silence();
  };

  return async <T>(operation: Operation, names: string[], work: () => T): Promise<T> => {
    const fault = strike(file, store, operation, names);
    if (fault?.delaySeconds) await seconds(fault.delaySeconds);
    if (fault?.crash === "before") return dead();
    // A process about to die answers nobody else, so that what it wrote last is known to both sides.
    if (dying) return silence();
    const refusal = fault && refusalOf(fault);
    if (refusal) throw refusal;
    const result = work();
    if (fault?.crash === "after") return dead();
    if (fault?.crash === "answered") {
      dying = true;
      seconds(secondsToAnswer).then(die);
    }
    return result;
  };
}

/** The fault that strikes this operation now, already counted. */
function strike(
  file: string | undefined,
  store: Store,
  operation: Operation,
  names: string[],
): Fault | undefined {
  if (!file || !existsSync(file)) return undefined;
  for (const fault of JSON.parse(readFileSync(file, "utf8")) as Fault[]) {
    if (fault.operation && fault.operation !== operation) continue;
    if (!names.some((name) => matches(fault.resource, name))) continue;
    const key = JSON.stringify(fault);
    if (fault.times !== undefined && store.struck(key) >= fault.times) continue;
    if (fault.times !== undefined) store.strike(key);
    return fault;
  }
  return undefined;
}

/** What Azure answers. Real azure-native retries 408, 429 and 5xx itself: this is its answer after the last try. */
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
