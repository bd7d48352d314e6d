import {
  type AssessedVm,
  isBlocking,
  type RegionCoverage,
  type VmVerdict,
  vmVerdicts,
} from "../../../src/assess/assessment";
import type { Format, Report } from "../report";
import { deletedVaultLists } from "./deletedVaults";
import { escapeHtml, pageHead, script } from "./page";
import { pointTexts } from "./point";
import { byVerdict, otherLists, percent, reasonAndFix, statusText } from "./shared";
import { vaultTable } from "./vaults";

const verdicts: readonly VmVerdict[] = [...vmVerdicts].reverse();

/** One page that loads nothing else. Readers need no access to Azure. */
export const html: Format = function* (report) {
  yield `${pageHead(`Azure VM backup: ${report.source}`)}
<body>
<header>
<h1>Azure VM backup</h1>
<p>${escapeHtml(report.source)}, ${escapeHtml(report.assessedAt)}</p>
${report.missing === undefined ? "" : `<p class="missing">${escapeHtml(report.missing)}</p>`}
</header>
<main>
${cards(report)}
${chart(report)}
`;
  yield* vmTable(report);
  yield `${vaultTable(report)}
${otherFindings(report)}
${lists(report)}
</main>
<script>${script}</script>
</body>
</html>
`;
};

function cards({ totals }: Report): string {
  const card = (name: string, value: string | number, kind = "") =>
    `<div class="card ${kind}"><b>${escapeHtml(value)}</b><span>${escapeHtml(name)}</span></div>`;
  return `<section class="cards">
${card("of VMs protected", percent(totals.protected, totals.vms))}
${card("VMs", totals.vms)}
${verdicts
  .filter((verdict) => totals[verdict] > 0 || verdict === "protected")
  .map((verdict) => card(verdict, totals[verdict], verdict))
  .join("\n")}
${card("mandatory findings", totals.mandatory)}
${card("advisory findings", totals.advisory)}
</section>`;
}

/** Coverage by region: a bar for each region. The bar of the region with the most VMs has the full width. */
function chart({ subscriptions }: Report): string {
  const regions = sumByRegion(subscriptions.flatMap((subscription) => subscription.regions));
  const maxVms = Math.max(1, ...regions.map(({ vms }) => vms));
  const bar = (region: RegionCoverage) => {
    const parts = verdicts.filter((verdict) => region[verdict] > 0);
    const label = parts.map((verdict) => `${region[verdict]} ${verdict}`).join(", ") || "no VM";
    const shares = parts.map(
      (verdict) =>
        `<i class="${verdict}" style="flex-grow:${region[verdict]}" title="${region[verdict]} ${verdict}"></i>`,
    );
    return `<tr><th scope="row">${escapeHtml(region.region)}</th><td><div class="bar" role="img" aria-label="${escapeHtml(label)}" style="width:${((100 * region.vms) / maxVms).toFixed(1)}%">${shares.join("")}</div></td><td class="number">${region.protected} / ${region.vms}</td><td>${escapeHtml(vaultList(region))}</td></tr>`;
  };
  const legend = verdicts
    .filter((verdict) => regions.some((region) => region[verdict] > 0))
    .map((verdict) => `<span><i class="${verdict}"></i>${verdict}</span>`)
    .join("");
  return `<section>
<h2>Coverage by region</h2>
<p class="legend">${legend}</p>
<div class="scroll"><table class="chart"><thead><tr><th>Region</th><th>VMs</th><th class="number">Protected</th><th>Vaults</th></tr></thead>
<tbody>${regions.map(bar).join("\n")}</tbody></table></div>
</section>`;
}

const maxVaults = 4;

function vaultList({ vaults }: RegionCoverage): string {
  const names = [...new Set(vaults)];
  const more = names.length > maxVaults ? ` and ${names.length - maxVaults} more` : "";
  return names.length === 0 ? "no vault" : names.slice(0, maxVaults).join(", ") + more;
}

/** Adds up the coverage of a region in all subscriptions. The region with the most VMs comes first. */
function sumByRegion(coverages: readonly RegionCoverage[]): RegionCoverage[] {
  const sums = new Map<string, RegionCoverage>();
  for (const coverage of coverages) {
    const sum = sums.get(coverage.region);
    sums.set(
      coverage.region,
      sum === undefined
        ? coverage
        : {
            ...sum,
            ...Object.fromEntries(verdicts.map((verdict) => [verdict, sum[verdict] + coverage[verdict]])),
            vms: sum.vms + coverage.vms,
            vaults: [...sum.vaults, ...coverage.vaults],
          },
    );
  }
  return [...sums.values()].sort((a, b) => b.vms - a.vms || (a.region < b.region ? -1 : 1));
}

/** A column of the table of VMs. */
interface VmColumn {
  readonly head: string;
  /** The content of a cell, as HTML. */
  readonly cell: (vm: AssessedVm, subscription: string) => string;
  readonly kind?: "why" | "id";
}

const plain = (head: string, value: (vm: AssessedVm) => string | undefined): VmColumn => ({
  head,
  cell: (vm) => escapeHtml(value(vm) ?? ""),
});

/** A time to the minute; another text as it is. */
const minute = (text: string): string =>
  /^\d{4}-\d\d-\d\dT/.test(text) ? text.slice(0, 16).replace("T", " ") : text;

/** The columns after the VM's name. In a narrow window, each value has the name of its column before it. */
const vmColumns: readonly VmColumn[] = [
  { head: "Verdict", cell: ({ verdict }) => `<span class="tag ${verdict}">${verdict}</span>` },
  { head: "Reason and fix", cell: reasonsOf, kind: "why" },
  plain("Resource group", (vm) => vm.resourceGroup),
  plain("Region", (vm) => vm.location),
  plain("Size", (vm) => vm.size),
  plain("Vault", (vm) => vm.protection?.vaultName ?? vm.softDeletedIn),
  plain("Last recovery point", (vm) => vm.protection?.lastRecoveryPoint?.slice(0, 16).replace("T", " ")),
  plain("Newest healthy point", (vm) => minute(pointTexts(vm).time)),
  plain("Tier", (vm) => pointTexts(vm).tier),
  plain("Threat status", (vm) => pointTexts(vm).threatStatus),
  plain("Immutable until", (vm) => minute(pointTexts(vm).immutableUntil)),
  plain("Last successful drill", (vm) => vm.lastSuccessfulDrill?.slice(0, 10)),
  plain("Network", (vm) => [vm.network, vm.networkUnknownBecause].filter(Boolean).join(": ")),
  { head: "Subscription", cell: (_, subscription) => escapeHtml(subscription), kind: "id" },
];

function* vmTable({ subscriptions }: Report): Iterable<string> {
  // A column without a value in any row only takes the room of the others.
  const columns = vmColumns.filter(({ cell }) =>
    subscriptions.some(({ vms, name }) => vms.some((vm) => cell(vm, name) !== "")),
  );
  const heads = ["VM", ...columns.map(({ head }) => head)];
  yield `<section>
<h2>Virtual machines</h2>
<p><input type="search" id="find" placeholder="Search VMs, regions, findings" aria-label="Search"> <span id="count" role="status" aria-live="polite"></span></p>
<div class="scroll"><table id="vms" class="sortable assessed"><thead><tr>${heads.map((head) => `<th scope="col"><button type="button">${head}</button></th>`).join("")}</tr></thead>
<tbody>
`;
  for (const { name, vms } of subscriptions)
    for (const vm of [...vms].sort(byVerdict)) yield `${vmRow(vm, name, columns)}\n`;
  yield "</tbody></table></div>\n</section>\n";
}

function vmRow(vm: AssessedVm, subscription: string, columns: readonly VmColumn[]): string {
  const cells = columns.map(
    ({ head, cell, kind }) =>
      `<td data-label="${head}"${kind === undefined ? "" : ` class="${kind}"`}>${cell(vm, subscription)}</td>`,
  );
  return `<tr><th scope="row" title="${escapeHtml(vm.id)}">${escapeHtml(vm.name)}</th>${cells.join("")}</tr>`;
}

function reasonsOf(vm: AssessedVm): string {
  const blocking = vm.findings
    .filter(isBlocking)
    .map(
      (finding) =>
        `<li><a href="${escapeHtml(finding.url)}">${escapeHtml(finding.requirement)}</a> ${escapeHtml(reasonAndFix(finding))}</li>`,
    );
  const exempt = vm.findings.flatMap(({ requirement, exempt: exemption }) =>
    exemption === undefined
      ? []
      : [
          `<li>exempt: ${escapeHtml(requirement)}: ${escapeHtml(exemption.reason)}, until ${escapeHtml(exemption.expires)}</li>`,
        ],
  );
  const status = vm.verdict === "blocked" ? "" : escapeHtml(statusText(vm));
  const reasons = [...blocking, ...exempt];
  return `${status}${reasons.length > 0 ? `<ul>${reasons.join("")}</ul>` : ""}`;
}

function otherFindings({ subscriptions }: Report): string {
  const found = subscriptions.flatMap(({ name, findings }) =>
    findings.map((finding) => ({ ...finding, subscription: name })),
  );
  if (found.length === 0) return "";
  const rows = found.map(
    ({ resource, requirement, level, message, url, exempt, subscription }) =>
      `<tr><th scope="row" title="${escapeHtml(resource.id)}">${escapeHtml(resource.name)}</th><td><a href="${escapeHtml(url)}">${escapeHtml(requirement)}</a></td><td>${exempt === undefined ? level : "exempt"}</td><td class="why">${escapeHtml(message)}</td><td>${escapeHtml(subscription)}</td></tr>`,
  );
  return `<section>
<h2>Vaults, policies and networks</h2>
<div class="scroll"><table class="sortable"><thead><tr>${["Resource", "Requirement", "Level", "Finding and fix", "Subscription"].map((head) => `<th scope="col"><button type="button">${head}</button></th>`).join("")}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>
</section>`;
}

function lists(report: Report): string {
  const { subscriptions, notSeen, exemptions } = report;
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? ""
      : `<section><h2>${title}</h2><ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("")}</ul></section>`;
  return [
    ...subscriptions.flatMap((subscription) =>
      otherLists(subscription).map(([title, names]) =>
        list(escapeHtml(`${title} (${subscription.name})`), names),
      ),
    ),
    ...deletedVaultLists(report).map(([title, lines]) => list(escapeHtml(title), lines)),
    list("Not assessed", notSeen),
    list("Exemptions", exemptions),
  ].join("\n");
}
