import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
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

describe("files in the forms that users have", () => {
  const vms = async (...args: string[]) => {
    const { subscriptions } = await reportOf(...args);
    return subscriptions.flatMap((of: { vms: object[] }) => of.vms) as { name: string; verdict: string }[];
  };
  const text = () => JSON.stringify(rows());

  it.each<[string, () => string | Buffer]>([
    [
      "JSON lines",
      () =>
        rows()
          .map((row) => JSON.stringify(row))
          .join("\n"),
    ],
    ["packed by gzip", () => gzipSync(text())],
    ["UTF-16 with a byte-order mark", () => Buffer.from(`\uFEFF${text()}`, "utf16le")],
    ["UTF-16 without one", () => Buffer.from(text(), "utf16le")],
    ["UTF-8 with a byte-order mark", () => `\uFEFF${text()}`],
  ])("%s", async (_, content) => {
    writeFileSync(file("form.json"), content());
    expect(await vms("--from", file("form.json"))).toHaveLength(40);
  });

  it("pages are one inventory, and a page alone is refused or accepted as a part", async () => {
    const all = rows();
    const page = (part: object[], skip_token: string | null) =>
      JSON.stringify({ data: part, skip_token, total_records: all.length });
    writeFileSync(file("page-1.json"), page(all.slice(0, 60), "next"));
    // A row of the first page comes again.
    writeFileSync(file("page-2.json"), page(all.slice(59), null));
    const whole = await vms("--from", file("page-1.json"), file("page-2.json"));
    expect(whole.some(({ verdict }) => verdict === "unknown")).toBe(false);
    const refused = await assess("--from", file("page-1.json"));
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(`60 of ${all.length} rows`)]);
    const part = await reportOf("--from", file("page-1.json"), "--partial");
    expect(part.missing).toContain("a part of the estate");
    const claims = part.subscriptions.flatMap((of: { vms: { verdict: string }[] }) => of.vms);
    expect(
      claims.filter(({ verdict }: { verdict: string }) => ["ready", "blocked"].includes(verdict)),
    ).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ["an empty list", [], "has no rows"],
    ["`az resource list`", rowOf({ properties: null }), "as `az resource list` writes them"],
    ["only ids", rowOf({}), "has rows without properties"],
    ["`az vm list`", rowOf({ storageProfile: {} }), "as `az vm list` writes them"],
    ["PowerShell of depth 2", rowOf({ properties: { storageProfile: "@{osDisk=}" } }), "-Depth 20"],
  ])("%s is refused", async (_, content, message) => {
    writeFileSync(file("refused.json"), JSON.stringify(content));
    const { code, stdout, stderr } = await assess("--from", file("refused.json"));
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("in a state, what waits for its deletion does not exist, and a generic resource is judged by its id", async () => {
    const id = (name: string) =>
      `/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/app/providers/Microsoft.Compute/virtualMachines/${name}`;
    const state = (name: string, more: object) => ({
      ...{ urn: `urn:pulumi:dev::app::t::${name}`, custom: true, id: id(name) },
      ...{
        type: "azure-native:compute:VirtualMachine",
        inputs: { vmName: name },
        propertyDependencies: { x: null },
      },
      ...more,
    });
    const coreOs = {
      storageProfile: { imageReference: { publisher: "CoreOS", offer: "CoreOS", sku: "Stable" } },
    };
    const resources = [
      state("old", { delete: true }),
      state("new", {}),
      state("any", { type: "azure-native:resources:Resource", inputs: { properties: coreOs } }),
      state("raw", { type: "azapi:resources:Resource", inputs: { body: { properties: coreOs } } }),
    ];
    writeFileSync(file("state.json"), JSON.stringify({ version: 3, deployment: { resources } }));
    const found = await vms("--from", file("state.json"));
    expect(found.map(({ name, verdict }) => [name, verdict]).sort()).toEqual([
      ["any", "blocked"],
      ["new", "ready"],
      ["raw", "blocked"],
    ]);
  });

  it("in a template, what an expression makes is unknown", async () => {
    const resource = (type: string, name: string, more: object = {}) => ({
      type,
      name,
      apiVersion: "2024-01-01",
      ...more,
    });
    const template = {
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      languageVersion: "2.0",
      parameters: { place: { type: "string", defaultValue: "[resourceGroup().location]" } },
      resources: {
        web: resource("Microsoft.Compute/virtualMachines", "[format('{0}-web', uniqueString('x'))]", {
          location: "[parameters('place')]",
          properties: { storageProfile: { imageReference: { publisher: "CoreOS", offer: "CoreOS" } } },
        }),
        many: resource("Microsoft.RecoveryServices/vaults", "[concat('vault', copyIndex())]", {
          copy: { count: 3 },
        }),
      },
    };
    writeFileSync(file("expressions.json"), JSON.stringify(template));
    const { subscriptions } = await reportOf("--from", file("expressions.json"));
    const [{ vms: found, findings }] = subscriptions;
    expect(found).toEqual([expect.objectContaining({ location: "", verdict: "blocked" })]);
    expect(findings.map(({ requirement }: { requirement: string }) => requirement)).not.toContain(
      "vault-name",
    );
    const adopted = await runCli(["adopt", "--from", file("expressions.json"), "--output", file("adopted")]);
    expect([adopted.code, adopted.stderr]).toEqual([
      2,
      expect.stringContaining("adopt cannot read a template"),
    ]);
  });
});

/** A list with one VM. */
function rowOf(more: object): object[] {
  const id = "/subscriptions/s/resourceGroups/app/providers/Microsoft.Compute/virtualMachines/web";
  return [{ id, name: "web", type: "microsoft.compute/virtualmachines", ...more }];
}

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
