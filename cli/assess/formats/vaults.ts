import type { AssessedVault, AssessedVm } from "../../../src/assess/assessment";
import { idKey } from "../../../src/core/resourceId";
import type { Report } from "../report";
import { escapeHtml } from "./page";

const vaultsByReport = new WeakMap<Report, ReadonlyMap<string, AssessedVault>>();

/** The vaults of all subscriptions by their ids in lower case: a vault may protect VMs of another subscription. */
function vaultsById(report: Report): ReadonlyMap<string, AssessedVault> {
  const known =
    vaultsByReport.get(report) ??
    new Map(
      report.subscriptions.flatMap(({ vaults }) => vaults.map((vault) => [idKey(vault.id), vault] as const)),
    );
  vaultsByReport.set(report, known);
  return known;
}

/** The immutability of the vault that protects a VM. Empty: nothing protects the VM. */
export const immutabilityOfVault = ({ protection }: AssessedVm, report: Report): string =>
  protection === undefined ? "" : immutabilityText(vaultsById(report).get(idKey(protection.vaultId)));

/** Whether recovery points of a vault can be deleted before they expire, in Azure's words. */
const immutabilityText = (vault: AssessedVault | undefined): string =>
  vault?.immutability === undefined
    ? "unknown"
    : vault.immutabilityDays === undefined
      ? vault.immutability
      : `${vault.immutability}, ${vault.immutabilityDays} days`;

/** What the page shows of each vault. */
const vaultColumns: readonly (readonly [head: string, value: (vault: AssessedVault) => string])[] = [
  ["Region", ({ location }) => location],
  ["Resource group", ({ resourceGroup }) => resourceGroup],
  ["Items", ({ items }) => String(items)],
  ["Redundancy", ({ storageRedundancy }) => storageRedundancy ?? "unknown"],
  ["Cross-region restore", ({ crossRegionRestore }) => onOff(crossRegionRestore)],
  ["Immutability", immutabilityText],
];

const onOff = (value: boolean | undefined): string =>
  value === undefined ? "unknown" : value ? "on" : "off";

/** The vaults of a page. Empty: there is none. */
export function vaultTable({ subscriptions }: Report): string {
  const rows = subscriptions.flatMap(({ name, vaults }) =>
    vaults.map((vault) => {
      const cells = [...vaultColumns.map(([, value]) => value(vault)), name];
      return `<tr><th scope="row" title="${escapeHtml(vault.id)}">${escapeHtml(vault.name)}</th>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`;
    }),
  );
  if (rows.length === 0) return "";
  const heads = ["Vault", ...vaultColumns.map(([head]) => head), "Subscription"];
  return `<section>
<h2>Vaults</h2>
<div class="scroll"><table class="sortable"><thead><tr>${heads.map((head) => `<th scope="col"><button type="button">${head}</button></th>`).join("")}</tr></thead>
<tbody>${rows.join("\n")}</tbody></table></div>
</section>`;
}
