/** The HTML report in a browser: a click on a column's head sorts a large table. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { html } from "../cli/assess/formats/html";
import { reportOfEstate } from "../test/support/assessed";
import { launchChromium, missingBrowser } from "../test/support/chromium";
import { compare } from "./report";

const rounds = 5;

export async function benchPage(): Promise<void> {
  if (missingBrowser !== undefined) {
    process.stdout.write(`  the HTML report is not measured: ${missingBrowser}\n`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "bench-page-"));
  const file = join(folder, "report.html");
  writeFileSync(file, [...html(reportOfEstate(folder, 3000))].join(""));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`file://${file}`);
    const measured: { sort: number; show: number }[] = [];
    for (let round = 0; round < rounds; round++)
      measured.push(await page.evaluate(sortAndShow, (round % 3) + 1));
    const median = (times: readonly number[]) =>
      [...times].sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
    const ours = median(measured.map(({ sort }) => sort));
    const other = median(measured.map(({ show }) => show));
    compare("Sorting 3,000 VMs in the HTML report / hiding and showing its table", { ours, other }, 3);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

/** Seconds until the page is drawn after a click on a column's head, and after its table was hidden. Runs in the browser. */
function sortAndShow(column: number): { sort: number; show: number } {
  const table = document.querySelector<HTMLElement>("#vms");
  const button = document.querySelector<HTMLElement>(`#vms thead th:nth-child(${column}) button`);
  // Asking for a size waits for the layout, which the reader also waits for.
  const secondsOf = (action: () => void) => {
    const started = performance.now();
    action();
    document.body.getBoundingClientRect();
    return (performance.now() - started) / 1000;
  };
  const sort = secondsOf(() => button?.click());
  const show = secondsOf(() => {
    if (table === null) return;
    table.style.display = "none";
    document.body.getBoundingClientRect();
    table.style.display = "";
  });
  return { sort, show };
}
