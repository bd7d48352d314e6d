import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore, type Resource } from "../../simulator/azure/store";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import { runCli } from "../support/cli";
import { createDrillEstate, drillPlace, vmId } from "../support/drillEstate";

const folder = mkdtempSync(join(tmpdir(), "drill-price-"));
const diskId = vmId("web").replace("virtualMachines/web", "disks/web-os");
const common = { currencyCode: "EUR", armRegionName: "westeurope", type: "Consumption" };
const prices = [
  {
    ...{ ...common, productName: "Virtual Machines Dsv5 Series", unitOfMeasure: "1 Hour", retailPrice: 0.1 },
    ...{ armSkuName: "Standard_D2s_v5", skuName: "D2s v5", meterName: "D2s v5" },
  },
  {
    ...{ ...common, productName: "Premium SSD Managed Disks", unitOfMeasure: "1/Month", retailPrice: 7.3 },
    ...{ armSkuName: "Premium_SSD_Managed_Disk_P4", skuName: "P4 LRS", meterName: "P4 LRS Disk" },
  },
];
let arm: RestServer;
let api: Server;
let endpoint: string;
beforeAll(async () => {
  const azureDir = join(folder, "azure");
  await createDrillEstate(azureDir, ["web", "api"]);
  const store = openStore(azureDir);
  const web = store.find(vmId("web")) as Resource;
  const storageProfile = { osDisk: { osType: "Linux", managedDisk: { id: diskId } } };
  store.put({ ...web, properties: { ...web.properties, storageProfile } });
  const properties = { location: "westeurope", diskSizeGB: 30, sku: { name: "Premium_LRS" } };
  store.put({ id: diskId, type: "Microsoft.Compute/disks", name: "web-os", properties });
  arm = await serveArm({ folder: azureDir });
  api = createServer((request, response) => {
    const filter = new URL(request.url ?? "", "http://127.0.0.1").searchParams.get("$filter") ?? "";
    const Items = prices.filter(
      (one) => filter.includes(`'${one.armSkuName}'`) || filter.includes(`'${one.skuName}'`),
    );
    response.end(JSON.stringify({ Items, NextPageLink: null }));
  });
  await new Promise<void>((done) => api.listen(0, "127.0.0.1", done));
  endpoint = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await arm.stop();
  api.close();
  rmSync(folder, { recursive: true });
});

const plan = async (args: readonly string[], env: Record<string, string> = {}): Promise<string> => {
  const all = ["drill", ...args, ...drillPlace, "--dry-run"];
  return (await runCli(all, { env: { ...arm.env, ...env } })).stdout;
};

it("the plan has the price by the hour, and then for the time that the last restore took and --keep", async () => {
  const env = { AZURE_VM_BACKUP_PRICES_ENDPOINT: endpoint };
  expect(await plan(["web"], env)).toContain(
    "Price: 0.110 EUR an hour while everything exists, for how long is not known, because a VM has no earlier restore. Not included: the staging account",
  );
  const evidence = join(folder, "evidence");
  await runCli(["drill", "web", ...drillPlace, "--evidence", evidence, "--yes"], { env: arm.env });
  expect(await plan(["web", "--keep", "2h"], env)).toMatch(
    /Price: 0\.110 EUR an hour while everything exists, about 0\.220 EUR if each restore takes as long as its last one and is kept for 2 h\./,
  );
});

it("what has no price is named, and nothing is estimated for it", async () => {
  const file = join(folder, "prices.json");
  writeFileSync(file, JSON.stringify({ Items: prices.slice(1) }));
  expect(await plan(["web", "api", "--prices", file])).toMatch(
    /Price: 0\.010 EUR an hour .* No price is known of .*web: a VM Standard_D2s_v5 \(Linux\) in westeurope.*api: disks of unknown sizes in westeurope/,
  );
  expect(await plan(["web"])).toMatch(
    /Price: not known\. No price is known of web: a VM .*; web: a disk P4 LRS in westeurope \(a simulated drill asks for no prices: give them with --prices\)\./,
  );
  writeFileSync(file, "{}");
  expect(await plan(["web", "--prices", file])).toContain(
    "is no answer of the retail price API: it has no Items",
  );
});
