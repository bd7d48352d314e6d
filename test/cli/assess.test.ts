import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

it("reports verdict, protection and findings of each VM, and the coverage of each subscription", async () => {
  const { totals, subscriptions } = await reportOf();
  // Of ten VMs in a region with a vault, four are protected and one is stopped. In every region, one of ten is blocked.
  expect(totals).toMatchObject({
    subscriptions: 2,
    vms: 40,
    protected: 8,
    stopped: 4,
    ready: 24,
    blocked: 4,
    exempt: 0,
  });
  const [first] = subscriptions;
  const some = expect.any(Number);
  const none = { failing: 0, exempt: 0, unknown: 0 };
  expect(first.regions).toEqual([
    {
      ...{ region: "northeurope", vms: 10, protected: 0, stopped: 0, ready: some, blocked: some, vaults: [] },
      ...none,
    },
    {
      ...{ region: "westeurope", vms: 10, protected: some, stopped: some, ready: some, blocked: some },
      ...{ vaults: ["safe-westeurope"], ...none },
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
      lastRecoveryPoint: expect.stringMatching(/^20/),
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

it("prints a table of at most 80 columns, with the regions that need a vault", async () => {
  const { code, stdout } = await assess();
  expect(code).toBe(1);
  expect(Math.max(...stdout.split("\n").map((line) => [...line].length))).toBeLessThanOrEqual(80);
  expect(stdout).toContain("needs a vault in");
  // Words are whole, and the reason comes before the fix.
  const words = stdout.replace(/\s*│\s*/g, " ").replace(/\s+/g, " ");
  expect(words).toContain(
    'is "CoreOS:CoreOS:Stable"; Azure Backup accepts only supported operating systems, and CoreOS Linux is not one of them (support limits of 2026-03). Fix: use Windows Server 2016 or later',
  );
  expect(stdout).toContain("ProtectionStopped in safe-westeurope");
  expect(stdout.replace(/\s+/g, " ")).toContain(
    "Azure: 8 of 40 VMs protected (20 %): 8 protected, 24 ready, 4 stopped, 4 blocked;",
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

it("applies exemptions, levels and settings as the policy pack does", async () => {
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
  // An exemption accepts the finding; Azure still refuses the VM.
  expect(totals).toMatchObject({ blocked: 4, exemptFindings: 4 });
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

it.each<[string[], number]>([
  [["--fail-on", "unprotected"], 1],
  [["--fail-on", "failing"], 0],
  [["--fail-on", "unknown", "failing"], 0],
  [["--fail-on", "never", "--min-coverage", "20"], 0],
  [["--fail-on", "never", "--min-coverage", "21"], 1],
])("%j ends with exit code %i", async (args, code) => expect((await assess(...args)).code).toBe(code));

it("an unknown share is refused, and - is standard output", async () => {
  const { code, stderr } = await assess("--min-coverage", "lots");
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining('--min-coverage is "lots"; this option accepts a number'),
  ]);
  expect((await assess("--output", "-", "--format", "csv")).stdout).toContain("subscription,resourceGroup");
});

it.each([
  ["mandatory", 1],
  ["advisory", 1],
  ["never", 0],
])("--fail-on %s ends with exit code %i", async (level, code) =>
  expect((await assess("--fail-on", level)).code).toBe(code),
);

it("assesses one subscription, and reports another that you cannot read", async () => {
  const report = await reportOf("-s", subscriptionId(1), subscriptionId(7));
  expect(report.subscriptions.map((of: { subscriptionId: string }) => of.subscriptionId)).toEqual([
    subscriptionId(1),
  ]);
  expect(report.notSeen).toEqual([
    `Subscription ${subscriptionId(7)}: it does not exist, or you cannot read it.`,
  ]);
});

describe("if Azure", () => {
  const graph = /^POST .*ResourceGraph/;
  it.each<[string, Parameters<RestServer["setFaults"]>[0]]>([
    [
      "throttles with Retry-After",
      [{ request: graph, status: 429, headers: { "retry-after": "1" }, times: 2 }],
    ],
    [
      "is unavailable for a short time",
      [{ request: graph, status: 503, headers: { "retry-after": "0" }, times: 2 }],
    ],
    ["ends a response too early", [{ request: graph, truncated: true, times: 2 }]],
  ])("%s, the request is retried and the report is complete", async (_, faults) => {
    arm.setFaults(faults.map((fault) => ({ ...fault })));
    expect((await reportOf()).totals.vms).toBe(40);
  });

  it.each<[string, number, string, string]>([
    ["denies it", 403, "AuthorizationFailed", "403 AuthorizationFailed: From Azure."],
    ["rejects an expired token", 401, "ExpiredAuthenticationToken", "Not signed in to Azure"],
    ["rejects the query", 400, "InvalidQuery", "400 InvalidQuery: From Azure."],
  ])("%s: one line, exit 2, nothing written", async (_, status, code, message) => {
    arm.setFaults([{ request: graph, status, code, message: "From Azure." }]);
    const { code: exit, stdout, stderr } = await assess("--output", file("none.json"), "--format", "json");
    expect([exit, stdout]).toEqual([2, ""]);
    expect(stderr.trim().split("\n")).toEqual([expect.stringContaining(message)]);
    expect(() => readFileSync(file("none.json"))).toThrow();
  });
});

it("no secret reaches the report", async () => {
  const { stdout, stderr } = await assess("--format", "json");
  expect(stdout + stderr).not.toMatch(/Bearer|adminPassword|customData/);
});

it.each<[string, string[], string]>([
  [
    "an unknown format",
    ["--format", "xml"],
    '--format is "xml"; this option accepts table, json, markdown, csv, sarif, html, ocsf.',
  ],
  [
    "an unknown level",
    ["--fail-on", "always"],
    '--fail-on is "always"; this option accepts mandatory, advisory, unprotected, failing, unknown, never, not-met, not-answered.',
  ],
  [
    "a wrong subscription",
    ["-s", "bank"],
    '--subscription is "bank"; this option accepts the id or the name of a subscription that you can read.',
  ],
  ["a subscription that you cannot read", ["-s", subscriptionId(99)], "You cannot read"],
  ["a config file that does not exist", ["--config", "nowhere.json"], "Cannot read nowhere.json"],
])("%s: one line, exit 2", async (_, args, message) => {
  const { code, stdout, stderr } = await assess(...args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr.trim().split("\n")).toEqual([expect.stringContaining(message)]);
});

it("reports every error of a config file on one line", async () => {
  writeFileSync(
    file("wrong.json"),
    JSON.stringify({ "vm-is-protectd": "mandatory", exemptions: [{ policy: "x" }] }),
  );
  const { code, stderr } = await assess("--config", file("wrong.json"));
  expect(code).toBe(2);
  expect(stderr).toContain("Unknown policy vm-is-protectd. Did you mean vm-is-protected?");
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stderr).toContain("exemptions[0]");
});

it("writes a file completely or not at all", async () => {
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
