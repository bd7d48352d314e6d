import { idKey } from "../../src/core/resourceId";
import { type ArmJson, networkRefusals, type Refusal } from "../../src/drill/network";
import { placeRefusals } from "../../src/drill/place";
import { secondaryRefusals } from "../../src/drill/secondaryRegion";
import type { Arm } from "../../src/live/arm";
import { apiVersions } from "../../src/live/restore";
import type { Settings } from "./options";
import type { PlannedVm } from "./plan";
import type { VmDrill } from "./unfinishedRun";

/** The id of the target group, which may be given by name in the subscription of the staging account. */
export const groupIdOf = ({ targetGroup, stagingId }: Settings): string =>
  targetGroup.startsWith("/")
    ? targetGroup
    : `/subscriptions/${stagingId.split("/")[2]}/resourceGroups/${targetGroup}`;

/** Every reason not to start the drills. It only reads. */
export async function refusalsOf(
  arm: Arm,
  settings: Settings,
  planned: readonly PlannedVm[],
  staging: ArmJson | undefined,
): Promise<Refusal[]> {
  const { stagingId, subnetId, allowAzureCloud, isSecondary } = settings;
  const groupId = groupIdOf(settings);
  const group = await arm.get<ArmJson>(groupId, apiVersions.resources);
  const resources = group === undefined ? [] : await resourcesIn(arm, groupId);
  const sourceIds = planned.flatMap(({ drill }) => [drill.vm.id, drill.item.vaultId]);
  const vaults = planned.flatMap(({ vault }) => vault ?? []);
  const refusals = [
    ...placeRefusals({ groupId, group, resources, stagingId, staging, sourceIds }),
    ...(isSecondary ? secondaryRefusals({ groupId, group, stagingId, staging, vaults }) : []),
  ];
  const toVms = planned.filter(({ drill }) => drill.disksOnly === null);
  if (subnetId === null || toVms.length === 0) return refusals;
  const network = await arm.get<ArmJson>(subnetId.replace(/\/subnets\/[^/]+$/i, ""), apiVersions.network);
  const subnet = ((network?.properties?.subnets ?? []) as ArmJson[]).find(
    ({ id }) => idKey(id ?? "") === idKey(subnetId),
  );
  const linked = async (key: string): Promise<ArmJson | undefined> => {
    const id = (subnet?.properties?.[key] as { id?: string } | undefined)?.id;
    return id === undefined ? undefined : arm.get<ArmJson>(id, apiVersions.network);
  };
  const [securityGroup, routeTable] = await Promise.all([
    linked("networkSecurityGroup"),
    linked("routeTable"),
  ]);
  const drillNetwork = {
    ...{ subnetId, network, securityGroup, routeTable, targetGroupId: groupId, allowAzureCloud },
    sourceNetworkIds: planned.flatMap(({ networkIds }) => networkIds),
    regions: [...new Set(toVms.map(({ drill }) => regionOf(drill)))],
  };
  return [...refusals, ...networkRefusals(drillNetwork)];
}

/** The region in which a VM is restored. */
export const regionOf = ({ secondaryRegion, vm }: VmDrill): string => secondaryRegion ?? vm.location;

/** A resource in a list of a group. */
export interface ListedResource extends ArmJson {
  readonly id: string;
  readonly type: string;
}

export const resourcesIn = (arm: Arm, groupId: string): Promise<ListedResource[]> =>
  arm.list<ListedResource>(`${groupId}/resources`, apiVersions.resources);
