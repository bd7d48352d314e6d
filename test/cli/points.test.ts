import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store } from "../../simulator/azure/store";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import type { AssessedVm } from "../../src/assess/assessment";
import { runCli } from "../support/cli";
import { createDrillEstate, putPoint } from "../support/drillEstate";

const folder = mkdtempSync(join(tmpdir(), "points-"));
let store: Store;
let arm: RestServer;
beforeAll(async () => {
  store = await createDrillEstate(folder, ["api", "db", "web"]);
  arm = await serveArm({ folder });
});
afterAll(async () => {
  await arm.stop();
  rmSync(folder, { recursive: true });
});
afterEach(() => arm.setFaults([]));

const assess = (...args: string[]) => runCli(["assess", ...args], { env: arm.env });
const time = new Date("2026-11-29T02:00:00Z");
const vmsOf = (stdout: string): Record<string, AssessedVm> =>
  Object.fromEntries(
    JSON.parse(stdout).subscriptions.flatMap(({ vms }: { vms: AssessedVm[] }) =>
      vms.map((vm) => [vm.name, vm]),
    ),
  );

it("shows the newest healthy point of each protected VM in every format, and what is unknown", async () => {
  putPoint(store, "api", "point-1", time, {
    threatStatus: "Healthy",
    recoveryPointProperties: {
      immutabilityProperties: { isImmutable: true, expiryTime: "2999-12-29T02:00:00" },
    },
  });
  putPoint(store, "db", "point-1", time, { threatStatus: "UnHealthy" });
  putPoint(store, "web", "point-1", time);
  arm.setFaults([{ request: /^GET .*;web\/recoveryPoints/, status: 403 }]);
  const json = await assess("--points", "--format", "json");
  const vms = vmsOf(json.stdout);
  expect(vms.api?.newestPoint).toMatchObject({
    ...{ state: "found", tiers: ["vault"], threatStatus: "Healthy" },
    immutability: { state: "immutable", until: "2999-12-29T02:00:00Z" },
  });
  expect(vms.db?.newestPoint).toMatchObject({ state: "none", why: expect.stringContaining("UnHealthy") });
  expect(vms.web?.newestPoint).toMatchObject({
    state: "unknown",
    why: expect.stringContaining("could not be read"),
  });
  arm.setFaults([]);
  const unknown = "unknown: Azure does not say whether it is immutable";
  const [csv, table, markdown, html] = await Promise.all(
    ["csv", "table", "markdown", "html"].map(
      async (format) => (await assess("--points", "--format", format)).stdout,
    ),
  );
  expect(csv).toContain("newestPoint,newestPointTier,newestPointThreatStatus,newestPointImmutableUntil");
  expect(csv).toContain(`2026-11-29T02:00:00.0000000Z,vault,unknown,${unknown}`);
  expect(table).toMatch(/api +│ 2026-11-29 02:00 +│ vault +│ Healthy +│ 2999-12-29 02:00/);
  expect(markdown).toContain(`| vault | unknown | ${unknown} |`);
  expect(html).toContain('<td data-label="Immutable until">2999-12-29 02:00</td>');
});

it("retries a throttled list, asks once for each item, and reads nothing without the option", async () => {
  arm.setFaults([
    { request: /^GET .*;api\/recoveryPoints/, status: 429, headers: { "retry-after": "1" }, times: 1 },
  ]);
  const asked = () => arm.requests.filter((one) => one.includes("/recoveryPoints")).length;
  const before = asked();
  const { stdout } = await assess("--points", "--format", "json");
  expect(vmsOf(stdout).api?.newestPoint?.state).toBe("found");
  expect(asked() - before).toBe(4);
  const without = await assess("--format", "json");
  expect(vmsOf(without.stdout).api).not.toHaveProperty("newestPoint");
  expect(asked() - before).toBe(4);
  expect((await assess("--format", "html")).stdout).not.toContain("Newest healthy point");
});

it("is refused where it has no place", async () => {
  const refused = async (...args: string[]) => (await assess("--points", ...args)).stderr;
  expect(await refused("--from", "rows.json")).toContain("--from reads files");
  expect(await refused("--format", "sarif")).toContain("--format sarif");
  expect(await refused("--framework", "mcsb")).toContain("--framework");
});
