// What simulated Azure accepts in a vault with a resource guard, as azure-powershell's TestAzureVMMUA recorded it (2025-05).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Azure } from "../../../simulator/azure/service";
import { openStore } from "../../../simulator/azure/store";
import {
  guard,
  guardId,
  itemPath,
  policyPath,
  protectedVm,
  protecting,
  put,
  type Request,
  type Send,
  sendTo,
  unlockedImmutability,
  vaultId,
} from "./recorded/case";

const folder = mkdtempSync(join(tmpdir(), "guard-"));
afterAll(() => rmSync(folder, { recursive: true }));

let azure: Azure;
let send: Send;
let count = 0;
beforeEach(() => {
  azure = { store: openStore(join(folder, String(count++))), anyVm: false, slowDeletes: 0 };
  send = sendTo(azure);
  protectedVm(send);
  send(unlockedImmutability);
  for (const days of [9, 11]) send(policy(`days-${days}`, days));
  guard(send);
});

const requestOf = (kind: string) => `${guardId}/${kind}/default`;
const withRequest = (kind: string) => ({ resourceGuardOperationRequests: [requestOf(kind)] });
const item = (more: object) => put(itemPath("ledger"), protecting("Ledger", more));
const policy = (name: string, days: number, more: object = {}) =>
  put(policyPath(name), {
    properties: {
      ...{ backupManagementType: "AzureIaasVM", ...more },
      schedulePolicy: {
        ...{ schedulePolicyType: "SimpleSchedulePolicy", scheduleRunFrequency: "Daily" },
        scheduleRunTimes: ["2023-03-24T14:00:00Z"],
      },
      retentionPolicy: {
        retentionPolicyType: "LongTermRetentionPolicy",
        dailySchedule: {
          retentionTimes: ["2023-03-24T14:00:00Z"],
          retentionDuration: { count: days, durationType: "Days" },
        },
      },
    },
  });
const immutability = (state: string, more: object = {}): Request => ({
  ...{ method: "PATCH", url: vaultId },
  body: { properties: { securitySettings: { immutabilitySettings: { state } }, ...more } },
});
const deletion: Request = { method: "DELETE", url: itemPath("ledger") };
const link = `${vaultId}/backupResourceGuardProxies/VaultProxy`;
const unlocking = (kind: string, toBeDeleted?: string): Request => ({
  ...{ method: "POST", url: `${link}/unlockDelete` },
  body: {
    ...withRequest(kind),
    ...(toBeDeleted !== undefined && { resourceToBeDeleted: toBeDeleted }),
  },
});
const refusal = {
  status: 400,
  body: { error: { message: expect.stringContaining("requestid is either null") } },
};
const notImmutable = () => send(immutability("Disabled", withRequest("reduceImmutabilityStateRequests")));

it.each<[string, string, (more?: object) => Request]>([
  [
    "an item moves to a policy with shorter retention",
    "updateProtectedItemRequests",
    (more) => item({ policyId: policyPath("days-9"), ...more }),
  ],
  [
    "an item is stopped",
    "stopProtectionWithRetainDataRequests",
    (more) => item({ protectionState: "ProtectionStopped", ...more }),
  ],
  [
    "an item is suspended",
    "stopProtectionWithRetainDataRequests",
    (more) => item({ protectionState: "BackupsSuspended", ...more }),
  ],
  [
    "a policy gets shorter retention",
    "updateProtectionPolicyRequests",
    (more) => policy("days-11", 10, more),
  ],
  [
    "the vault's immutability is reduced",
    "reduceImmutabilityStateRequests",
    (more) => immutability("Disabled", more),
  ],
])("if %s, the write names the request %s", (_, kind, request) => {
  // An immutable vault accepts no shorter retention at all.
  if (kind === "updateProtectionPolicyRequests") notImmutable();
  expect(send(request())).toMatchObject(refusal);
  expect(send(request(withRequest("getBackupSecurityPINRequests")))).toMatchObject(refusal);
  expect(
    send(request({ resourceGuardOperationRequests: [requestOf(kind).toUpperCase()] })).status,
  ).toBeLessThan(300);
  expect(JSON.stringify(send({ url: request().url }))).not.toContain("resourceGuardOperationRequests");
});

it("the other direction needs no request", () => {
  expect(
    send(item({ policyId: policyPath("days-9"), ...withRequest("updateProtectedItemRequests") })).status,
  ).toBe(202);
  expect(send(item({ policyId: policyPath("days-11") })).status).toBe(202);
  expect(
    send(
      item({ protectionState: "BackupsSuspended", ...withRequest("stopProtectionWithRetainDataRequests") }),
    ).status,
  ).toBe(202);
  // It is suspended already, and then it resumes.
  expect(send(item({ protectionState: "BackupsSuspended" })).status).toBe(202);
  expect(send(item({})).status).toBe(202);
  expect(send(policy("days-11", 12)).status).toBe(200);
  notImmutable();
  expect(send(unlockedImmutability).status).toBe(202);
});

it("a deletion is accepted for half an hour after it was unlocked", () => {
  notImmutable();
  expect(send(deletion)).toMatchObject(refusal);
  expect(send(unlocking("deleteResourceGuardProxyRequests", itemPath("ledger")))).toMatchObject(refusal);
  const { status, body } = send(unlocking("deleteProtectedItemRequests", itemPath("LEDGER")));
  expect(status).toBe(200);
  const { unlockDeleteExpiryTime } = body as { unlockDeleteExpiryTime: string };
  const minutes = (Date.parse(unlockDeleteExpiryTime) - Date.now()) / 60_000;
  expect(Math.abs(minutes - 30)).toBeLessThan(1);
  azure.store.unlock(itemPath("ledger"), "2026-01-01T00:00:00Z");
  expect(send(deletion)).toMatchObject(refusal);
  azure.store.unlock(itemPath("ledger"), unlockDeleteExpiryTime);
  expect(send(deletion).status).toBe(202);
});

it("the link to the guard is removed after it was unlocked, and then nothing is guarded", () => {
  expect(send({ method: "DELETE", url: link })).toMatchObject(refusal);
  expect(send(unlocking("deleteProtectedItemRequests"))).toMatchObject(refusal);
  expect(send(unlocking("deleteResourceGuardProxyRequests")).status).toBe(200);
  expect(send({ method: "DELETE", url: link })).toEqual({ status: 200, body: {} });
  expect(send(immutability("Disabled")).status).toBe(202);
  expect(send(deletion).status).toBe(202);
  expect(send(unlocking("deleteResourceGuardProxyRequests")).status).toBe(404);
});

it("the owner of a guard can exclude operations, but not the removal of the guard", () => {
  const operations = [
    "backupFabrics/protectionContainers/protectedItems/write",
    "backupResourceGuardProxies/delete",
  ];
  const vaultCriticalOperationExclusionList = operations.map(
    (operation) => `Microsoft.RecoveryServices/vaults/${operation}`,
  );
  send(put(guardId, { location: "centraluseuap", properties: { vaultCriticalOperationExclusionList } }));
  expect(send(item({ policyId: policyPath("days-9") })).status).toBe(202);
  expect(send(item({ protectionState: "ProtectionStopped" }))).toMatchObject(refusal);
  expect(send({ method: "DELETE", url: link })).toMatchObject(refusal);
});
