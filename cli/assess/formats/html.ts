import {
  type AssessedVm,
  isBlocking,
  type RegionCoverage,
  type VmVerdict,
} from "../../../src/assess/assessment";
import type { Format, NamedAssessment, Report } from "../report";
import { script, styles } from "./page";
import { byVerdict, percent, whereTo } from "./shared";

const verdicts: readonly VmVerdict[] = ["protected", "stopped", "ready", "blocked"];

/** One page with everything in it: it asks for nothing, and can be sent, printed and read by whoever has no Azure. */
export const html: Format = function* (report) {
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>Azure VM backup: ${safe(report.source)}</title>
<style>${styles}</style>
</head>
<body>
<header>
<h1>Azure VM backup</h1>
<p>${safe(report.source)}, ${safe(report.assessedAt)}</p>
</header>
<main>
${cards(report)}
${chart(report)}
`;
  yield* machines(report);
  yield `${others(report)}
${notes(report)}
</main>
<script>${script}</script>
</body>
</html>
`;
};

function cards({ totals }: Report): string {
  const card = (name: string, value: string | number, kind = "") =>
    `<div class="card ${kind}"><b>${safe(value)}</b><span>${safe(name)}</span></div>`;
  return `<section class="cards">
${card("of VMs protected", percent(totals.protected, totals.vms))}
${card("VMs", totals.vms)}
${verdicts.map((verdict) => card(verdict, totals[verdict], verdict)).join("\n")}
${card("mandatory findings", totals.mandatory)}
${card("advisory findings", totals.advisory)}
</section>`;
}

/** Coverage by region: a bar for each, as long as its share of the VMs of the largest. */
function chart({ subscriptions }: Report): string {
  const regions = sumsOf(subscriptions.flatMap((of) => of.regions));
  const most = Math.max(1, ...regions.map(({ vms }) => vms));
  const bar = (of: RegionCoverage) => {
    const parts = verdicts.filter((verdict) => of[verdict] > 0);
    const said = parts.map((verdict) => `${of[verdict]} ${verdict}`).join(", ") || "no VM";
    const shares = parts.map(
      (verdict) =>
        `<i class="${verdict}" style="flex-grow:${of[verdict]}" title="${of[verdict]} ${verdict}"></i>`,
    );
    return `<tr><th scope="row">${safe(of.region)}</th><td><div class="bar" role="img" aria-label="${safe(said)}" style="width:${((100 * of.vms) / most).toFixed(1)}%">${shares.join("")}</div></td><td class="number">${of.protected} / ${of.vms}</td><td>${safe(vaultsOf(of))}</td></tr>`;
  };
  const legend = verdicts.map((verdict) => `<span><i class="${verdict}"></i>${verdict}</span>`).join("");
  return `<section>
<h2>Coverage by region</h2>
<p class="legend">${legend}</p>
<div class="scroll"><table class="chart"><thead><tr><th>Region</th><th>VMs</th><th class="number">Protected</th><th>Vaults</th></tr></thead>
<tbody>${regions.map(bar).join("\n")}</tbody></table></div>
</section>`;
}

const mostVaults = 4;

function vaultsOf({ vaults }: RegionCoverage): string {
  const names = [...new Set(vaults)];
  const more = names.length > mostVaults ? ` and ${names.length - mostVaults} more` : "";
  return names.length === 0 ? "no vault" : names.slice(0, mostVaults).join(", ") + more;
}

/** Regions of all subscriptions, each once. */
function sumsOf(all: readonly RegionCoverage[]): RegionCoverage[] {
  const byRegion = new Map<string, RegionCoverage>();
  for (const of of all) {
    const sum = byRegion.get(of.region) ?? {
      ...of,
      vms: 0,
      protected: 0,
      stopped: 0,
      ready: 0,
      blocked: 0,
      vaults: [],
    };
    byRegion.set(of.region, {
      region: of.region,
      vms: sum.vms + of.vms,
      protected: sum.protected + of.protected,
      stopped: sum.stopped + of.stopped,
      ready: sum.ready + of.ready,
      blocked: sum.blocked + of.blocked,
      vaults: [...sum.vaults, ...of.vaults],
    });
  }
  return [...byRegion.values()].sort((a, b) => b.vms - a.vms || (a.region < b.region ? -1 : 1));
}

function* machines({ subscriptions }: Report): Iterable<string> {
  const heads = [
    "VM",
    "Verdict",
    "Region",
    "Size",
    "Vault",
    "Last point",
    "Network",
    "Why, and the fix",
    "Subscription",
  ];
  yield `<section>
<h2>Virtual machines</h2>
<p><input type="search" id="find" placeholder="Find a VM, a region, a finding" aria-label="Find"> <span id="count"></span></p>
<div class="scroll"><table id="vms" class="sortable"><thead><tr>${heads.map((head) => `<th scope="col"><button type="button">${head}</button></th>`).join("")}</tr></thead>
<tbody>
`;
  for (const of of subscriptions) for (const vm of [...of.vms].sort(byVerdict)) yield `${machine(vm, of)}\n`;
  yield "</tbody></table></div>\n</section>\n";
}

function machine(vm: AssessedVm, { name }: NamedAssessment): string {
  const why = vm.findings
    .filter(isBlocking)
    .map(
      ({ requirement, message, url }) =>
        `<li><a href="${safe(url)}">${safe(requirement)}</a> ${safe(message)}</li>`,
    );
  const exempt = vm.findings.flatMap(({ requirement, exempt: of }) =>
    of === undefined
      ? []
      : [`<li>exempt: ${safe(requirement)}: ${safe(of.reason)}, until ${safe(of.expires)}</li>`],
  );
  const reasons = [...why, ...exempt];
  const shown =
    reasons.length > 0
      ? `<ul>${reasons.join("")}</ul>`
      : vm.protection === undefined
        ? safe(whereTo(vm))
        : "";
  const cells = [
    `<th scope="row" title="${safe(vm.id)}">${safe(vm.name)}</th>`,
    `<td><span class="tag ${vm.verdict}">${vm.verdict}</span></td>`,
    ...[
      vm.location,
      vm.size,
      vm.protection?.vaultName,
      vm.protection?.lastRecoveryPoint?.slice(0, 16).replace("T", " "),
      vm.network,
    ].map((value) => `<td>${safe(value ?? "")}</td>`),
    `<td class="why">${shown}</td>`,
    `<td class="id">${safe(name)}</td>`,
  ];
  return `<tr>${cells.join("")}</tr>`;
}

function others({ subscriptions }: Report): string {
  const found = subscriptions.flatMap((of) => of.findings.map((one) => ({ ...one, of: of.name })));
  if (found.length === 0) return "";
  const rows = found.map(
    ({ resource, requirement, level, message, url, exempt, of }) =>
      `<tr><th scope="row" title="${safe(resource.id)}">${safe(resource.name)}</th><td><a href="${safe(url)}">${safe(requirement)}</a></td><td>${exempt === undefined ? level : "exempt"}</td><td class="why">${safe(message)}</td><td>${safe(of)}</td></tr>`,
  );
  return `<section>
<h2>Vaults, policies and networks</h2>
<div class="scroll"><table class="sortable"><thead><tr>${["Resource", "Finding", "Level", "What, and the fix", "Subscription"].map((head) => `<th scope="col"><button type="button">${head}</button></th>`).join("")}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>
</section>`;
}

function notes({ subscriptions, notSeen, exemptions }: Report): string {
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? ""
      : `<section><h2>${title}</h2><ul>${lines.map((line) => `<li>${safe(line)}</li>`).join("")}</ul></section>`;
  const of = (note: (one: NamedAssessment) => readonly string[]) => subscriptions.flatMap(note);
  return [
    list(
      "VMs in more than one vault",
      of((one) => one.inSeveralVaults),
    ),
    list(
      "Soft-deleted",
      of((one) => one.softDeleted.map(({ vmName, vaultName }) => `${vmName} in ${vaultName}`)),
    ),
    list(
      "Items without a VM",
      of((one) => one.withoutVm.map(({ vmName, vaultName }) => `${vmName} in ${vaultName}`)),
    ),
    list("Not seen", notSeen),
    list("Exemptions", exemptions),
  ].join("\n");
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const safe = (value: unknown): string => String(value).replace(/[&<>"']/g, (char) => escapes[char] as string);
