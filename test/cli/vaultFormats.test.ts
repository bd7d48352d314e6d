// What the formats of assess say of a vault.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { csv } from "../../cli/assess/formats/csv";
import { html } from "../../cli/assess/formats/html";
import type { Report } from "../../cli/assess/report";
import type { AssessedVault } from "../../src/assess/assessment";
import { reportOfEstate } from "../support/assessed";

const folder = mkdtempSync(join(tmpdir(), "vault-formats-"));
afterAll(() => rmSync(folder, { recursive: true }));

const report = reportOfEstate(folder, 20);
const withVaults = (change: (vault: AssessedVault) => AssessedVault): Report => ({
  ...report,
  subscriptions: report.subscriptions.map((one) => ({ ...one, vaults: one.vaults.map(change) })),
});

/** The column of each VM, in its order. */
function column(one: Report, name: string): string[] {
  const [head = "", ...lines] = [...csv(one)].map((line) => line.trimEnd());
  const at = head.split(",").indexOf(name);
  return lines.map((line) => line.split(",")[at] ?? "");
}

it.each<[string, Partial<AssessedVault>, string]>([
  ["locked", { immutability: "Locked" }, "Locked"],
  ["time-based", { immutability: "Unlocked", immutabilityDays: 45 }, "Unlocked, 45 days"],
  ["not read", { immutability: undefined } as never, "unknown"],
])(
  "a vault whose immutability is %s: CSV has it for each protected VM, and the page for each vault",
  (_, settings, text) => {
    const changed = withVaults((vault) => ({ ...vault, ...settings }));
    const expected = report.subscriptions.flatMap(({ vms }) =>
      vms.map(({ protection }) => (protection === undefined ? "" : text)),
    );
    expect(expected).toContain(text);
    // A text with a comma is quoted.
    expect(column(changed, "vaultImmutability").map((cell) => cell.replace(/^"/, ""))).toEqual(
      expected.map((cell) => cell.split(",")[0]),
    );
    const page = [...html(changed)].join("");
    expect(page.split(`<td>${text}</td>`)).toHaveLength(1 + (report.subscriptions[0]?.vaults.length ?? 0));
    expect(page).toContain('<tr><th scope="row" title="/subscriptions/');
  },
);

it("a report without vaults has no table of them", () => {
  const none = { ...report, subscriptions: report.subscriptions.map((one) => ({ ...one, vaults: [] })) };
  expect([...html(none)].join("")).not.toContain("<h2>Vaults</h2>");
});
