import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Fault, Operation } from "../azure/faults";
import type { Store } from "../azure/store";
import { checkChoice, checkNames, type Names } from "./names";

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

const names: Names<FaultOptions> = {
  ...{ operation: true, resource: true, statusCode: true, code: true },
  ...{ times: true, partial: true, crash: true },
};
const operations: readonly Operation[] = ["create", "update", "delete", "read", "check"];

/** The faults of a file, which simulated Azure reads at every request. */
export function faultsIn(file: string, store: Store) {
  const faults = (): Fault[] => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : []);
  const write = (all: readonly Fault[]) => {
    writeFileSync(`${file}.draft`, JSON.stringify(all));
    renameSync(`${file}.draft`, file);
  };
  return {
    file,
    fail(given: FaultOptions) {
      checkNames<FaultOptions>("fail", given, names);
      checkChoice("operation", given.operation, operations);
      checkChoice("crash", given.crash, ["before", "after", "answered"]);
      const { statusCode, ...fault } = given;
      if (typeof fault.resource !== "string")
        throw new TypeError("fail takes a resource, e.g. *:ProtectedItem.");
      if (statusCode === undefined && fault.crash === undefined)
        throw new TypeError("fail takes a statusCode or a crash: without either nothing fails.");
      // Without a number of times nothing counts; without an id it counts what one like it counted before.
      const counted: Fault = {
        ...{ times: Number.MAX_SAFE_INTEGER, ...fault, id: randomUUID() },
        ...(statusCode !== undefined && { status: statusCode }),
      };
      write([...faults(), counted]);
      return {
        get struck() {
          return store.struck(JSON.stringify(counted));
        },
      };
    },
    clear: () => write([]),
  };
}
