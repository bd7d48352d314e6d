import type { Inventory, InventoryResource } from "../core/inventory";
import { textOf } from "../core/values";
import { networkTypes } from "../network/inventory/resources";
import { stoppedStates } from "../protection/facts";
import { normalLocation } from "../region/location";
import { vmType } from "../vm/arm";
import { parseVmId } from "../vm/id";
import {
  type AssessedVm,
  type ItemNote,
  isBlocking,
  type NetworkPath,
  type VmProtectedBy,
  type VmVerdict,
} from "./assessment";
import { azureIdOf } from "./identity";
import type { Judged } from "./judging";
import { ownersOf } from "./owners";
import { protectionsByVm } from "./protection";
import { securityGroupIdsOf } from "./securityGroups";
import { propertiesOf, readerOf, type VmWithState } from "./vmProperties";

const networkRequirement = "backup-egress-open";
/** Requirements on the network and on whether a VM is protected. A finding of theirs does not mean that the VM cannot be protected. */
const notAboutReadiness: readonly string[] = [networkRequirement, "vm-is-protected", "one-vault-per-region"];

/** Every VM of an inventory with its findings, in the order of the ids. */
export function assessVms(
  inventory: Inventory,
  findings: readonly Judged[],
  vaultsByRegion: ReadonlyMap<string, readonly string[]>,
  softDeleted: readonly ItemNote[],
): AssessedVm[] {
  const findingsByVm = byVm(inventory, findings);
  const context: VmContext = {
    protections: protectionsByVm(inventory),
    vaultsByRegion,
    softDeletedIn: new Map(softDeleted.map(({ vmId, vaultName }) => [vmId.toLowerCase(), vaultName])),
    hasNetwork: inventory.of(networkTypes.networkInterface).length > 0,
  };
  return inventory
    .of<VmWithState>(vmType)
    .map((vm) => assessVm(vm, findingsByVm.get(vm.urn.toLowerCase()) ?? [], context))
    .sort((a, b) => (a.id.toLowerCase() < b.id.toLowerCase() ? -1 : 1));
}

/** Findings by the VM to which their resource belongs. */
function byVm(inventory: Inventory, findings: readonly Judged[]): Map<string, Judged[]> {
  const owners = ownersOf(inventory);
  const found = new Map<string, Judged[]>();
  for (const finding of findings) {
    const vm = owners.get(finding.resource.id.toLowerCase());
    if (vm === undefined) continue;
    const ofVm = found.get(vm);
    if (ofVm === undefined) found.set(vm, [finding]);
    else ofVm.push(finding);
  }
  return found;
}

/** What the inventory has besides the VM. Ids and URNs are in lower case. */
interface VmContext {
  /** By the VM's URN and id. */
  readonly protections: ReadonlyMap<string, VmProtectedBy>;
  readonly vaultsByRegion: ReadonlyMap<string, readonly string[]>;
  /** Names of the vaults that have a soft-deleted item of a VM, by the VM's id. */
  readonly softDeletedIn: ReadonlyMap<string, string>;
  readonly hasNetwork: boolean;
}

function assessVm(
  vm: InventoryResource<VmWithState>,
  findings: readonly Judged[],
  { protections, vaultsByRegion, softDeletedIn, hasNetwork }: VmContext,
): AssessedVm {
  const id = azureIdOf(vm);
  const place = parseVmId(id);
  const location = normalLocation(textOf(readerOf(vm)((known) => known?.location)));
  const protection = protections.get(vm.urn.toLowerCase()) ?? protections.get(id.toLowerCase());
  const vaultInRegion = vaultsByRegion.get(location)?.[0];
  const network = networkPathOf(findings, hasNetwork);
  const deletedIn = softDeletedIn.get(id.toLowerCase());
  return {
    id,
    name: place?.vmName ?? vm.name,
    subscriptionId: place?.subscriptionId ?? "",
    resourceGroup: place?.resourceGroupName ?? "",
    location,
    ...propertiesOf(vm),
    verdict: verdictOf(protection, findings),
    network,
    ...(network === "blocked" && { securityGroupIds: securityGroupIdsOf(vm) }),
    ...(deletedIn !== undefined && { softDeletedIn: deletedIn }),
    ...(protection && { protection }),
    ...(vaultInRegion && { vaultInRegion }),
    findings,
  };
}

function verdictOf(protection: VmProtectedBy | undefined, findings: readonly Judged[]): VmVerdict {
  if (protection !== undefined)
    return stoppedStates.includes(protection.state ?? "") ? "stopped" : "protected";
  const blocks = (finding: Judged) => isBlocking(finding) && !notAboutReadiness.includes(finding.requirement);
  return findings.some(blocks) ? "blocked" : "ready";
}

function networkPathOf(findings: readonly Judged[], hasNetwork: boolean): NetworkPath {
  if (findings.some(({ requirement }) => requirement === networkRequirement)) return "blocked";
  return hasNetwork ? "open" : "unknown";
}
