// Any name through every format: what is written can be read again, has the name, and cannot control a terminal.
import fc from "fast-check";
import { formats } from "../../cli/assess/formats";
import type { Report } from "../../cli/assess/report";
import { backupOf, linesOf, reportOf } from "../../cli/backupNow/result";
import { vmLines } from "../../cli/cost/perVm";
import { printable } from "../../cli/failure";
import { type AssessedVm, totalsOf, vmVerdicts } from "../../src/assess/assessment";
import type { Judged } from "../../src/assess/judging";
import type { ItemPlace } from "../../src/live/item";

/** Names that have broken other tools, and any text. Azure refuses most of them, but files, tags and reasons may have them. */
const anyName = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 40 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 70 }),
  fc.constantFrom(
    ...[
      "</script><img src=x onerror=alert(1)>",
      "a|b",
      "a\\|b",
      "=1+1",
      "![x](http://x)",
      "a\nb",
      "\u001b[2J",
    ],
    ...[
      "\u009b31m",
      "web\u202egnp.exe",
      "\u2028",
      "constructor",
      "__proto__",
      "a,b\"c'",
      "&amp;",
      "<!--",
      "\ud800",
    ],
    ...[
      "日本語の仮想マシン-日本語の仮想マシン-日本語の仮想マシン",
      "👩‍👩‍👧‍👦",
      "e\u0301",
      "`x`",
      "**x**",
      "~~x~~",
      "1. x",
      "a\u00a0b",
    ],
  ),
);

const subscription = "00000000-0000-0000-0000-000000000000";
const idOf = (kind: string, name: string) =>
  `/subscriptions/${subscription}/resourceGroups/${name}/providers/Microsoft.Compute/${kind}/${name}`;

/** A report in which every text from outside is the name, with a VM of each verdict. */
function reportNaming(name: string): Report {
  const judged: Judged = {
    ...{ requirement: "vm-os-supported", level: "mandatory", severity: "high", path: name },
    ...{ resource: { id: idOf("virtualMachines", name), name, type: "Microsoft.Compute/virtualMachines" } },
    ...{ message: name, reason: name, fix: name, url: "https://learn.microsoft.com/azure/backup" },
  };
  const vm = (verdict: AssessedVm["verdict"]): AssessedVm => ({
    ...{ id: idOf("virtualMachines", name), name, subscriptionId: subscription, resourceGroup: name },
    ...{ location: "westeurope", size: name, os: name, diskGB: 1, tags: { [name]: name }, verdict },
    ...{ failure: name, network: "unknown", networkUnknownBecause: name },
    ...(verdict === "unknown" && { notRead: [{ what: name, fix: name }] }),
    ...(verdict === "stopped" && { softDeletedIn: name }),
    ...(["protected", "failing"].includes(verdict) && {
      protection: { itemId: name, vaultId: name, vaultName: name, policyName: name, state: name },
    }),
    findings:
      verdict === "exempt" ? [{ ...judged, exempt: { reason: name, expires: "2099-12-31" } }] : [judged],
  });
  const vms = vmVerdicts.map(vm);
  const region = Object.fromEntries(vmVerdicts.map((verdict) => [verdict, 1])) as Record<
    AssessedVm["verdict"],
    number
  >;
  const note = { itemId: name, vmId: name, vmName: name, vaultName: name };
  const one = {
    ...{ subscriptionId: subscription, name, vms, vaults: [], securityGroups: [], inSeveralVaults: [name] },
    ...{
      softDeleted: [note],
      withoutVm: [note],
      managed: [{ id: idOf("virtualMachines", name), service: name }],
    },
    regions: [{ ...region, region: name, vms: vms.length, vaults: [name] }],
    findings: [judged],
  };
  return {
    ...{ assessedAt: "2026-11-26T04:00:00.000Z", source: name, missing: name, totals: totalsOf([one]) },
    deletedVaults: {
      vaults: [
        {
          ...{ id: name, vaultId: name, vaultName: name, resourceGroup: name, subscriptionId: subscription },
          ...{ location: "westeurope", recoverableUntil: "2099-12-31T00:00:00.000Z" },
        },
      ],
      notRead: [{ subscriptionId: subscription, regions: ["westeurope"], why: name }],
    },
    ...{ subscriptions: [one], isEmpty: false, notSeen: [name], exemptions: [name] },
  };
}

const textOf = (format: keyof typeof formats, name: string) =>
  [...formats[format](reportNaming(name))].join("");

/** What no terminal may get. */
const forbidden = /(?![\t\r\n])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u;
/** A text as a reader gets it: a lone surrogate cannot be written as UTF-8. */
const written = (text: string) => Buffer.from(text).toString();
const withoutSpaces = (text: string) => text.replace(/\s+/g, "");

const check = (property: (name: string) => void, numRuns = 300) =>
  fc.assert(fc.property(anyName, property), { numRuns, examples: [["\t"]] });

it.each(["json", "markdown", "csv", "sarif", "html"] as const)(
  "%s has no character that controls a terminal",
  (format) => check((name) => expect(textOf(format, name)).not.toMatch(forbidden), 200),
);

it("JSON is the report itself", () =>
  check((name) => {
    const { version, ...report } = JSON.parse(textOf("json", name));
    expect([version, report]).toEqual([1, reportNaming(name)]);
  }));

it("SARIF has the name of each resource, and a relative address", () =>
  check((name) => {
    const { results } = JSON.parse(textOf("sarif", name)).runs[0];
    expect(results).toHaveLength(vmVerdicts.length);
    for (const { message, locations } of results) {
      const [{ physicalLocation, logicalLocations }] = locations;
      expect([message.text, logicalLocations[0].name]).toEqual([name, name]);
      const { uri } = physicalLocation.artifactLocation;
      expect(uri).toMatch(/^subscriptions\/[\x21-\x7e]+$/);
      expect(`/${decodeURIComponent(uri)}`).toBe(written(logicalLocations[0].fullyQualifiedName));
    }
  }));

it("CSV has a line for each VM with the name in its column, and no formula", () =>
  check((name) => {
    const [head = [], ...lines] = parseCsv(textOf("csv", name));
    expect(lines).toHaveLength(vmVerdicts.length);
    for (const line of lines) {
      expect(line).toHaveLength(head.length);
      const [subscriptionName = "", , vm = ""] = line;
      for (const text of [subscriptionName, vm]) {
        expect(text.replace(/^'/, "")).toBe(printable(name).replace(/^'/, ""));
        expect(text).not.toMatch(/^[=+\-@\t\r]/);
      }
    }
  }));

it("the HTML page shows the name as text, and has no other elements than with a plain name", () => {
  const tags = (page: string) => [...page.matchAll(/<\/?([a-z][a-z0-9]*)\b[^>]*>/g)].map(([, tag]) => tag);
  const expected = tags(textOf("html", "web"));
  check((name) => {
    const page = textOf("html", name);
    expect(tags(page)).toEqual(expected);
    const first =
      /<th scope="row" title="[^"]*">([^<]*)<\/th><td data-label="Verdict">/.exec(page)?.[1] ?? "";
    expect(unescaped(first)).toBe(printable(name));
  });
});

it("Markdown has the name in the cells of its tables, and no markup of it", () => {
  // biome-ignore lint/suspicious/noExplicitAny: the package has no types.
  const MarkdownIt: any = require("markdown-it");
  const parser = new MarkdownIt({ html: true });
  check((name) => {
    // biome-ignore lint/suspicious/noExplicitAny: the package has no types.
    const tokens: any[] = parser.parse(textOf("markdown", name), {});
    const kinds = new Set(tokens.map(({ type }) => type.replace(/_(open|close)$/, "")));
    expect([...kinds].filter((kind) => !markdownKinds.includes(kind))).toEqual([]);
    expect(tokens.filter(({ type }) => type === "table_open")).toHaveLength(3);
    const cells = tokens.filter((_, i) => tokens[i - 1]?.type === "td_open");
    const expected = withoutSpaces(printable(name));
    const rowsOfVms = cells.filter(({ content }) => vmVerdicts.includes(content));
    expect(rowsOfVms).toHaveLength(vmVerdicts.length);
    for (const { children } of cells)
      for (const child of children ?? []) expect(["text", "text_special"]).toContain(child.type);
    const names = cells.map(({ children }) =>
      withoutSpaces((children ?? []).map((one: { content: string }) => one.content).join("")),
    );
    expect(names.filter((text) => text === expected).length).toBeGreaterThanOrEqual(rowsOfVms.length);
  });
});
const markdownKinds = ["heading", "inline", "paragraph", "table", "thead", "tbody", "tr", "th", "td"].concat([
  "bullet_list",
  "list_item",
]);

it("the table for terminals has the name, in lines that end where they should, and no character that controls it", () =>
  check((name) => {
    const text = textOf("table", name);
    expect(text).not.toMatch(forbidden);
    // The library ends a line that is too long with this.
    expect(text.includes("…")).toBe(name.includes("…"));
    const rows = text.split("\n").filter((line) => line.startsWith("│"));
    const column = written(rows.map((line) => line.split("│")[1] ?? "").join(""));
    if (!name.includes("│")) expect(withoutSpaces(column)).toContain(withoutSpaces(printable(written(name))));
  }, 40));

it("the lines of backup-now are one for each VM, and its JSON is the report", () =>
  check((name) => {
    const item = { id: name, vmName: name, place: {} as ItemPlace };
    const backups = [backupOf(item, { jobId: name, consistency: name })];
    const [lines, json] = [linesOf(backups), reportOf(backups, [item]).join("")];
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^[^\n]*\n$/);
    expect(lines[0]).not.toMatch(forbidden);
    expect(JSON.parse(json).backups[0].vmName).toBe(name);
    expect(json).not.toMatch(forbidden);
  }));

it("the CSV of cost has the name", () =>
  check((name) => {
    const vm = {
      id: name,
      name,
      resourceGroup: name,
      location: name,
      diskGB: 1,
      currency: "EUR",
      estimate: null,
      cost: null,
    };
    const [, line = []] = parseCsv(vmLines([vm]));
    expect(line[1]?.replace(/^'/, "")).toBe(printable(name).replace(/^'/, ""));
  }));

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const unescaped = (html: string): string =>
  html.replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole);

/** The fields of each line of CSV: https://www.rfc-editor.org/rfc/rfc4180 */
function parseCsv(text: string): string[][] {
  const lines: string[][] = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const [, quoted, plain, end] = field.exec(text) ?? [];
    if (end === undefined) throw new Error(`no field at ${at}: ${text.slice(at, at + 40)}`);
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "\r\n") lines.push([]);
  }
  return lines.slice(0, -1);
}
