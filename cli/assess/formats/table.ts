import {
  type AssessedVm,
  isBlocking,
  type RegionCoverage,
  type VmVerdict,
  vmVerdicts,
} from "../../../src/assess/assessment";
import type { Format, NamedAssessment } from "../report";
import { deletedVaultLists } from "./deletedVaults";
import { hasPoints, pointTexts, vmsByPoint } from "./point";
import { otherLists, percent, reasonAndFix, statusText, verdictsText, vmsToFix } from "./shared";
import { drawTable, wrap } from "./text";

/** The most VMs and findings listed of a subscription. The other formats list all. */
const maxListed = 50;

/** For a terminal of 80 columns. */
export const table: Format = function* (report) {
  const { source, totals, subscriptions, missing, notSeen, exemptions } = report;
  if (missing !== undefined) yield `${wrap(missing)}\n\n`;
  for (const subscription of subscriptions) yield `${subscriptionText(subscription)}\n\n`;
  for (const [title, lines] of deletedVaultLists(report))
    yield `${[`${title}:`, ...lines.map((line) => `- ${line}`)].map(wrap).join("\n")}\n\n`;
  for (const text of [...notSeen, ...exemptions]) yield `${wrap(text)}\n\n`;
  yield `${wrap(
    `${source}: ${totals.protected} of ${totals.vms} VMs protected (${percent(totals.protected, totals.vms)}): ${verdictsText(totals)}; ${totals.mandatory} mandatory and ${totals.advisory} advisory findings, ${totals.exemptFindings} exempt.`,
  )}\n`;
};

/** Short names, because a terminal has 80 columns. */
const headOf: Readonly<Record<VmVerdict, string>> = {
  ...{ failing: "fail.", blocked: "block", unknown: "unkn.", stopped: "stop." },
  ...{ ready: "ready", exempt: "exmpt", protected: "prot." },
};

/** A column for each verdict that a VM has. The vaults follow if there is room. */
function coverageTable(regions: readonly RegionCoverage[]): string {
  const shown = [...vmVerdicts]
    .reverse()
    .filter((verdict) => verdict === "protected" || regions.some((region) => region[verdict] > 0));
  const widths = [16, 7, ...shown.map(() => 7)];
  const borders = widths.length + 2;
  const left = 80 - borders - widths.reduce((sum, width) => sum + width, 0);
  const hasVaults = left >= 10;
  return drawTable(
    ["region", "VMs", ...shown.map((verdict) => headOf[verdict]), ...(hasVaults ? ["vaults"] : [])],
    [...widths, ...(hasVaults ? [left] : [])],
    regions.map((region) => [
      ...[region.region, region.vms, ...shown.map((verdict) => region[verdict])],
      ...(hasVaults ? [region.vaults.join(", ") || "none"] : []),
    ]),
  );
}

function subscriptionText(subscription: NamedAssessment): string {
  const { name, regions, vms, findings } = subscription;
  const coverage = coverageTable(regions);
  const toFix = vmsToFix(vms);
  const vmTable = drawTable(
    ["VM", "verdict", "reason or next step"],
    [20, 11, 44],
    toFix.slice(0, maxListed).map(vmRow),
  );
  const blocking = findings.filter(isBlocking);
  const findingTable = drawTable(
    ["resource", "requirement", "reason and fix"],
    [20, 20, 35],
    blocking
      .slice(0, maxListed)
      .map((finding) => [finding.resource.name, finding.requirement, reasonAndFix(finding)]),
  );
  return [
    wrap(name),
    ...(regions.length > 0 ? [coverage] : []),
    ...(toFix.length > 0 ? [vmTable] : []),
    ...moreLine(toFix.length, "VMs"),
    ...(hasPoints(vms) ? [pointTable(vms)] : []),
    ...(blocking.length > 0 ? [findingTable] : []),
    ...moreLine(blocking.length, "findings"),
    ...otherLists(subscription).map(([title, names]) => wrap(`${title}: ${names.join(", ")}`)),
  ].join("\n");
}

/** The newest recovery points, for `--points`. */
function pointTable(all: readonly AssessedVm[]): string {
  const vms = vmsByPoint(all);
  const rows = vms.slice(0, maxListed).map((vm) => {
    const { time, tier, threatStatus, immutableUntil } = pointTexts(vm);
    return [vm.name, short(time), tier, threatStatus, short(immutableUntil)];
  });
  const head = ["VM", "newest healthy point", "tier", "threats", "immutable until"];
  return [drawTable(head, [15, 20, 10, 10, 19], rows), ...moreLine(vms.length, "VMs")].join("\n");
}

/** A time to the minute; another text as it is. */
const short = (text: string): string =>
  /^\d{4}-\d\d-\d\dT/.test(text) ? `${text.slice(0, 16).replace("T", " ")} UTC` : text;

const moreLine = (count: number, what: string): string[] =>
  count > maxListed ? [`… and ${count - maxListed} more ${what}: use --format csv or html to see all`] : [];

function vmRow(vm: AssessedVm): string[] {
  const network = vm.network === "blocked" ? "the network blocks backup traffic" : "";
  const status = vm.verdict === "blocked" ? "" : statusText(vm);
  const others = [status, network].filter(Boolean).join("; ");
  const reasons = vm.findings
    .filter(isBlocking)
    .map((finding) => `${finding.requirement}: ${reasonAndFix(finding)}`);
  return [vm.name, vm.verdict, [...(others === "" ? [] : [others]), ...reasons].join("\n")];
}
