import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { openStore, type Resource, type Store } from "../../simulator/azure/store";
import { repositoryDir } from "../../simulator/engine/cache";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import type { Evidence } from "../../src/drill/evidence";
import { runCli } from "../support/cli";
import {
  createDrillEstate,
  drillGroupId,
  drillPlace,
  leftBehind,
  networkId,
  stagingId,
  vaultId,
  vmId,
} from "../support/drillEstate";

const folder = mkdtempSync(join(tmpdir(), "drill-secondary-"));
let store: Store;
let arm: RestServer;
let runs = 0;
beforeAll(async () => {
  await createDrillEstate(join(folder, "azure"), ["web-1", "api"], { isCrossRegion: true });
  store = openStore(join(folder, "azure"));
  arm = await serveArm({ folder: join(folder, "azure") });
});
afterAll(async () => {
  await arm.stop();
  rmSync(folder, { recursive: true });
});

const evidenceDir = () => join(folder, `evidence-${runs++}`);
const drill = (...args: string[]) =>
  runCli(["drill", ...args, ...drillPlace, "--secondary-region"], { env: arm.env });
const documents = (dir: string): Evidence[] =>
  readdirSync(dir)
    .filter((file) => /-[0-9a-f]{12}\.json$/.test(file))
    .map((file) => JSON.parse(readFileSync(join(dir, file), "utf8")));
const changes = () => arm.requests.filter((one) => !one.startsWith("GET") && !one.includes("ResourceGraph"));
const isRestore = (one: string) => one.endsWith("/backupCrossRegionRestore");

it("restores from the secondary region, checks there, and removes everything; the evidence names the region", async () => {
  const source = store.find(vmId("web-1")) as Resource;
  store.put({ ...source, properties: { ...source.properties, plan: { name: "appliance" } } });
  const dir = evidenceDir();
  const { code, stdout } = await drill("web-1", "api", "--check", "agent", "--evidence", dir, "--yes");
  expect(stdout).toMatch(/api {2}as dr-[0-9a-f]{12} from the secondary region northeurope; point of/);
  const evidence = new Map(documents(dir).map((one) => [one.vm.name, one]));
  expect([code, evidence.get("api")]).toMatchObject([
    1,
    {
      ...{ outcome: "passed", simulated: true, vm: { location: "westeurope" } },
      target: { secondaryRegion: "northeurope", recoveryType: "AlternateLocation" },
      recoveryPoint: { tiers: [{ type: "HardenedRP", status: "Valid" }] },
      cleanUp: { complete: true },
    },
  ]);
  // Azure names its disks web1-osdisk-…, without the hyphen.
  expect(evidence.get("web-1")).toMatchObject({
    ...{ outcome: "incomplete", target: { secondaryRegion: "northeurope", recoveryType: "RestoreDisks" } },
    cleanUp: { removed: expect.arrayContaining([expect.stringMatching(/\/disks\/web1-osdisk-/)]) },
  });
  const schema = JSON.parse(readFileSync(join(repositoryDir, "docs/restore-drill.schema.json"), "utf8"));
  const isValid = new Ajv2020({ validateFormats: false, allowUnionTypes: true }).compile(schema);
  for (const one of evidence.values()) expect([isValid(one), isValid.errors]).toEqual([true, null]);
  expect(leftBehind(store)).toEqual([]);
  expect(arm.requests.filter(isRestore)).toHaveLength(2);
  expect(arm.requests.filter((one) => one.endsWith("/restore"))).toEqual([]);
  store.put(source);
  const report = (format: string) => runCli(["drill", "report", dir, "--format", format]);
  for (const format of ["table", "html", "junit", "csv"])
    expect((await report(format)).stdout).toContain(
      format === "csv" ? ",northeurope" : "secondary region northeurope",
    );
});

it("continues after a kill without a second restore", async () => {
  const dir = evidenceDir();
  const args = ["drill", "api", ...drillPlace, "--secondary-region", "--evidence", dir, "--yes"];
  const before = arm.requests.filter(isRestore).length;
  const kill = new AbortController();
  const first = runCli(args, { env: arm.env, stop: kill.signal });
  while (arm.requests.filter(isRestore).length === before) await new Promise((done) => setTimeout(done, 5));
  kill.abort();
  await first;
  const { code, stderr } = await runCli(args, { env: arm.env });
  expect([code, stderr]).toEqual([0, expect.stringContaining("Continues the run that was interrupted.")]);
  expect(arm.requests.filter(isRestore)).toHaveLength(before + 1);
  expect(documents(dir)).toMatchObject([{ outcome: "passed", target: { secondaryRegion: "northeurope" } }]);
  expect(leftBehind(store)).toEqual([]);
});

describe("refuses before the first request that changes anything", () => {
  const moved = (one: Resource): Resource => ({
    ...one,
    properties: { ...one.properties, location: "westeurope" },
  });
  const withoutRestore = (one: Resource): Resource => ({
    ...one,
    properties: { ...one.properties, properties: { redundancySettings: { crossRegionRestore: "Disabled" } } },
  });

  it.each<[string, string, (one: Resource) => Resource, RegExp]>([
    [
      "a vault without cross-region restore",
      vaultId,
      withoutRestore,
      /its cross-region restore is Disabled\. Fix: /,
    ],
    [
      "a staging account",
      stagingId,
      moved,
      /The storage account drillstaging is in westeurope, and the secondary/,
    ],
    [
      "a resource group",
      drillGroupId,
      moved,
      /The resource group drills is in westeurope, and the secondary region/,
    ],
    [
      "a network",
      networkId,
      moved,
      /isolated is in westeurope, and a VM is restored in northeurope\. Fix: Use a/,
    ],
  ])("%s in another region or without the setting", async (_, id, change, message) => {
    const before = changes().length;
    const resource = store.find(id) as Resource;
    store.put(change(resource));
    const { code, stderr } = await drill("api", "--evidence", evidenceDir(), "--yes");
    store.put(resource);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(changes().length).toBe(before);
  });

  it("a snapshot and a request of a resource guard", async () => {
    const guardRequest = `${drillGroupId}/providers/Microsoft.DataProtection/resourceGuards/g/triggerRestoreRequests/default`;
    const options = ["--tier", "snapshot", "--guard-request", guardRequest, "--evidence", evidenceDir()];
    const { code, stderr } = await drill("api", ...options, "--yes");
    expect([code, stderr]).toEqual([2, expect.stringContaining("leave out --tier snapshot")]);
    expect(stderr).toContain("--guard-request cannot be sent with --secondary-region");
  });
});
