import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { html } from "../../cli/assess/formats/html";
import type { Report } from "../../cli/assess/report";
import { reportOfEstate } from "../support/assessed";
import { launchChromium, missingBrowser } from "../support/chromium";
import { contrasts } from "../support/contrasts";

const inBrowser = missingBrowser === undefined ? describe : describe.skip;
const skipped = missingBrowser === undefined ? "" : `, skipped: ${missingBrowser}`;

const folder = mkdtempSync(join(tmpdir(), "page-"));
afterAll(() => rmSync(folder, { recursive: true }));

const reportOf = (vms: number): Report => reportOfEstate(folder, vms);

const pageOf = (report: Report): string => {
  const file = join(folder, "report.html");
  writeFileSync(file, [...html(report)].join(""));
  return `file://${file}`;
};

/** The report with each of its VMs so many times: to assess thousands takes longer than to show them. */
const repeated = (report: Report, times: number): Report => ({
  ...report,
  subscriptions: report.subscriptions.map((one) => ({ ...one, vms: Array(times).fill(one.vms).flat() })),
});

inBrowser(`the page in a browser${skipped}`, () => {
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];
  beforeAll(async () => {
    browser = await launchChromium();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => errors.push(message.text()));
  });
  afterAll(() => browser?.close());
  afterEach(() => expect(errors).toEqual([]));

  it("sorts by a column's head, up and down", async () => {
    await page.goto(pageOf(reportOf(40)));
    const column = () =>
      page.$$eval("#vms tbody tr", (rows) => rows.map((row) => row.children[1]?.textContent));
    await page.click("#vms thead th:nth-child(2) button");
    expect(await column()).toEqual([...(await column())].sort());
    expect(await page.getAttribute("#vms thead th:nth-child(2)", "aria-sort")).toBe("ascending");
    await page.click("#vms thead th:nth-child(2) button");
    expect((await column())[0]).toBe("stopped");
  });

  it("filters the VMs by the search text", async () => {
    await page.fill("#find", "vm-os-supported");
    expect(await page.textContent("#count")).toBe("4 of 40");
    expect(await page.$$eval("#vms tbody tr:not([hidden])", (rows) => rows.length)).toBe(4);
    await page.fill("#find", "");
  });

  it("shows names as text and never as HTML", async () => {
    expect(await page.textContent("#vms tbody tr td:last-child")).toBe("<Bank & sons>");
  });

  it.each([320, 700, 1280])("is no wider than a window of %i", async (width) => {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(width);
  });

  it("in a window of 390, each value has the name of its column before it, and the search hides VMs", async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    const labels = await page.$$eval("#vms tbody tr:first-child td", (cells) =>
      cells.map((cell) => getComputedStyle(cell, "::before").content.replaceAll('"', "")),
    );
    const heads = await page.$$eval("#vms thead th", (cells) => cells.map((cell) => cell.textContent));
    expect(labels).toEqual(heads.slice(1).map((head) => `${head}: `));
    await page.fill("#find", "vm-os-supported");
    const shown = await page.$$eval(
      "#vms tbody tr",
      (rows) => rows.filter((row) => row.clientHeight > 0).length,
    );
    await page.fill("#find", "");
    expect(shown).toBe(4);
  });

  it("announces how many VMs the search shows", async () => {
    expect(await page.getAttribute("#count", "aria-live")).toBe("polite");
    expect(await page.getAttribute("#count", "role")).toBe("status");
  });

  it("shows the resource group of each VM, and a reason for each that is not protected", async () => {
    const rows = await page.$$eval("#vms tbody tr", (all) =>
      all.map((row) => ({
        verdict: row.querySelector(".tag")?.textContent,
        why: row.querySelector(".why")?.textContent,
        group: row.querySelector("[data-label='Resource group']")?.textContent,
      })),
    );
    expect(rows.filter(({ group }) => group !== "bank")).toEqual([]);
    expect(rows.filter(({ verdict, why }) => verdict !== "protected" && !why)).toEqual([]);
    const stopped = rows.filter(({ verdict }) => verdict === "stopped").map(({ why }) => why ?? "");
    expect(stopped.filter((why) => !/^(ProtectionStopped in|soft-deleted in) safe-/.test(why))).toEqual([]);
  });

  it("in print it is light, and all of its columns are on an A4 page", async () => {
    await page.setViewportSize({ width: Math.floor(((297 - 24) / 25.4) * 96), height: 720 });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const [wide, window, ground] = await page.evaluate(() => [
      document.querySelector("#vms")?.getBoundingClientRect().right ?? 0,
      document.documentElement.clientWidth,
      getComputedStyle(document.body).backgroundColor,
    ]);
    await page.emulateMedia({ media: "screen" });
    expect(wide).toBeLessThanOrEqual(Number(window));
    expect(ground).toBe("rgb(255, 255, 255)");
  });

  it.each(["light", "dark"] as const)(
    "has a contrast of at least 4.5 to 1 in %s mode",
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      const ratios = await page.evaluate(contrasts);
      expect(ratios.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
      expect(ratios.length).toBeGreaterThan(5);
    },
  );

  it("shows and sorts 5,000 VMs", async () => {
    await page.goto(pageOf(repeated(reportOf(50), 100)));
    await page.click("#vms thead th:nth-child(1) button");
    expect(await page.$$eval("#vms tbody tr", (rows) => rows.length)).toBe(5000);
  });
});

it("the page loads nothing else and escapes names", () => {
  const text = [...html(reportOf(10))].join("");
  expect(text).toMatch(/^<!doctype html>/);
  expect(text).toContain("default-src 'none'");
  expect(text).not.toMatch(/(src|href)="(?!https:\/\/(learn|github)\.)/);
  expect(text).toContain("&lt;Bank &amp; sons&gt;");
  expect(text).not.toContain("<Bank");
});
