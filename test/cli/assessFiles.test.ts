import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../simulator/azure/store";
import { runQuery } from "../../simulator/rest/graph";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import { printedQuery } from "../../src/live/discover";
import { runCli } from "../support/cli";
import { makeEstate } from "../support/estate";

const folder = mkdtempSync(join(tmpdir(), "assess-files-"));
const file = (name: string) => join(folder, name);
let arm: RestServer;
beforeAll(async () => {
  makeEstate({ folder, vms: 40, regions: ["westeurope", "northeurope"], subscriptions: 2 });
  arm = await serveArm({ folder });
});
afterAll(async () => {
  await arm.stop();
  rmSync(folder, { recursive: true });
});

const assess = (...args: string[]) => runCli(["assess", ...args], { env: arm.env });
const reportOf = async (...args: string[]) => JSON.parse((await assess("--format", "json", ...args)).stdout);

/** What the printed query returns. */
const rows = () =>
  [...runQuery({ store: openStore(folder), anyVm: false, slowDeletes: 0 }, printedQuery)] as (object & {
    id: string;
  })[];
it.each<[string, (of: object[]) => unknown]>([
  ["a list", (of) => of],
  ["`az graph query`", (of) => ({ count: of.length, data: of, skip_token: null, total_records: of.length })],
  ["a list response", (of) => ({ value: of })],
])("rows of Resource Graph as %s give the same totals as Azure", async (_, shape) => {
  writeFileSync(file("rows.json"), JSON.stringify(shape(rows())));
  const [live, read] = [await reportOf(), await reportOf("--from", file("rows.json"))];
  expect(read.totals).toEqual(live.totals);
});

it("reads an ARM template that Azure exported", async () => {
  const template = {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    parameters: {
      vm_name: { defaultValue: "web", type: "String" },
      vault_name: { defaultValue: "safe", type: "String" },
    },
    variables: {},
    resources: [
      {
        ...{
          type: "Microsoft.Compute/virtualMachines",
          name: "[parameters('vm_name')]",
          location: "westeurope",
        },
        properties: {
          storageProfile: {
            osDisk: {},
            imageReference: { publisher: "CoreOS", offer: "CoreOS", sku: "Stable" },
          },
        },
      },
      {
        ...{
          type: "Microsoft.RecoveryServices/vaults",
          name: "[parameters('vault_name')]",
          location: "westeurope",
        },
        properties: {},
      },
      {
        type: "Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems",
        name: "[concat(parameters('vault_name'), '/Azure/iaasvmcontainer;iaasvmcontainerv2;exported;', parameters('vm_name'), '/vm;iaasvmcontainerv2;exported;', parameters('vm_name'))]",
        properties: {
          protectedItemType: "Microsoft.Compute/virtualMachines",
          sourceResourceId: "[resourceId('Microsoft.Compute/virtualMachines', parameters('vm_name'))]",
          policyId:
            "[concat(resourceId('Microsoft.RecoveryServices/vaults', parameters('vault_name')), '/backupPolicies/DefaultPolicy')]",
        },
      },
    ],
  };
  writeFileSync(file("template.json"), JSON.stringify(template));
  const { totals, subscriptions } = await reportOf("--from", file("template.json"));
  expect(totals).toMatchObject({ vms: 1, protected: 1 });
  expect(subscriptions[0].vms[0].protection).toMatchObject({ vaultName: "safe" });
  expect(
    subscriptions[0].vms[0].findings.map(({ requirement }: { requirement: string }) => requirement),
  ).toContain("vm-os-supported");
});

it.each<[string, string | undefined, string]>([
  ["a file that does not exist", undefined, "Cannot read"],
  ["a file that is not JSON", "VMs:\n- web", "is not valid JSON"],
  ["JSON of another kind", '{"hello":"world"}', "has an unknown format. Use `pulumi stack export`"],
  ["a list of something else", "[1,2]", "has an unknown format."],
])("%s: one line, exit 2", async (_, text, message) => {
  const path = file(`${message.replace(/\W+/g, "-")}.json`);
  if (text !== undefined) writeFileSync(path, text);
  const { code, stdout, stderr } = await assess("--from", path);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr.trim().split("\n")).toEqual([expect.stringContaining(message)]);
});
