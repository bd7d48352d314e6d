import Table from "cli-table3";
import { type AssessedVm, isBlocking } from "../../../src/assess/assessment";
import type { Format, NamedAssessment } from "../report";
import { attention, percent, whereTo } from "./shared";

/** VMs that are listed of a subscription; the other formats have them all. */
const mostListed = 50;

/** For a terminal of 80 columns. */
export const table: Format = function* ({ source, totals, subscriptions, notSeen, exemptions }) {
  for (const of of subscriptions) yield `${ofSubscription(of)}\n\n`;
  for (const text of [...notSeen, ...exemptions]) yield `${wrap(text)}\n\n`;
  yield `${wrap(
    `${source}: ${totals.protected} of ${totals.vms} VMs protected (${percent(totals.protected, totals.vms)}), ${totals.stopped} stopped, ${totals.ready} ready, ${totals.blocked} blocked; ${totals.mandatory} mandatory and ${totals.advisory} advisory findings, ${totals.exempt} exempt.`,
  )}\n`;
};

function ofSubscription({ name, regions, vms, findings, ...rest }: NamedAssessment): string {
  const coverage = drawn(
    ["region", "VMs", "prot.", "stop.", "ready", "block.", "vaults"],
    [18, 7, 7, 7, 7, 8, 17],
    regions.map((of) => [
      of.region,
      of.vms,
      of.protected,
      of.stopped,
      of.ready,
      of.blocked,
      of.vaults.join(", ") || "none",
    ]),
  );
  const open = attention(vms);
  const machines = drawn(["VM", "verdict", "why"], [20, 11, 44], open.slice(0, mostListed).map(ofVm));
  const mandatory = findings.filter(isBlocking);
  const others = drawn(
    ["resource", "finding", "fix"],
    [20, 20, 35],
    mandatory.slice(0, mostListed).map(({ resource, requirement, fix }) => [resource.name, requirement, fix]),
  );
  return [
    name,
    ...(regions.length > 0 ? [coverage] : []),
    ...(open.length > 0 ? [machines] : []),
    ...more(open.length, "VMs"),
    ...(mandatory.length > 0 ? [others] : []),
    ...more(mandatory.length, "findings"),
    ...notes(rest),
  ].join("\n");
}

const more = (count: number, what: string): string[] =>
  count > mostListed ? [`… and ${count - mostListed} more ${what}: --format csv or html has them all`] : [];

function notes({
  inSeveralVaults,
  softDeleted,
  withoutVm,
}: Pick<NamedAssessment, "inSeveralVaults" | "softDeleted" | "withoutVm">): string[] {
  const names = (of: readonly { readonly vmName: string }[]) => of.map(({ vmName }) => vmName).join(", ");
  return [
    ...(inSeveralVaults.length > 0 ? [wrap(`In more than one vault: ${inSeveralVaults.join(", ")}`)] : []),
    ...(softDeleted.length > 0 ? [wrap(`Soft-deleted: ${names(softDeleted)}`)] : []),
    ...(withoutVm.length > 0 ? [wrap(`Items without a VM: ${names(withoutVm)}`)] : []),
  ];
}

function ofVm(vm: AssessedVm): string[] {
  const why = vm.findings.filter(isBlocking);
  const reasons = why.map(({ requirement, fix }) => `${requirement}: ${fix}`).join("; ");
  const network = vm.network === "blocked" ? "; the network lets no backup traffic out" : "";
  const state =
    vm.verdict === "stopped" ? `${vm.protection?.state} in ${vm.protection?.vaultName}` : whereTo(vm);
  return [vm.name, vm.verdict, `${reasons || state}${network}`];
}

/** A table with columns of these widths, which are 80 together with what separates them. */
function drawn(
  head: readonly string[],
  colWidths: readonly number[],
  rows: readonly (readonly unknown[])[],
): string {
  const made = new Table({
    head: [...head],
    colWidths: [...colWidths],
    wordWrap: true,
    wrapOnWordBoundary: false,
    style: { head: [], border: [], compact: true },
  });
  made.push(...rows.map((cells) => cells.map(String)));
  return made.toString();
}

const wrap = (text: string): string => text.replace(/(.{1,80})(\s+|$)/g, "$1\n").trimEnd();
