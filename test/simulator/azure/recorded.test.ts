import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isObject, objectAt } from "../../../simulator/azure/json";
import type { Azure } from "../../../simulator/azure/service";
import { openStore } from "../../../simulator/azure/store";
import type { RestResponse } from "../../../simulator/rest/request";
import {
  backedUpVm,
  guard,
  guardId,
  itemPath,
  protectedVm,
  protecting,
  put,
  type RecordedCase,
  type Request,
  type Send,
  sendTo,
  vaultAndVm,
  vaultId,
} from "./recorded/case";
import { itemCases } from "./recorded/items";
import { policyCases } from "./recorded/policies";
import { vaultCases } from "./recorded/vaults";

const folder = mkdtempSync(join(tmpdir(), "recorded-"));
afterAll(() => rmSync(folder, { recursive: true }));

let azure: Azure;
let send: Send;
let count = 0;
beforeEach(() => {
  azure = { store: openStore(join(folder, String(count++))), anyVm: false, slowDeletes: 0 };
  send = sendTo(azure);
});

/** The paths at which two values differ. A path ends where one of them has nothing. */
function differences(actual: unknown, expected: unknown, path = ""): string[] {
  const children = childrenOf(actual);
  const others = childrenOf(expected);
  if (children === undefined || others === undefined) return actual === expected ? [] : [path];
  if (Array.isArray(actual) !== Array.isArray(expected)) return [path];
  return [...new Set([...Object.keys(children), ...Object.keys(others)])].flatMap((key) =>
    differences(children[key], others[key], path === "" ? key : `${path}.${key}`),
  );
}

const childrenOf = (value: unknown): Record<string, unknown> | undefined =>
  isObject(value) || Array.isArray(value) ? ({ ...value } as Record<string, unknown>) : undefined;

describe.each<[string, readonly RecordedCase[]]>([
  ["policies", policyCases],
  ["vaults", vaultCases],
  ["items", itemCases],
])("%s", (_, cases) => {
  it.each(cases.map((one) => [one.name, one] as const))("%s", (_name, one) => {
    (one.before ?? vaultAndVm)(send, azure);
    const { status, body, headers = {} } = send(one.request);
    expect(status).toBe(one.status ?? 200);
    const sent = JSON.parse(JSON.stringify(body ?? null));
    expect(differences(sent, one.answer ?? null).sort()).toEqual(Object.keys(one.except ?? {}).sort());
    for (const [name, form] of Object.entries(one.headers ?? {})) expect(headers[name]).toMatch(form);
  });
});

describe("times", () => {
  it("an etag has an escaped time with seven digits", () => {
    vaultAndVm(send);
    expect(send({ url: vaultId }).body).toMatchObject({
      etag: expect.stringMatching(/^W\/"datetime'\d{4}-\d\d-\d\dT\d\d%3A\d\d%3A\d\d\.\d{7}Z'"$/),
    });
  });

  it("a deletion has its moment, and the time that remains as a TimeSpan", () => {
    protectedVm(send);
    send({ method: "DELETE", url: itemPath("ledger") });
    const { properties } = send({ url: itemPath("ledger") }).body as {
      properties: Record<string, string>;
    };
    expect(properties.deferredDeleteTimeInUTC).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
    expect(Math.abs(Date.parse(properties.deferredDeleteTimeInUTC ?? "") - Date.now())).toBeLessThan(60_000);
    expect(properties.deferredDeleteTimeRemaining).toMatch(/^(14|13\.23:59:\d\d)(\.|$)/);
    expect(properties.protectedItemDataId).toMatch(/^\d+$/);
  });
});

it("an item whose deletion has no time is answered without a remaining time", () => {
  protectedVm(send);
  const item = azure.store.find(itemPath("ledger"));
  if (item === undefined) throw new Error("no item");
  const properties = { ...objectAt(item.properties, "properties"), isScheduledForDeferredDelete: true };
  azure.store.put({ ...item, properties: { properties } });
  const { body } = send({ url: itemPath("ledger") });
  expect(body).not.toHaveProperty("properties.deferredDeleteTimeRemaining");
});

describe("operations", () => {
  const pollsOf = ({ headers = {} }: RestResponse) => {
    const url = (headers["azure-asyncoperation"] ?? "").replace("https://host", "");
    return [send({ url }), send({ url })].map(({ body }) => body as Record<string, unknown>);
  };

  it("an item's operation is in progress, and then succeeds in the form of azure-cli's test_backup_softdelete", () => {
    vaultAndVm(send);
    const accepted = send(put(itemPath("ledger"), protecting("Ledger")));
    const result = { url: (accepted.headers?.location ?? "").replace("https://host", "") };
    expect([accepted.body, send(result).status]).toEqual([undefined, 202]);
    const [first, then] = pollsOf(accepted);
    expect(first).toEqual({
      ...{ id: then?.id, name: then?.id, status: "InProgress", startTime: then?.startTime },
      endTime: "0001-01-01T00:00:00",
    });
    expect(then).toMatchObject({ status: "Succeeded", endTime: then?.startTime });
    expect(send(result)).toMatchObject({ status: 204 });
  });

  it("a vault's operation says only its status", () => {
    vaultAndVm(send);
    const changed = send({ method: "PATCH", url: vaultId, body: { properties: {} } });
    expect(pollsOf(changed)).toEqual([{ status: "InProgress" }, { status: "Succeeded" }]);
  });

  it("a backup's operation succeeds at once and names its job", () => {
    protectedVm(send);
    const body = { properties: { objectType: "IaasVMBackupRequest" } };
    const [first] = pollsOf(send({ method: "POST", url: `${itemPath("ledger")}/backup`, body }));
    expect(first).toMatchObject({
      status: "Succeeded",
      properties: { objectType: "OperationStatusJobExtendedInfo", jobId: first?.id },
    });
  });

  it("an operation that was never started is not found", () => {
    vaultAndVm(send);
    expect(send({ url: `${vaultId}/backupOperations/none` }).status).toBe(404);
  });
});

it("a backup's job has the fields that azure-cli's test_backup_job recorded", () => {
  backedUpVm(send);
  const { value } = send({ url: `${vaultId}/backupJobs` }).body as { value: { properties: object }[] };
  expect(Object.keys(value[0]?.properties ?? {}).sort()).toEqual(
    [
      ...["jobType", "actionsInfo", "containerName", "duration", "virtualMachineVersion", "extendedInfo"],
      ...["entityFriendlyName", "backupManagementType", "operation", "status", "startTime", "endTime"],
      "activityId",
    ].sort(),
  );
});

it("the link to a resource guard lists the nine guarded operations", () => {
  vaultAndVm(send);
  const listUrl = `${vaultId}/backupResourceGuardProxies`;
  expect(send({ url: listUrl }).body).toEqual({ value: [] });
  guard(send);
  const { value } = send({ url: listUrl }).body as { value: { properties: Record<string, unknown> }[] };
  const { resourceGuardResourceId, resourceGuardOperationDetails } = value[0]?.properties ?? {};
  expect(resourceGuardResourceId).toBe(guardId);
  expect(resourceGuardOperationDetails).toHaveLength(9);
  expect(resourceGuardOperationDetails).toContainEqual({
    vaultCriticalOperation:
      "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems/write#stopProtectionWithRetainData",
    defaultResourceRequest: `${guardId}/stopProtectionWithRetainDataRequests/default`,
  });
});

/** Recorded requests that simulated Azure does not serve. docs/testing.md names them. */
const notServed: Readonly<Record<string, Request>> = {
  "the vault's backup configuration": { url: `${vaultId}/backupconfig/vaultconfig` },
  "the vault's storage configuration": { url: `${vaultId}/backupstorageconfig/vaultstorageconfig` },
  containers: { url: itemPath("ledger").replace(/\/protectedItems\/.*/, "") },
  "protectable items": { url: `${vaultId}/backupProtectableItems` },
  "points that can be archived": {
    ...{ method: "POST", url: `${itemPath("ledger")}/recoveryPointsRecommendedForMove` },
  },
};

it.each(Object.entries(notServed))("simulated Azure does not serve %s", (_, request) => {
  protectedVm(send);
  expect(send(request)).toMatchObject({
    status: 404,
    body: { error: { message: expect.stringContaining("does not serve") } },
  });
});
