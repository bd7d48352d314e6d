import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "../../simulator/azure/json";
import type { Azure } from "../../simulator/azure/service";
import { openStore, type Resource } from "../../simulator/azure/store";
import { respond } from "../../simulator/rest/router";
import { createDrillEstate, drillGroupId, itemId, stagingId, vaultId, vmId } from "../support/drillEstate";

const folder = mkdtempSync(join(tmpdir(), "cross-region-"));
let azure: Azure;
beforeAll(async () => {
  await createDrillEstate(folder, ["api"], { isCrossRegion: true });
  azure = { store: openStore(folder), anyVm: false, slowDeletes: 0, faults: undefined };
});
afterAll(() => rmSync(folder, { recursive: true }));

const send = (method: string, path: string, body: Json = {}) => {
  const query = new URLSearchParams("api-version=2021-11-15");
  return respond(azure, { ...{ method, path, query, body }, host: "https://azure" });
};
const location = (region: string) =>
  `/subscriptions/${vaultId.split("/")[2]}/providers/Microsoft.RecoveryServices/locations/${region}`;
const propertiesOf = (body: unknown) => (body as { properties: Json }).properties;
const pointId = `${itemId("api")}/recoveryPoints/point-1`;
const identity = (region: string) =>
  propertiesOf(send("GET", `${location(region)}/backupAadProperties`).body);
const token = () =>
  propertiesOf(send("POST", `${pointId}/accessToken`, { properties: identity("northeurope") }).body);
const request = (changes: Json = {}) => ({
  crossRegionRestoreAccessDetails: token(),
  restoreRequest: {
    ...{ objectType: "IaasVMRestoreRequest", recoveryPointId: "point-1", recoveryType: "RestoreDisks" },
    ...{ sourceResourceId: vmId("api"), targetResourceGroupId: drillGroupId, storageAccountId: stagingId },
    ...{ region: "northeurope", createNewCloudService: false, originalStorageAccountOption: false },
  },
  ...changes,
});
const restore = (body: Json, region = "northeurope") =>
  send("POST", `${location(region)}/backupCrossRegionRestore`, body);

it("answers as Azure did in a recorded restore: identity, token, operation and job", () => {
  expect(Object.keys(identity("northeurope"))).toEqual(["tenantId", "audience", "servicePrincipalObjectId"]);
  expect(token()).toMatchObject({
    ...{ objectType: "CrrAccessToken", resourceName: "safe", recoveryPointId: "point-1" },
    ...{ containerType: "IaasVMContainer", datasourceType: "VM", rpTierInformation: { HardenedRP: "Valid" } },
  });
  const accepted = restore(request());
  const operation = new URL(accepted.headers?.["azure-asyncoperation"] ?? "").pathname;
  expect([accepted.status, operation]).toEqual([
    202,
    expect.stringContaining("/locations/northeurope/backupCrrOperationsStatus/"),
  ]);
  const result = new URL(accepted.headers?.location ?? "").pathname;
  expect(send("GET", result)).toMatchObject({ status: 200 });
  const { jobId } = propertiesOf(send("GET", operation).body);
  const job = { resourceId: vaultId, jobName: jobId };
  const jobPath = `${location("northeurope")}/backupCrrJob`;
  send("POST", jobPath, job);
  expect(send("POST", jobPath, job).body).toMatchObject({
    id: `${location("northeurope")}/backupJobs/${jobId}`,
    properties: {
      ...{ operation: "CrossRegionRestore", status: "Completed", actionsInfo: ["Cancellable"] },
      extendedInfo: { propertyBag: { "Job Type": "Recover disks", "Vault name": "safe" } },
    },
  });
  // The vault has the job too.
  const inVault = send("GET", `${vaultId}/backupJobs/${jobId}`).body;
  expect(inVault).toMatchObject({ properties: { operation: "CrossRegionRestore", actionsInfo: [1] } });
  const disks = azure.store.below(drillGroupId).filter(({ id }) => id.includes("/disks/"));
  expect(disks).toMatchObject([
    { name: expect.stringMatching(/^api-osdisk-\d{8}-\d{6}$/), properties: { location: "northeurope" } },
  ]);
  const list = (region: string) =>
    (send("POST", `${location(region)}/backupCrrJobs`, { resourceId: vaultId }).body as { value: Json[] })
      .value;
  expect([list("northeurope").length, list("westeurope").length]).toEqual([1, 0]);
});

it.each<[string, () => unknown, string]>([
  [
    "without a token",
    () => restore(request({ crossRegionRestoreAccessDetails: {} })),
    "access token names no",
  ],
  [
    "with another token",
    () => restore(request({ crossRegionRestoreAccessDetails: { ...token(), accessTokenString: "other" } })),
    "not one for this recovery point and region",
  ],
  [
    "in another region",
    () => restore(request(), "westeurope"),
    "secondary region of the vault safe is northeurope",
  ],
  [
    "with the identity of another region",
    () => send("POST", `${pointId}/accessToken`, { properties: identity("westeurope") }),
    "identity is not that of the secondary region",
  ],
  [
    "of a point that is not there",
    () =>
      send("POST", `${itemId("api")}/recoveryPoints/other/accessToken`, {
        properties: identity("northeurope"),
      }),
    "other is not in the secondary region",
  ],
])("refuses a restore %s", (_, restored, message) => {
  expect(restored).toThrow(message);
});

it("refuses a vault without cross-region restore, and has no points of it in the secondary region", () => {
  const body = request();
  const vault = azure.store.find(vaultId) as Resource;
  const points = () =>
    (send("GET", `${itemId("api")}/recoveryPoints/`).body as { value: Json[] }).value.length;
  const before = points();
  azure.store.put({ ...vault, properties: { ...vault.properties, properties: {} } });
  expect(() => restore(body)).toThrow("Cross-region restore of the vault safe is not enabled.");
  expect([before, points()]).toEqual([1, 0]);
  azure.store.put(vault);
});
