import { groupBy } from "../core/groupBy";
import { type Inventory, type InventoryResource, ifKnown } from "../core/inventory";
import { idKey } from "../core/resourceId";
import { textOf } from "../core/values";
import { lastDrillsIn } from "../protection/drills";
import { normalLocation } from "../region/location";
import { vmType } from "../vm/arm";
import { parseVmId } from "../vm/id";
import type { AnsweredVm } from "./answers";
import type { Answers, AssessedVm, ItemNote } from "./assessment";
import { idOrUrnOf } from "./identity";
import type { Judged, Judgement, Unjudged } from "./judging";
import { networksOf } from "./network";
import { ownersOf } from "./owners";
import { type Protections, protectedBy, protectionsIn } from "./protection";
import { securityGroupIdsOf } from "./securityGroups";
import { gapsAround } from "./unread";
import { verdictOn } from "./verdict";
import { propertiesOf, readerOf, type VmWithState } from "./vmProperties";

/** What the requirements say, and how they are answered for a VM. Without answersOf, no VM has answers. */
interface JudgementOfVms extends Omit<Judgement, "gaps"> {
  readonly answersOf?: (vm: AnsweredVm) => Answers;
}

/** Every VM of an inventory with its findings, in the order of the ids. */
export function assessVms(
  inventory: Inventory,
  { findings, unjudged, answersOf }: JudgementOfVms,
  vaultsByRegion: ReadonlyMap<string, readonly string[]>,
  softDeleted: readonly ItemNote[],
): AssessedVm[] {
  const owners = ownersOf(inventory);
  const context: VmContext = {
    findingsByVm: groupBy(findings, ({ resource }) => owners.get(resource.id)),
    unjudgedByVm: groupBy(unjudged, ({ urn }) => owners.get(urn)),
    protections: protectionsIn(inventory),
    gapsOf: gapsAround(inventory),
    networks: networksOf(inventory),
    vaultsByRegion,
    softDeletedIn: new Map(softDeleted.map(({ vmId, vaultName }) => [idKey(vmId), vaultName])),
    answersOf,
    drills: lastDrillsIn(inventory),
  };
  return inventory
    .of<VmWithState>(vmType)
    .map((vm) => ({ key: idKey(idOrUrnOf(vm)), vm }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ vm }) => assessVm(vm, context));
}

/** What the inventory has besides the VM. Its ids are in lower case. */
interface VmContext {
  /** By the VM's URN. */
  readonly findingsByVm: ReadonlyMap<string, readonly Judged[]>;
  /** By the VM's URN. */
  readonly unjudgedByVm: ReadonlyMap<string, readonly Unjudged[]>;
  readonly protections: Protections;
  readonly gapsOf: ReturnType<typeof gapsAround>;
  readonly networks: ReturnType<typeof networksOf>;
  readonly vaultsByRegion: ReadonlyMap<string, readonly string[]>;
  /** Names of the vaults that have a soft-deleted item of a VM, by the VM's id. */
  readonly softDeletedIn: ReadonlyMap<string, string>;
  readonly answersOf: JudgementOfVms["answersOf"];
  /** Undefined: no evidence of restore drills was read. */
  readonly drills: ReturnType<typeof lastDrillsIn>;
}

const unknownNetwork: Pick<AssessedVm, "network" | "networkUnknownBecause"> = { network: "unknown" };

function assessVm(vm: InventoryResource<VmWithState>, context: VmContext): AssessedVm {
  const { protections, gapsOf } = context;
  const id = idOrUrnOf(vm);
  const key = idKey(id);
  const urnKey = id === vm.urn ? key : idKey(vm.urn);
  const place = parseVmId(id);
  const location = normalLocation(textOf(readerOf(vm)((known) => known?.location)));
  const found = protections.of.get(urnKey) ?? protections.of.get(key);
  const findings = context.findingsByVm.get(vm.urn) ?? [];
  const softDeletedIn = context.softDeletedIn.get(key);
  const vaultInRegion = context.vaultsByRegion.get(location)?.[0];
  const { items, others } = gapsOf(vm);
  const gaps = { items: protections.unknownItem ?? items, others };
  const answers = context.answersOf?.({ urn: vm.urn, found, itemGap: gaps.items });
  const drilled = (context.drills?.get(key) ?? context.drills?.get(urnKey))?.lastSuccess;
  const network = context.networks.get(vm.urn) ?? unknownNetwork;
  const properties = propertiesOf(vm);
  const { verdict, notRead, failure } = verdictOn({
    found,
    isSoftDeleted: softDeletedIn !== undefined,
    findings,
    unjudged: context.unjudgedByVm.get(vm.urn) ?? [],
    gaps,
  });
  // Without a spread: such an object takes several times as long to make and to write.
  return {
    id,
    name: place?.vmName ?? vm.name,
    subscriptionId: place?.subscriptionId ?? "",
    resourceGroup: place?.resourceGroupName ?? textOf(ifKnown(() => vm.inputs?.resourceGroupName)),
    location,
    size: properties.size,
    os: properties.os,
    diskGB: properties.diskGB,
    disksWithoutSize: properties.disksWithoutSize,
    tags: properties.tags,
    powerState: properties.powerState,
    agent: properties.agent,
    provisioningState: properties.provisioningState,
    basicProtection: properties.basicProtection,
    verdict,
    notRead,
    failure,
    network: network.network,
    networkUnknownBecause: network.networkUnknownBecause,
    securityGroupIds: network.network === "blocked" ? securityGroupIdsOf(vm) : undefined,
    softDeletedIn,
    protection: found && protectedBy(found.item),
    vaultInRegion: vaultInRegion || undefined,
    findings,
    lastSuccessfulDrill: drilled?.endedAt,
    answers,
  };
}
