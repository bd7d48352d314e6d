import type { AssessedVm } from "../../../src/assess/assessment";
import { sameText } from "../../../src/core/values";
import { normalLocation } from "../../../src/region/location";
import { notReadText, untilText } from "../../deletedVaults";
import type { Report } from "../report";

/** The most reasons that are listed: a missing role is missing in every region. */
const maxReasons = 5;

/** The deleted vaults that can be brought back, until when, and how; and where there may be others. Empty lists are left out. */
export function deletedVaultLists({
  deletedVaults,
  subscriptions,
}: Pick<Report, "deletedVaults" | "subscriptions">): (readonly [title: string, lines: readonly string[]])[] {
  const { vaults = [], notRead = [] } = deletedVaults ?? {};
  const nameOf = (id: string) =>
    subscriptions.find(({ subscriptionId }) => sameText(subscriptionId, id))?.name ?? id;
  const reasons = notRead.map((one) => notReadText(one, nameOf));
  const more = reasons.length - maxReasons;
  return (
    [
      [
        "Deleted vaults that can be brought back (npx azure-vm-backup adopt --undelete <name or id> --yes)",
        vaults.map(
          (vault) =>
            `${vault.vaultName} of resource group ${vault.resourceGroup} in ${vault.location} (${nameOf(vault.subscriptionId)}): ${untilText(vault)}`,
        ),
      ],
      [
        "Deleted vaults that were not read",
        [...reasons.slice(0, maxReasons), ...(more > 0 ? [`and ${more} more: --format json has all`] : [])],
      ],
    ] as const
  ).filter(([, lines]) => lines.length > 0);
}

/** The deleted vaults in the subscription and region of a VM. Unknown: there may be others. Undefined: they were not looked for. */
export function deletedVaultsBeside(
  vm: AssessedVm,
  deletedVaults: Report["deletedVaults"],
): string | undefined {
  const region = normalLocation(vm.location);
  const isHere = (subscriptionId: string) => sameText(subscriptionId, vm.subscriptionId);
  const found = deletedVaults?.vaults
    .filter((vault) => isHere(vault.subscriptionId) && normalLocation(vault.location) === region)
    .map((vault) => `${vault.vaultName} ${untilText(vault)}`);
  const isUnknown = deletedVaults?.notRead.some(
    ({ subscriptionId, regions }) =>
      isHere(subscriptionId) && (regions.length === 0 || regions.includes(region)),
  );
  return found && [...found, ...(isUnknown ? ["unknown"] : [])].join(" | ");
}
