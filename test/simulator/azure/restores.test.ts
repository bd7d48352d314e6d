import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "../../../simulator/azure/json";
import type { Azure } from "../../../simulator/azure/service";
import { openStore, type Store } from "../../../simulator/azure/store";
import { respondOrFail } from "../../../simulator/rest/server";
import {
  createDrillEstate,
  drillGroupId,
  itemId,
  leftBehind,
  networkId,
  stagingId,
  subnetId,
  vmId,
} from "../../support/drillEstate";

const folder = mkdtempSync(join(tmpdir(), "restores-"));
const faults = join(folder, "faults.json");
const targetId = `${drillGroupId}/providers/Microsoft.Compute/virtualMachines/dr-0123456789ab`;
let store: Store;
let azure: Azure;
beforeAll(async () => {
  await createDrillEstate(folder, ["web"]);
  store = openStore(folder);
  azure = { store, anyVm: false, slowDeletes: 0, faults };
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => rmSync(faults, { force: true }));

function send(method: string, url: string, properties: Json = {}) {
  const [path = "", query = ""] = url.split("?");
  const body = { properties };
  const rest = {
    query: new URLSearchParams(query),
    host: "https://azure",
    authorization: "Bearer simulated-access-token",
  };
  return respondOrFail(azure, { method, path, body, ...rest });
}
const get = (path: string) => send("GET", path).body as Json & { properties: Json };

/** The request that azure-powershell recorded (TestAzureManagedVMRestore, 2022-05). */
const toOtherPlace: Json = {
  ...{ objectType: "IaasVMRestoreRequest", recoveryPointId: "point-1", recoveryType: "AlternateLocation" },
  ...{ sourceResourceId: vmId("web"), targetVirtualMachineId: targetId, targetResourceGroupId: drillGroupId },
  ...{ storageAccountId: stagingId, virtualNetworkId: networkId, subnetId, region: "westeurope" },
  ...{ createNewCloudService: false, originalStorageAccountOption: false, restoreWithManagedDisks: false },
};
const restore = (properties: Json) =>
  send("POST", `${itemId("web")}/recoveryPoints/point-1/restore`, properties);

/** The job of an accepted restore, which has the name of its operation. */
function jobPathOf(response: ReturnType<typeof send>): string {
  const operation = new URL(response.headers?.["azure-asyncoperation"] ?? "").pathname;
  const { status, startTime, endTime, properties } = get(decodeURI(operation)) as Json & { properties: Json };
  expect([response.status, status, endTime]).toEqual([202, "Succeeded", startTime]);
  expect(operation.endsWith(`/${properties.jobId}`)).toBe(true);
  return `${itemId("web").split("/backupFabrics")[0]}/backupJobs/${properties.jobId}`;
}

it("restores a VM to another place in two phases, as recorded", () => {
  const job = jobPathOf(restore(toOtherPlace));
  const states = [get(job), get(job)].map(({ properties }) => properties as Record<string, never>);
  expect(states.map(({ status, operation, extendedInfo }) => [status, operation, extendedInfo])).toEqual([
    [
      "InProgress",
      "Restore",
      expect.objectContaining({
        tasksList: [
          expect.objectContaining({
            taskId: "Transfer data from vault",
            status: "Completed",
            duration: "PT0S",
          }),
          { taskId: "Create the restored virtual machine", status: "InProgress", duration: "PT0S" },
        ],
        internalPropertyBag: { restoreLocationType: "AlternateLocation" },
      }),
    ],
    [
      "Completed",
      "Restore",
      expect.objectContaining({
        propertyBag: {
          "Job Type": "Recover VM to an alternate location",
          "Original VM Name": "web",
          "Target VM Name": "dr-0123456789ab",
          "Target VNet Name": "Group drills isolated",
          "Target Storage Account Name": "drillstaging",
          "Recovery point time ": expect.stringMatching(/^\d+\/\d+\/\d{4} \d+:\d\d:\d\d [AP]M$/),
          "Target resource group": "drills",
        },
      }),
    ],
  ]);
  expect(
    leftBehind(store)
      .map((id) => id.split("/").slice(-2)[0])
      .sort(),
  ).toEqual(["disks", "networkInterfaces", "virtualMachines"]);
  expect(get(`${targetId}/instanceView`)).toMatchObject({
    statuses: [{}, { code: "PowerState/running" }],
    vmAgent: { statuses: [{ displayStatus: "Ready" }] },
  });
  const log = (send("POST", `${targetId}/retrieveBootDiagnosticsData`).body as Json).serialConsoleLogBlobUri;
  expect(send("GET", String(log).replace("https://azure", "")).body).toContain("has started");
});

it("restores disks with their template in the staging account", () => {
  const { targetVirtualMachineId, virtualNetworkId, subnetId: _, ...asDisks } = toOtherPlace;
  const job = jobPathOf(restore({ ...asDisks, recoveryType: "RestoreDisks" }));
  const bag = (get(job).properties as { extendedInfo: { propertyBag: Json } }).extendedInfo.propertyBag;
  expect(bag).toMatchObject({ "Job Type": "Recover disks", "Target VM Name": "vmName" });
  const container = String(bag["Config Blob Container Name"]);
  expect(container).toMatch(/^web-[0-9a-f]{32}$/);
  const containers = get(`${stagingId}/blobServices/default/containers`).value;
  expect(containers).toEqual([expect.objectContaining({ name: container })]);
});

it.each<[string, Json, string]>([
  ["an existing VM", {}, "exists"],
  ["a subnet that does not exist", { subnetId: `${networkId}/subnets/absent` }, "absent does not exist"],
  [
    "a group that does not exist",
    { targetResourceGroupId: "/subscriptions/0/resourceGroups/no" },
    "does not exist",
  ],
  ["another region", { region: "northeurope" }, "does not exist in northeurope"],
  ["the original location", { recoveryType: "OriginalLocation" }, "does not carry out"],
])("refuses %s, and says that the code is not known", (_, changes, message) => {
  const { status, body } = restore({ ...toOtherPlace, ...changes });
  expect([status, body]).toEqual([
    400,
    { error: expect.objectContaining({ message: expect.stringContaining(message) }) },
  ]);
  expect(JSON.stringify(body)).toContain("the service's code for this is not known");
});

it("a file of faults refuses a restore, fails it half-way, or keeps the VM from starting", () => {
  const other = targetId.replace("ab", "cd");
  const again = { ...toOtherPlace, targetVirtualMachineId: other };
  writeFileSync(
    faults,
    JSON.stringify([{ resource: "web", operation: "restore", status: 409, code: "QuotaExceeded" }]),
  );
  expect(restore(again)).toMatchObject({ status: 409, body: { error: { code: "QuotaExceeded" } } });
  writeFileSync(
    faults,
    JSON.stringify([{ resource: "web", operation: "restore", status: 500, partial: true }]),
  );
  const job = jobPathOf(restore(again));
  expect(get(job).properties).toMatchObject({
    status: "Failed",
    errorDetails: [{ errorString: expect.stringContaining("is not known") }],
  });
  expect(store.find(other)).toBeUndefined();
  expect(leftBehind(store).filter((id) => id.includes("dr0123456789cd"))).toHaveLength(1);
  writeFileSync(faults, JSON.stringify([{ resource: "web", operation: "start" }]));
  expect(get(`${targetId}/instanceView`)).toMatchObject({ statuses: [{}, { code: "PowerState/stopped" }] });
  writeFileSync(faults, JSON.stringify([{ resource: "dr-*", operation: "delete", status: 403 }]));
  expect(send("DELETE", targetId).status).toBe(403);
});
