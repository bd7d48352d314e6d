import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { complianceFormats } from "../../cli/assess/compliance";
import type { ComplianceView } from "../../cli/assess/compliance/view";
import { openStore } from "../../simulator/azure/store";
import { rowsOfTables } from "../../simulator/rest/rows";
import { serveArm } from "../../simulator/rest/server";
import { assess } from "../../src/assess/assess";
import { totalsOf } from "../../src/assess/assessment";
import { controlResults } from "../../src/assess/controls";
import { judgeOf } from "../../src/assess/judging";
import { requirementsOf } from "../../src/compliance/controls";
import { frameworks } from "../../src/compliance/facts";
import { type Row, rowsInventory } from "../../src/core/rowsInventory";
import { assessedRequirements } from "../../src/requirements";
import { rowForms } from "../../src/rowForms";
import { launchChromium, missingBrowser } from "../support/chromium";
import { runCli } from "../support/cli";
import { contrasts } from "../support/contrasts";
import { makeEstate, subscriptionId } from "../support/estate";

const folder = mkdtempSync(join(tmpdir(), "compliance-"));
const readAt = "2026-11-30T04:00:00.000Z";
makeEstate({ folder, vms: 20, regions: ["westeurope", "northeurope"] });
afterAll(() => rmSync(folder, { recursive: true }));

function viewOf(gaps: readonly string[] = []): ComplianceView {
  const azure = { store: openStore(folder), anyVm: true, slowDeletes: 0 };
  const rows = ["resources", "recoveryservicesresources"].flatMap((table) => [
    ...rowsOfTables(azure, table as "resources"),
  ]) as unknown as Row[];
  const exemption = {
    policy: "vm-is-protected",
    match: { name: "vm00001" },
    reason: "OPS-1: <lab>",
    expires: "2099-12-31",
  };
  const judge = judgeOf(assessedRequirements, { exemptions: [exemption] });
  const coverage = { gapIn: () => undefined, asOf: new Date().toISOString() };
  const inventory = rowsInventory(rows, rowForms, { areAnswers: true, coverage });
  const source = { subscriptionId: subscriptionId(0), inventory, isOfAzure: true };
  const one = { ...assess(source, judge, requirementsOf("mcsb")), name: "<Bank & sons>" };
  const subscriptions = [one];
  const report = {
    assessedAt: readAt,
    source: "Azure",
    totals: totalsOf(subscriptions),
    subscriptions,
    isEmpty: false,
    notSeen: gaps,
    exemptions: [],
  };
  const controls = controlResults(frameworks.mcsb, { subscriptions, gaps }, judge.settingsOf);
  return { name: "mcsb", framework: frameworks.mcsb, report, controls };
}

const view = viewOf();
const textOf = (format: "table" | "csv" | "html" | "ocsf", of = view) =>
  [...(complianceFormats[format]?.(of) ?? [])].join("");

it("the table has at most 80 columns, and says of each control its state, the reasons and what is not shown", () => {
  const text = textOf("table");
  expect(Math.max(...text.split("\n").map((line) => [...line].length))).toBeLessThanOrEqual(80);
  const words = text.replace(/[│\s]+/g, " ");
  expect(words).toContain("BR-1 Ensure regular automated backups: not met");
  expect(words).toContain("BR-4 Regularly test backup not met 1 exempt 5 not answered 14 not met");
  expect(words).toContain("The data does not show: ");
  expect(words).toContain("BR-3 Monitor backups: no data answers it.");
});

it("CSV has a line for each control and VM", () => {
  const lines = textOf("csv").trim().split("\r\n");
  expect(lines).toHaveLength(1 + 3 * 20);
  expect(lines.find((line) => line.includes(",BR-1,") && line.includes("vm00000"))).toMatch(/,vm00000,met,/);
  expect(lines.find((line) => line.includes(",BR-1,") && line.includes("vm00001"))).toMatch(
    /exempt,vm-is-protected,OPS-1: <lab> \(until/,
  );
  expect(
    textOf("csv", viewOf(["Subscription x: you cannot read it."])).match(/not answered|you cannot read it/g),
  ).not.toBeNull();
});

/**
 * Of class 2003 with the profile cloud in OCSF 1.5.0, the required attributes and all attributes of each object that an event has. From the
 * schema in the package ocsf-json-schema 1.2.0 of PyPI, by which events of all frameworks were validated on 2026-11-30, also those of exempt
 * VMs, of VMs of a template, and of controls that are not answered.
 */
const objects: Readonly<Record<string, { readonly required: string; readonly optional: string }>> = {
  "": {
    required:
      "activity_id category_uid class_uid cloud compliance finding_info metadata severity_id time type_uid",
    optional:
      "activity_name category_name class_name message remediation resources severity status status_id type_name",
  },
  metadata: { required: "product version", optional: "profiles" },
  "metadata.product": { required: "name", optional: "vendor_name version" },
  cloud: { required: "provider", optional: "account region" },
  "cloud.account": { required: "name", optional: "uid" },
  finding_info: { required: "uid", optional: "desc title types" },
  compliance: {
    required: "",
    optional: "checks control requirements standards status status_code status_details status_id",
  },
  "compliance.checks": { required: "", optional: "name standards status status_id uid" },
  resources: { required: "name", optional: "group region type uid" },
  "resources.group": { required: "name", optional: "" },
  remediation: { required: "desc", optional: "references" },
};

/** What is missing in an object, or is no attribute of it. */
function faultsIn(value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => faultsIn(one, path));
  if (typeof value !== "object" || value === null) return [];
  const { required, optional } = objects[path] ?? { required: "", optional: "" };
  const keys = Object.keys(value);
  const needed = required.split(" ").filter((key) => key !== "" && !keys.includes(key));
  const unknown = keys.filter((key) => !`${required} ${optional}`.split(" ").includes(key));
  const inside = Object.entries(value).flatMap(([key, inner]) =>
    faultsIn(inner, path === "" ? key : `${path}.${key}`),
  );
  return [...needed, ...unknown].map((key) => `${path}: ${key}`).concat(inside);
}

it("OCSF has an event for each control and VM with the required attributes, and no others than the class has", () => {
  const events = JSON.parse(textOf("ocsf")) as Record<string, unknown>[];
  expect(events).toHaveLength(3 * 20);
  for (const event of events) {
    expect(faultsIn(event)).toEqual([]);
    expect(event).toMatchObject({
      class_uid: 2003,
      type_uid: 200301,
      time: Date.parse(readAt),
      metadata: { version: "1.5.0", product: { name: "azure-vm-backup" } },
      finding_info: { uid: expect.stringMatching(/^mcsb:BR-\d#\/subscriptions\//) },
      cloud: { provider: "Azure" },
    });
  }
  const statusOf = (control: string, name: string) => {
    const found = events.find(
      ({ message }) => String(message).includes(`${control} `) && String(message).endsWith(name),
    );
    const { compliance, status, severity_id } = found as unknown as Record<string, Record<string, unknown>>;
    return [compliance?.status, status, severity_id];
  };
  expect(statusOf("BR-1", "vm00000")).toEqual(["Pass", "New", 1]);
  expect(statusOf("BR-1", "vm00001")).toEqual(["Fail", "Suppressed", 3]);
  expect(statusOf("BR-1", "vm00003")).toEqual(["Fail", "New", 3]);
  expect(statusOf("BR-4", "vm00000")).toEqual(["Warning", "New", 0]);
  expect(new Set(events.map(({ finding_info }) => (finding_info as { uid: string }).uid)).size).toBe(
    events.length,
  );
  const withGap = JSON.parse(textOf("ocsf", viewOf(["Subscription x: you cannot read it."]))) as {
    compliance: object;
  }[];
  expect(
    withGap.filter(({ compliance }) => JSON.stringify(compliance).includes("you cannot read it")),
  ).toHaveLength(3);
  expect(withGap.flatMap((event) => faultsIn(event))).toEqual([]);
});

it("OCSF has no account, region or group of a VM that has none, as in a template", () => {
  const unknown = { subscriptionId: "", resourceGroup: "", location: "" };
  const controls = view.controls.map((one) => ({
    ...one,
    vms: one.vms.map((vm) => ({ ...vm, vm: { ...vm.vm, ...unknown } })),
  }));
  const text = textOf("ocsf", { ...view, controls });
  expect(text).not.toContain('""');
  const [event] = JSON.parse(text) as [{ cloud: object; resources: object[] }];
  expect([event.cloud, Object.keys(event.resources[0] ?? {})]).toEqual([
    { provider: "Azure" },
    ["uid", "name", "type"],
  ]);
});

it("the page loads nothing else and shows names as text", () => {
  const text = textOf("html");
  expect(text).toContain("default-src 'none'");
  expect(text).not.toMatch(/(src|href)="(?!https:\/\/learn\.)/);
  expect(text).toContain("&lt;Bank &amp; sons&gt;");
  expect(text).toContain("OPS-1: &lt;lab&gt;");
  expect(text).not.toMatch(/<(Bank|lab)/);
});

const inBrowser = missingBrowser === undefined ? it : it.skip;

inBrowser(
  "the page fits each window, in light and dark mode, with a contrast of at least 4.5 to 1",
  async () => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => errors.push(message.text()));
      const file = join(folder, "page.html");
      writeFileSync(file, textOf("html"));
      await page.goto(pathToFileURL(file).href);
      for (const width of [320, 700, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const ratios = await page.evaluate(contrasts);
        expect(ratios.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
        expect(ratios.length).toBeGreaterThan(5);
      }
      await page.fill("#find", "exempt");
      expect(await page.textContent("#count")).toBe("1 of 20");
      expect(errors).toEqual([]);
    } finally {
      await browser.close();
    }
  },
);

it("the command answers from Azure, and its exit code follows the controls", async () => {
  const arm = await serveArm({ folder });
  const run = (...args: string[]) => runCli(["assess", ...args], { env: arm.env });
  try {
    const met = await run("--framework", "nis2", "--format", "csv", "--fail-on", "not-met");
    expect([met.code, met.stderr]).toEqual([1, expect.not.stringContaining("Error")]);
    expect(met.stdout).toContain(",4.2.1,");
    const wrong = await run("--framework", "soc2");
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      expect.stringMatching(/--framework is "soc2".*mcsb, cis8/),
    ]);
  } finally {
    await arm.stop();
  }
});

it.each([
  [
    ["--framework", "mcsb", "--format", "sarif"],
    /--format is "sarif".*table, csv, html, ocsf with --framework/,
  ],
  [["--format", "ocsf"], /--format is "ocsf".*without --framework/],
  [["--fail-on", "not-met"], /--fail-on is "not-met".*without --framework/],
])("refuses %j before it reads anything", async (args, message) => {
  const { code, stderr } = await runCli(["assess", ...args]);
  expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
});
