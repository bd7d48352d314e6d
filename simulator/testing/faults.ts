import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Fault, Operation } from "../azure/faults";
import type { Store } from "../azure/store";
import { checkChoice, checkOptionNames, type OptionNames } from "./optionChecks";

/** A fault to inject: which requests fail, and how. */
export interface FaultOptions {
  /** Omitted: create, update, delete and read. */
  operation?: Operation;
  /** Type token, id or name of the resources, e.g. "*:ProtectedItem". `*` matches any text; letter case is ignored. */
  resource: string;
  /** HTTP status of Azure's response, e.g. 409, 429 or 503. Omitted: the request does not fail; then `crash` is required. */
  statusCode?: number;
  /** Azure's error code. Omitted: the usual code of the status. */
  code?: string;
  /** How many requests fail. Omitted: all of them. */
  times?: number;
  /** Azure accepts the request, and the operation fails afterwards. Omitted: Azure refuses the request. */
  partial?: boolean;
  /** The provider exits: before the write, after the write without an answer to the engine, or after the answer. Omitted: it does not. */
  crash?: "before" | "after" | "answered";
}

const names: OptionNames<FaultOptions> = {
  ...{ operation: true, resource: true, statusCode: true, code: true },
  ...{ times: true, partial: true, crash: true },
};
const operations: readonly Operation[] = ["create", "update", "delete", "read", "check"];

/** Writes faults into a file, which simulated Azure reads for every request. */
export function faultsFile(file: string, store: Store) {
  const read = (): Fault[] => (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : []);
  const write = (faults: readonly Fault[]) => {
    writeFileSync(`${file}.draft`, JSON.stringify(faults));
    renameSync(`${file}.draft`, file);
  };
  return {
    file,
    fail(options: FaultOptions) {
      checkOptionNames<FaultOptions>("fail", options, names);
      checkChoice("operation", options.operation, operations);
      checkChoice("crash", options.crash, ["before", "after", "answered"]);
      const { statusCode, ...others } = options;
      if (typeof others.resource !== "string")
        throw new TypeError("fail needs a resource, e.g. *:ProtectedItem.");
      if (statusCode === undefined && others.crash === undefined)
        throw new TypeError("fail needs a statusCode or a crash: without them no request fails.");
      // Azure counts only faults with a number of times. The id separates this fault from earlier equal ones.
      const fault: Fault = {
        ...{ times: Number.MAX_SAFE_INTEGER, ...others, id: randomUUID() },
        ...(statusCode !== undefined && { status: statusCode }),
      };
      write([...read(), fault]);
      return {
        get struck() {
          return store.faultCount(JSON.stringify(fault));
        },
      };
    },
    clear: () => write([]),
  };
}
