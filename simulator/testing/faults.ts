import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { type Fault, type JobEnd, jobEnds, type Operation } from "../azure/faults";
import type { Store } from "../azure/store";
import { checkChoice, checkOptionNames, type OptionNames } from "./optionChecks";

/** A fault to inject: which requests fail, and how. */
export interface FaultOptions {
  /** Omitted: create, update, delete and read. */
  operation?: Operation;
  /** Type token, id or name of the resources, e.g. "*:ProtectedItem". `*` matches any text; letter case is ignored. */
  resource: string;
  /** HTTP status of Azure's response, e.g. 409, 429 or 503. Omitted: the request does not fail; then `crash` or `job` is required. */
  statusCode?: number;
  /** Azure's error code. Omitted: the usual code of the status. */
  code?: string;
  /** With operation "backup": Azure accepts the backup, and its job ends so. InProgress: it never ends. Omitted: the job completes. */
  job?: JobEnd;
  /** Azure's message, e.g. why a job failed. Omitted: a usual one. */
  message?: string;
  /** How many requests fail. Omitted: all of them. */
  times?: number;
  /** Azure accepts the request, and the operation fails afterwards. Omitted: Azure refuses the request. */
  partial?: boolean;
  /** The provider exits: before the write, after the write without an answer to the engine, or after the answer. Omitted: it does not. */
  crash?: "before" | "after" | "answered";
}

const names: OptionNames<FaultOptions> = {
  ...{ operation: true, resource: true, statusCode: true, code: true },
  ...{ times: true, partial: true, crash: true, job: true, message: true },
};
const operations: readonly Operation[] = ["create", "update", "delete", "read", "check", "backup"];

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
      checkChoice("job", options.job, jobEnds);
      if (options.job !== undefined && options.operation !== "backup")
        throw new TypeError('fail with a job needs operation: "backup".');
      const { statusCode, ...others } = options;
      if (typeof others.resource !== "string")
        throw new TypeError("fail needs a resource, e.g. *:ProtectedItem.");
      if (statusCode === undefined && others.crash === undefined && others.job === undefined)
        throw new TypeError("fail needs a statusCode, a crash or a job: without them nothing fails.");
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
