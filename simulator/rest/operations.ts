import { randomUUID } from "node:crypto";
import { AzureError } from "../azure/azureError";
import { azureTime } from "../azure/azureTime";
import type { Azure } from "../azure/service";
import type { RestRequest, RestResponse, Route } from "./request";

/**
 * A write that Azure accepts with 202 and finishes later. Headers and answers were recorded in the tests of azure-cli (test_backup_softdelete,
 * test_backup_restore) and azure-powershell (TestAzureVMMUA): https://github.com/Azure/azure-cli, https://github.com/Azure/azure-powershell,
 * 2026-11-29. Simulated Azure has done the write when it answers, so Retry-After is 0 where Azure says 60.
 */
interface Operation {
  readonly startTime: string;
  /** How many polls still answer InProgress. */
  pending: number;
  /** The job that the operation started. Omitted: none. */
  readonly jobId?: string;
}

const operations = new WeakMap<Azure, Map<string, Operation>>();

/** Where a kind of operation is polled: the resource below which it lies, and the segments of its status and its result. */
interface OperationPath {
  readonly owner: string;
  readonly status: string;
  readonly result: string;
}

export const itemOperation = (owner: string): OperationPath => ({
  ...{ owner, status: "operationsStatus", result: "operationResults" },
});
export const backupOperation = (owner: string): OperationPath => ({
  ...{ owner, status: "backupOperations", result: "backupOperationResults" },
});
/** Recorded in azure-powershell's TestAzureVMCRRWithDES (2023-01). */
export const crossRegionOperation = (owner: string): OperationPath => ({
  ...{ owner, status: "backupCrrOperationsStatus", result: "backupCrrOperationResults" },
});
export const vaultOperation = (owner: string): OperationPath => ({
  ...{ owner, status: "operationStatus", result: "operationResults" },
});

/** The response to a write that Azure goes on with: 202 without a body. `job`: the operation has started this job, and is done. */
export function acceptedResponse(
  azure: Azure,
  { host, query }: RestRequest,
  { owner, status, result }: OperationPath,
  job?: string,
): RestResponse {
  const name = job ?? randomUUID();
  const started = operations.get(azure) ?? new Map<string, Operation>();
  operations.set(azure, started);
  started.set(name, {
    startTime: azureTime(new Date()),
    pending: job === undefined ? 1 : 0,
    ...(job !== undefined && { jobId: job }),
  });
  const version = `api-version=${query.get("api-version") ?? "2024-10-01"}`;
  const url = (segment: string) => `${host}${encodeURI(owner)}/${segment}/${name}?${version}`;
  return {
    status: 202,
    headers: { "azure-asyncoperation": url(status), location: url(result), "retry-after": "0" },
  };
}

/** The status and the result of operations. */
export const operationRoutes: readonly Route[] = [
  {
    method: "GET",
    path: /\/(operationsStatus|operationStatus|backupOperations|backupCrrOperationsStatus|operations)\/([^/]+)$/i,
    handle: (azure, _, [segment = "", name = ""]) => {
      const operation = findOperation(azure, name);
      const isDone = operation.pending === 0;
      if (!isDone) operation.pending--;
      const status = isDone ? "Succeeded" : "InProgress";
      const { startTime, jobId } = operation;
      // A vault's operation is one of Azure Resource Manager's, and says no more.
      if (segment.toLowerCase() === "operationstatus") return { status: 200, body: { status } };
      const endTime = isDone ? startTime : "0001-01-01T00:00:00";
      const properties = { objectType: "OperationStatusJobExtendedInfo", jobId };
      const body = { id: name, name, status, startTime, endTime };
      return { status: 200, body: { ...body, ...(isDone && jobId !== undefined && { properties }) } };
    },
  },
  {
    method: "GET",
    path: /\/(operationResults|backupOperationResults|backupCrrOperationResults)\/([^/]+)$/i,
    handle: (azure, _, [segment = "", name = ""]) => ({
      status: findOperation(azure, name).pending > 0 ? 202 : /Crr/i.test(segment) ? 200 : 204,
      headers: { "retry-after": "0" },
    }),
  },
];

function findOperation(azure: Azure, name: string): Operation {
  const found = operations.get(azure)?.get(name);
  if (found === undefined)
    throw new AzureError(404, "OperationNotFound", `Operation ${name} does not exist.`);
  return found;
}
