import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../simulator/azure/store";
import { type RestServer, serveArm } from "../../simulator/rest/server";
import { type Ran, runCli } from "../support/cli";
import { makeEstate, subscriptionId } from "../support/estate";

const folder = mkdtempSync(join(tmpdir(), "assess-"));
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
afterEach(() => arm.setFaults([]));

const assess = (...args: string[]): Promise<Ran> => runCli(["assess", ...args], { env: arm.env });
const reportOf = async (...args: string[]) => JSON.parse((await assess("--format", "json", ...args)).stdout);

it("every VM has a verdict, its protection and what blocks it; each subscription its coverage", async () => {
  const { totals, subscriptions } = await reportOf();
  // Of ten VMs four are protected and one is stopped where there is a vault; one is blocked everywhere.
  expect(totals).toMatchObject({
    subscriptions: 2,
    vms: 40,
    protected: 8,
    stopped: 2,
    ready: 26,
    blocked: 4,
    exempt: 0,
  });
  const [first] = subscriptions;
  expect(first.regions).toEqual([
    {
      region: "northeurope",
      vms: 10,
      protected: 0,
      stopped: 0,
      ready: expect.any(Number),
      blocked: expect.any(Number),
      vaults: [],
    },
    {
      region: "westeurope",
      vms: 10,
      protected: expect.any(Number),
      stopped: expect.any(Number),
      ready: expect.any(Number),
      blocked: expect.any(Number),
      vaults: ["safe-westeurope"],
    },
  ]);
  const vm = subscriptions
    .flatMap((of: { vms: { name: string }[] }) => of.vms)
    .find((one: { name: string }) => one.name === "vm00000");
  expect(vm).toMatchObject({
    location: "westeurope",
    size: "Standard_D4s_v5",
    os: "Canonical ubuntu-24_04-lts server",
    diskGB: 320,
    verdict: "protected",
    network: "open",
    protection: {
      vaultName: "safe-westeurope",
      policyName: "nightly",
      state: "Protected",
      lastRecoveryPoint: "2026-11-25T22:31:00Z",
    },
  });
  const all = subscriptions.flatMap(
    (of: { vms: { verdict: string; findings: { requirement: string }[] }[] }) => of.vms,
  );
  const blocked = all.filter(({ verdict }: { verdict: string }) => verdict === "blocked");
  for (const { findings } of blocked)
    expect(findings.map(({ requirement }: { requirement: string }) => requirement)).toContain(
      "vm-os-supported",
    );
  expect(
    subscriptions
      .flatMap((of: { softDeleted: { vmName: string }[] }) => of.softDeleted.map(({ vmName }) => vmName))
      .sort(),
  ).toEqual(["vm00009", "vm00029"]);
});

it("the table fits 80 columns, and says where VMs without a vault go", async () => {
  const { code, stdout } = await assess();
  expect(code).toBe(1);
  expect(Math.max(...stdout.split("\n").map((line) => [...line].length))).toBeLessThanOrEqual(80);
  expect(stdout).toContain("needs a vault in");
  expect(stdout.replace(/\s+/g, " ")).toContain(
    "Azure: 8 of 40 VMs protected (20 %), 2 stopped, 26 ready, 4 blocked",
  );
});

it("CSV has a line for each VM", async () => {
  const { stdout } = await assess("--format", "csv");
  const lines = stdout.trim().split("\r\n");
  expect(lines).toHaveLength(41);
  expect(lines[0]).toMatch(/^subscription,resourceGroup,vm,/);
  expect(lines.find((line) => line.includes(",vm00003,"))).toMatch(/,blocked,.*vm-os-supported/);
});

it("SARIF has a rule for each requirement and a result for each finding", async () => {
  const { runs, version } = JSON.parse((await assess("--format", "sarif")).stdout);
  const { tool, results } = runs[0];
  expect([version, tool.driver.name]).toEqual(["2.1.0", "azure-vm-backup"]);
  for (const result of results) {
    expect(tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
    expect(["error", "warning"]).toContain(result.level);
    expect(result.locations[0].logicalLocations[0].fullyQualifiedName).toMatch(/^\/subscriptions\//);
  }
  expect(results.filter(({ ruleId }: { ruleId: string }) => ruleId === "vm-os-supported")).toHaveLength(4);
});

it("Markdown has a table for each subscription", async () => {
  const { stdout } = await assess("--format", "markdown");
  expect(stdout.match(/^## /gm)).toHaveLength(2);
  expect(stdout).toContain("| vm00003 | blocked | vm-os-supported:");
});

it("exemptions, levels and settings count as in the pack", async () => {
  const reason = "OPS-1412: they go in spring";
  writeFileSync(
    file("config.json"),
    JSON.stringify({
      "vm-is-protected": "disabled",
      "backup-policy-minimum-retention": { minDays: 60 },
      exemptions: [
        { policy: "vm-os-supported", match: { tag: "backup=hourly" }, reason, expires: "2099-12-31" },
      ],
    }),
  );
  const { totals, subscriptions, exemptions } = await reportOf("--config", file("config.json"));
  expect(totals).toMatchObject({ blocked: 0, exempt: 4 });
  const found = subscriptions.flatMap(
    (of: { findings: { requirement: string; resource: { name: string } }[] }) => of.findings,
  );
  expect(
    found.filter(
      ({ requirement, resource }: { requirement: string; resource: { name: string } }) =>
        requirement === "backup-policy-minimum-retention" && resource.name === "nightly",
    ),
  ).toHaveLength(2);
  expect(exemptions[0]).toContain(reason);
});

it.each([
  ["mandatory", 1],
  ["advisory", 1],
  ["never", 0],
])("--fail-on %s ends with %i", async (level, code) =>
  expect((await assess("--fail-on", level)).code).toBe(code),
);

it("one subscription alone, and one that nobody sees is told", async () => {
  const report = await reportOf("-s", subscriptionId(1), subscriptionId(7));
  expect(report.subscriptions.map((of: { subscriptionId: string }) => of.subscriptionId)).toEqual([
    subscriptionId(1),
  ]);
  expect(report.notSeen).toEqual([
    `Subscription ${subscriptionId(7)}: you cannot see it, or it is not there.`,
  ]);
});

describe("what Azure does to a request", () => {
  const graph = /^POST .*ResourceGraph/;
  it.each<[string, Parameters<RestServer["setFaults"]>[0]]>([
    [
      "throttles with Retry-After",
      [{ request: graph, status: 429, headers: { "retry-after": "1" }, times: 2 }],
    ],
    ["fails for a while", [{ request: graph, status: 503, headers: { "retry-after": "0" }, times: 2 }]],
    ["breaks off in the middle of its answer", [{ request: graph, truncated: true, times: 2 }]],
  ])("%s: it is asked again, and the answer is whole", async (_, faults) => {
    arm.setFaults(faults.map((fault) => ({ ...fault })));
    expect((await reportOf()).totals.vms).toBe(40);
  });

  it.each<[string, number, string, string]>([
    ["is not allowed", 403, "AuthorizationFailed", "Azure answered 403 AuthorizationFailed"],
    ["has expired", 401, "ExpiredAuthenticationToken", "Not signed in to Azure"],
    ["is no query", 400, "InvalidQuery", "Azure answered 400 InvalidQuery"],
  ])("a request that %s: one line, exit 2, nothing written", async (_, status, code, said) => {
    arm.setFaults([{ request: graph, status, code, message: "Said by Azure." }]);
    const { code: exit, stdout, stderr } = await assess("--output", file("none.json"), "--format", "json");
    expect([exit, stdout]).toEqual([2, ""]);
    expect(stderr.trim().split("\n")).toEqual([expect.stringContaining(said)]);
    expect(() => readFileSync(file("none.json"))).toThrow();
  });
});

it("of what Azure answers, no secret reaches the report", async () => {
  const { stdout, stderr } = await assess("--format", "json");
  expect(stdout + stderr).not.toMatch(/Bearer|adminPassword|customData/);
});

describe("from a file", () => {
  const rows = () =>
    [...openStore(folder).all()].map(
      ({ id, type, name, properties: { location, tags, properties, ...open } }) => ({
        ...{ id, type, name, location, tags },
        properties: { ...open, ...(properties as object) },
      }),
    );
  it.each<[string, (of: object[]) => unknown]>([
    ["a list", (of) => of],
    [
      "`az graph query`",
      (of) => ({ count: of.length, data: of, skip_token: null, total_records: of.length }),
    ],
    ["an answer of a list", (of) => ({ value: of })],
  ])("Resource Graph's rows as %s say what Azure says", async (_, shape) => {
    writeFileSync(file("rows.json"), JSON.stringify(shape(rows())));
    const [live, read] = [await reportOf(), await reportOf("--from", file("rows.json"))];
    expect(read.totals).toEqual(live.totals);
  });

  it("an ARM template as Azure exports it", async () => {
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
    ["a file that is not there", undefined, "cannot read"],
    ["a file that is no JSON", "VMs:\n- web", "is no JSON"],
    ["JSON of another kind", '{"hello":"world"}', "is none of: `pulumi stack export`"],
    ["a list of something else", "[1,2]", "is none of"],
  ])("%s: one line, exit 2", async (_, text, said) => {
    const path = file(`${said.replace(/\W+/g, "-")}.json`);
    if (text !== undefined) writeFileSync(path, text);
    const { code, stdout, stderr } = await assess("--from", path);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.trim().split("\n")).toEqual([expect.stringContaining(said)]);
  });
});

it.each<[string, string[], string]>([
  ["an unknown format", ["--format", "xml"], '--format: got "xml"; allowed: table, json'],
  ["an unknown level", ["--fail-on", "always"], '--fail-on: got "always"'],
  ["a wrong subscription", ["-s", "bank"], '--subscription: got "bank"'],
  ["a subscription that nobody sees", ["-s", subscriptionId(99)], "You cannot see"],
  ["a config that is none", ["--config", "nowhere.json"], "cannot read nowhere.json"],
])("%s: one line, exit 2", async (_, args, said) => {
  const { code, stdout, stderr } = await assess(...args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr.trim().split("\n")).toEqual([expect.stringContaining(said)]);
});

it("a config with faults tells all of them", async () => {
  writeFileSync(
    file("wrong.json"),
    JSON.stringify({ "vm-is-protectd": "mandatory", exemptions: [{ policy: "x" }] }),
  );
  const { code, stderr } = await assess("--config", file("wrong.json"));
  expect(code).toBe(2);
  expect(stderr).toContain('did you mean "vm-is-protected"?');
  expect(stderr).toContain("exemptions[0]");
});

it("a file is written as a whole or not at all", async () => {
  await assess("--format", "html", "--output", file("report.html"));
  const page = readFileSync(file("report.html"), "utf8");
  expect(page).toMatch(/<\/html>\n$/);
  expect(page).not.toMatch(/<(script|link|img)[^>]+(src|href)=/);
  const kill = new AbortController();
  const killed = runCli(["assess", "--format", "html", "--output", file("killed.html")], {
    env: arm.env,
    stop: kill.signal,
  });
  setTimeout(() => kill.abort(), 300);
  await killed;
  expect(() => readFileSync(file("killed.html"))).toThrow();
});
