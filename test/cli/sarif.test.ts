// What GitHub requires of SARIF: https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning, 2026-11.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import { sarif } from "../../cli/assess/formats/sarif";
import type { Report } from "../../cli/assess/report";
import { assessedRequirements } from "../../src/requirements";
import { reportOfEstate } from "../support/assessed";

const schemaFile = "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
/** Formats that the schema names: a URI is absolute, a reference may be relative. */
const formats = {
  uri: (text: string) => URL.canParse(text),
  "uri-reference": (text: string) => URL.canParse(text, "https://localhost"),
  "date-time": (text: string) => !Number.isNaN(Date.parse(text)),
};

const folder = mkdtempSync(join(tmpdir(), "sarif-"));
afterAll(() => rmSync(folder, { recursive: true }));

// biome-ignore lint/suspicious/noExplicitAny: the file of another format.
const logOf = (report: Report): any => JSON.parse([...sarif(report)].join(""));
const report = reportOfEstate(folder, 20);
const { $schema, version, runs } = logOf(report);
const { tool, results } = runs[0];

it("is valid by the JSON schema of SARIF 2.1.0", () => {
  // The schema of OASIS, as a package for tests of SARIF has it.
  const {
    $schema: _draft,
    id: _id,
    ...schema
  } = JSON.parse(readFileSync(require.resolve(schemaFile), "utf8"));
  const validate = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats }).compile(schema);
  const log = logOf(report);
  validate(log);
  expect(validate.errors).toBeNull();
  const [result] = log.runs[0].results;
  delete result.message;
  expect(validate(log)).toBe(false);
});

it("is a log of version 2.1.0 with one run", () => {
  expect([$schema, version]).toEqual(["https://json.schemastore.org/sarif-2.1.0.json", "2.1.0"]);
  expect(runs).toHaveLength(1);
  expect(tool.driver).toMatchObject({ name: "azure-vm-backup", version: expect.stringMatching(/^\d/) });
});

it("has a rule for each requirement, with all that GitHub requires and no empty text", () => {
  const { rules } = tool.driver;
  expect(rules.map(({ id }: { id: string }) => id)).toEqual(assessedRequirements.map(({ name }) => name));
  for (const { id, name, shortDescription, fullDescription, help, properties } of rules) {
    expect(name.length).toBeLessThanOrEqual(255);
    for (const text of [id, name, shortDescription.text, fullDescription.text, help.text])
      expect(text).not.toBe("");
    for (const text of [shortDescription.text, fullDescription.text])
      expect(text.length).toBeLessThanOrEqual(1024);
    expect(["error", "warning", "recommendation"]).toContain(properties["problem.severity"]);
    const score = Number(properties["security-severity"]);
    const severity = assessedRequirements.find((one) => one.name === id)?.severity;
    const word = score > 9 ? "critical" : score >= 7 ? "high" : score >= 4 ? "medium" : "low";
    expect([typeof properties["security-severity"], word]).toEqual(["string", severity]);
    expect(properties.tags).toContain("security");
  }
});

it("each result names its rule, a message, a relative place and a fingerprint of its own", () => {
  expect(results.length).toBeGreaterThan(5);
  for (const { ruleId, ruleIndex, level, message, locations, partialFingerprints } of results) {
    expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(["error", "warning"]).toContain(level);
    expect(message.text).not.toBe("");
    const [{ physicalLocation }] = locations;
    expect(physicalLocation.artifactLocation.uri).toMatch(/^subscriptions\/[^:\s]+$/);
    expect(Object.keys(physicalLocation.region)).toEqual([
      "startLine",
      "startColumn",
      "endLine",
      "endColumn",
    ]);
    expect(partialFingerprints.primaryLocationLineHash).toMatch(/^[0-9a-f]{64}:1$/);
  }
  const hashes = results.map(
    (one: { partialFingerprints: { primaryLocationLineHash: string } }) =>
      one.partialFingerprints.primaryLocationLineHash,
  );
  expect(new Set(hashes).size).toBe(results.length);
});

it("a fingerprint stays the same if Azure spells the id in another way, and if the message changes", () => {
  const shouting = {
    ...report,
    subscriptions: report.subscriptions.map((one) => ({
      ...one,
      vms: one.vms.map((vm) => ({
        ...vm,
        findings: vm.findings.map((finding) => ({
          ...finding,
          message: "Another text.",
          resource: { ...finding.resource, id: finding.resource.id.toUpperCase() },
        })),
      })),
    })),
  };
  const hashes = (log: typeof runs) =>
    log[0].results.map((one: { partialFingerprints: object }) => one.partialFingerprints);
  expect(hashes(logOf(shouting).runs)).toEqual(hashes(runs));
});

it("an exempt finding is no result, because GitHub would open an alert for it", () => {
  const exempt = { reason: "OPS-1", expires: "2099-12-31" };
  const accepted = {
    ...report,
    subscriptions: report.subscriptions.map((one) => ({
      ...one,
      vms: one.vms.map((vm) => ({ ...vm, findings: vm.findings.map((finding) => ({ ...finding, exempt })) })),
      findings: [],
    })),
  };
  expect(logOf(accepted).runs[0].results).toEqual([]);
});
