import Table from "cli-table3";
import { type AssessedVm, isBlocking } from "../../../src/assess/assessment";
import type { Format, NamedAssessment } from "../report";
import { percent, statusText, vmsToFix } from "./shared";

/** The most VMs and findings listed of a subscription. The other formats list all. */
const maxListed = 50;

/** For a terminal of 80 columns. */
export const table: Format = function* ({ source, totals, subscriptions, notSeen, exemptions }) {
  for (const subscription of subscriptions) yield `${subscriptionText(subscription)}\n\n`;
  for (const text of [...notSeen, ...exemptions]) yield `${wrap(text)}\n\n`;
  yield `${wrap(
    `${source}: ${totals.protected} of ${totals.vms} VMs protected (${percent(totals.protected, totals.vms)}), ${totals.stopped} stopped, ${totals.ready} ready, ${totals.blocked} blocked; ${totals.mandatory} mandatory and ${totals.advisory} advisory findings, ${totals.exempt} exempt.`,
  )}\n`;
};

function subscriptionText({ name, regions, vms, findings, ...lists }: NamedAssessment): string {
  const coverage = drawTable(
    ["region", "VMs", "prot.", "stop.", "ready", "block.", "vaults"],
    [18, 7, 7, 7, 7, 8, 17],
    regions.map((region) => [
      region.region,
      region.vms,
      region.protected,
      region.stopped,
      region.ready,
      region.blocked,
      region.vaults.join(", ") || "none",
    ]),
  );
  const toFix = vmsToFix(vms);
  const vmTable = drawTable(
    ["VM", "verdict", "reason or next step"],
    [20, 11, 44],
    toFix.slice(0, maxListed).map(vmRow),
  );
  const blocking = findings.filter(isBlocking);
  const findingTable = drawTable(
    ["resource", "requirement", "fix"],
    [20, 20, 35],
    blocking
      .slice(0, maxListed)
      .map(({ resource, requirement, fix, message }) => [resource.name, requirement, fix || message]),
  );
  return [
    name,
    ...(regions.length > 0 ? [coverage] : []),
    ...(toFix.length > 0 ? [vmTable] : []),
    ...moreLine(toFix.length, "VMs"),
    ...(blocking.length > 0 ? [findingTable] : []),
    ...moreLine(blocking.length, "findings"),
    ...itemLists(lists),
  ].join("\n");
}

const moreLine = (count: number, what: string): string[] =>
  count > maxListed ? [`… and ${count - maxListed} more ${what}: use --format csv or html to see all`] : [];

function itemLists({
  inSeveralVaults,
  softDeleted,
  withoutVm,
}: Pick<NamedAssessment, "inSeveralVaults" | "softDeleted" | "withoutVm">): string[] {
  const names = (items: readonly { readonly vmName: string }[]) =>
    items.map(({ vmName }) => vmName).join(", ");
  return [
    ...(inSeveralVaults.length > 0 ? [wrap(`In more than one vault: ${inSeveralVaults.join(", ")}`)] : []),
    ...(softDeleted.length > 0 ? [wrap(`Soft-deleted: ${names(softDeleted)}`)] : []),
    ...(withoutVm.length > 0 ? [wrap(`Items whose VM was not found: ${names(withoutVm)}`)] : []),
  ];
}

function vmRow(vm: AssessedVm): string[] {
  const blocking = vm.findings.filter(isBlocking);
  const reasons = blocking
    .map(({ requirement, fix, message }) => `${requirement}: ${fix || message}`)
    .join("; ");
  const network = vm.network === "blocked" ? "; the network blocks backup traffic" : "";
  return [vm.name, vm.verdict, `${reasons || statusText(vm)}${network}`];
}

/** A table. Its columns and their borders are together 80 characters wide. */
function drawTable(
  head: readonly string[],
  colWidths: readonly number[],
  rows: readonly (readonly unknown[])[],
): string {
  const drawn = new Table({
    head: [...head],
    colWidths: [...colWidths],
    wordWrap: true,
    wrapOnWordBoundary: false,
    style: { head: [], border: [], compact: true },
  });
  drawn.push(...rows.map((cells) => cells.map(String)));
  return drawn.toString();
}

const wrap = (text: string): string => text.replace(/(.{1,80})(\s+|$)/g, "$1\n").trimEnd();
