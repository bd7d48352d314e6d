import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { openEvidence } from "../../cli/drill/record";
import { type Evidence, evidenceFormat } from "../../src/drill/evidence";
import { doesNotProve } from "../../src/drill/facts";
import { launchChromium, missingBrowser } from "../support/chromium";
import { runCli } from "../support/cli";

const folder = mkdtempSync(join(tmpdir(), "drill-report-"));
afterAll(() => rmSync(folder, { recursive: true }));

const group = "/subscriptions/0/resourceGroups/drills";

/** A drill; every seventh failed, every fifth is incomplete. */
function evidenceOf(i: number): Evidence {
  const day = new Date(Date.UTC(2026, 10, 1) + i * 7_200_000);
  const later = (minutes: number) => new Date(day.getTime() + minutes * 60_000).toISOString();
  const outcome = i % 7 === 6 ? "failed" : i % 5 === 4 ? "incomplete" : "passed";
  const reasons = {
    passed: [],
    failed: ["check boot: the VM is stopped"],
    incomplete: ["check boot is not answered: <b>"],
  };
  const check = { passed: "passed", failed: "failed", incomplete: "not-answered" } as const;
  return {
    ...{
      format: evidenceFormat,
      drillId: i.toString(16).padStart(12, "0"),
      runId: "run",
      simulated: i === 0,
    },
    vm: {
      id: `/subscriptions/0/resourceGroups/bank/vm${i}`,
      name: `ledger<${i}>`,
      location: "westeurope",
      size: "Standard_D2s_v5",
    },
    item: { id: "item", vaultId: "vault", policyId: null },
    recoveryPoint: {
      ...{
        name: "1",
        time: later(-300),
        consistency: "AppConsistent",
        isEncrypted: false,
        isSoftDeleted: false,
      },
      tiers: [{ type: "HardenedRP", status: "Valid" }],
    },
    target: {
      ...{ recoveryType: "AlternateLocation", disksOnly: null, groupId: group, vmId: `${group}/vm` },
      ...{ subnetId: "subnet", stagingId: "staging", jobId: "job" },
    },
    phases: [{ name: "restore", startedAt: later(0), endedAt: later(20), seconds: 1200 }],
    checks: [{ name: "boot", result: check[outcome], detail: "", outputSha256: null }],
    objectives: {
      ...{ rtoSeconds: 14_400, recoverySeconds: 1260 + i, rtoMet: true },
      ...{ rpoSeconds: 86_400, pointAgeSeconds: 18_000, rpoMet: true },
    },
    cleanUp: { removed: ["vm", "nic", "disk"], left: [], verifiedAt: later(25), complete: true },
    ...{
      outcome,
      reasons: reasons[outcome],
      correctiveAction: outcome === "failed" ? "Restore the VM again." : null,
    },
    ...{ doesNotProve, startedAt: later(0), endedAt: later(25), by: "drills@example.org" },
    versions: { azureVmBackup: "0.1.0", node: "v20" },
  };
}

function folderWith(count: number): string {
  const dir = join(folder, String(readdirSync(folder).length));
  const evidence = openEvidence(dir);
  for (let i = 0; i < count; i++) evidence.write(evidenceOf(i));
  evidence.close();
  return dir;
}
const report = (...args: string[]) => runCli(["drill", "report", ...args]);

it("writes each document once, and reports them as a table, CSV and JUnit", async () => {
  const dir = folderWith(7);
  const again = openEvidence(dir);
  again.write({ ...evidenceOf(0), outcome: "failed" });
  again.close();
  const table = await report(dir);
  expect([table.code, table.stdout]).toEqual([
    0,
    expect.stringContaining("7 drills: 5 passed, 1 incomplete, 1 failed. Simulated: 1."),
  ]);
  const csv = (await report(dir, "--format", "csv")).stdout.split("\r\n");
  expect(csv).toHaveLength(9);
  expect(csv[1]).toContain("ledger<6>");
  const junit = (await report(dir, "--format", "junit")).stdout;
  expect(junit).toContain('<testsuite name="restore drills" tests="7" failures="2">');
  expect(junit).toContain('<testcase name="ledger&lt;0&gt;"');
  expect(junit).toContain('<failure message="failed">check boot: the VM is stopped</failure>');
});

it("--verify detects a changed byte, a removed record, an added one, reordered entries, and with --head a cut end", async () => {
  const dir = folderWith(4);
  const files = readdirSync(dir).filter((file) => file.startsWith("ledger"));
  const [first = "", , , last = ""] = files;
  const path = (file: string) => join(dir, file);
  const verify = async (...more: string[]) => {
    const { code, stdout } = await report(dir, "--verify", ...more);
    return `${code} ${stdout}`;
  };
  const whole = await verify();
  expect(whole).toMatch(/^0 4 documents are as they were written/);
  const head = /Head: (\w+)/.exec(whole)?.[1] ?? "";
  const text = readFileSync(path(first), "utf8");
  const manifest = readFileSync(path("manifest.json"), "utf8");
  const entries = (JSON.parse(manifest) as { entries: { file: string }[] }).entries;
  const withEntries = (some: readonly object[]) =>
    writeFileSync(path("manifest.json"), JSON.stringify({ ...JSON.parse(manifest), entries: some }));

  writeFileSync(path(first), text.replace("AppConsistent", "AppConsisten7"));
  expect(await verify()).toContain(`1 ${first} was changed`);
  rmSync(path(first));
  expect(await verify()).toContain(`1 ${first} was removed`);
  writeFileSync(path(first), text);
  writeFileSync(path("other.json"), text);
  expect(await verify()).toBe("1 other.json is not in the manifest\n");
  rmSync(path("other.json"));
  withEntries([entries[1], entries[0], entries[2], entries[3]] as object[]);
  expect(await verify()).toContain("does not follow the entry before it");
  withEntries(entries.slice(0, 3));
  rmSync(path(last));
  expect(await verify()).toMatch(/^0 /);
  expect(await verify("--head", head)).toMatch(/^1 The head of the chain is/);
});

it("a file that is no evidence: one line, exit 2", async () => {
  const dir = folderWith(1);
  writeFileSync(join(dir, "other.json"), "{}");
  expect(await report(dir)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("other.json is no evidence of a restore drill"),
  });
  expect(await report(join(dir, "absent"))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("Cannot read"),
  });
});

it.each<[string, string, string]>([
  [
    "a document with parts missing",
    "other.json",
    JSON.stringify({ format: "azure-vm-backup/restore-drill/1" }),
  ],
  [
    "a manifest with an empty entry",
    "manifest.json",
    JSON.stringify({ format: "azure-vm-backup/restore-drill-manifest/1", entries: [null] }),
  ],
  [
    "a manifest with a number for a name",
    "manifest.json",
    JSON.stringify({ format: "azure-vm-backup/restore-drill-manifest/1", entries: [{ file: 1 }] }),
  ],
])("%s: one line that names the file, exit 2", async (_, name, text) => {
  const dir = folderWith(1);
  writeFileSync(join(dir, name), text);
  for (const format of ["table", "html", "junit", "csv"]) {
    const { code, stderr } = await report(dir, "--format", format);
    expect([code, stderr]).toEqual([2, expect.stringMatching(new RegExp(`^[^\n]*${name} is no[^\n]*\n$`))]);
  }
});

it("a folder among the documents cannot be read: the error names it", async () => {
  const dir = folderWith(1);
  mkdirSync(join(dir, "folder.json"));
  expect((await report(dir)).stderr).toBe(
    `Cannot read ${join(dir, "folder.json")}: illegal operation on a directory (EISDIR)\n`,
  );
});

const inBrowser = missingBrowser === undefined ? describe : describe.skip;
const skipped = missingBrowser === undefined ? "" : `, skipped: ${missingBrowser}`;

inBrowser(`the auditor's page in a browser${skipped}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  it.each([3, 300])(
    "%i drills: no wider than the window, names as text, legible in light, dark and print",
    async (count) => {
      const dir = folderWith(count);
      const file = join(dir, "page.html");
      expect(await report(dir, "--format", "html", "--output", file)).toMatchObject({ code: 0 });
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => errors.push(message.text()));
      await page.goto(`file://${file}`);
      expect(await page.$$eval("#vms tbody tr", (rows) => rows.length)).toBe(count);
      expect(await page.textContent("#vms tbody tr:last-child th")).toBe("ledger<0>");
      await page.setViewportSize({ width: 390, height: 900 });
      const labels = await page.$$eval("#vms tbody tr:first-child td", (cells) =>
        cells.map((cell) => getComputedStyle(cell, "::before").content),
      );
      expect(labels.slice(0, 3)).toEqual(['"Outcome: "', '"Started (UTC): "', '"Recovery: "']);
      expect(labels).not.toContain("none");
      for (const width of [320, 700, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
      for (const media of [{ colorScheme: "light" }, { colorScheme: "dark" }, { media: "print" }] as const) {
        await page.emulateMedia(media);
        const colors = await page.$eval("#vms td", (cell) => getComputedStyle(cell).color);
        const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        expect(colors).not.toBe(ground);
      }
      expect(errors).toEqual([]);
      await page.close();
    },
  );
});
