import { idKey, nameIn, resourceGroupIn } from "../core/resourceId";
import { sameText } from "../core/values";
import { drillIdLength, drillTag, vmNamePrefix } from "./facts";
import type { ArmJson, Refusal } from "./network";

/** Where a drill restores to, and what exists there. */
export interface DrillPlace {
  readonly groupId: string;
  /** Undefined: it does not exist. */
  readonly group: ArmJson | undefined;
  /** What is in the group. */
  readonly resources: readonly { readonly id: string; readonly type: string }[];
  readonly stagingId: string;
  readonly staging: ArmJson | undefined;
  /** Ids of the VMs that are drilled, and of their vaults. */
  readonly sourceIds: readonly string[];
}

/** The marker that makes a resource group one for drills. */
export const hasMarker = (group: ArmJson): boolean => tagValue(group, drillTag) !== undefined;

/** The value of a tag, whose name Azure compares without case. */
export const tagValue = ({ tags }: ArmJson, name: string): string | undefined =>
  Object.entries(tags ?? {}).find(([key]) => sameText(key, name))?.[1];

/** Every reason not to restore to this place. */
export function placeRefusals(place: DrillPlace): Refusal[] {
  const { groupId, group, resources, stagingId, staging, sourceIds } = place;
  const name = nameIn(groupId);
  if (group === undefined)
    return [
      {
        what: `The resource group ${name} was not found`,
        fix: `Create it for drills only: az group create --name ${name} --location <region> --tags ${drillTag}=group`,
      },
    ];
  const refusals: Refusal[] = [];
  const shared = sourceIds.find((id) => idKey(groupOf(id)) === idKey(groupId));
  if (shared !== undefined)
    refusals.push({
      what: `${name} is the resource group of ${nameIn(shared)}: a drill deletes only in a group of its own`,
      fix: "Use another --target-group, for drills only",
    });
  else if (!hasMarker(group))
    refusals.push({
      what: `The resource group ${name} does not have the tag ${drillTag}`,
      fix: `If the group is for drills only, tag it: az group update --name ${name} --set tags.${drillTag}=group`,
    });
  for (const { id, type } of resources)
    if (/\/publicIPAddresses$/i.test(type))
      refusals.push({
        what: `${name} contains a public IP address, ${nameIn(id)}`,
        fix: "Remove it from the group",
      });
  if (staging === undefined)
    refusals.push({
      what: `The storage account of --staging ${stagingId} was not found`,
      fix: "Check the id, and that you can read it",
    });
  return refusals;
}

const groupOf = (id: string): string =>
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(id)?.[0] ?? resourceGroupIn(id);

/** The name of a restored VM. It contains the drill's id, so that it belongs to no other drill. */
export const vmNameOf = (drillId: string): string => `${vmNamePrefix}${drillId}`;

const idPattern = `([0-9a-f]{${drillIdLength}})`;
/** The names of a restored VM's disks have no hyphen in the VM's name: {@link restoredDisks}. */
const namePatterns = [
  new RegExp(`^${vmNamePrefix}${idPattern}(?![0-9a-f])`, "i"),
  new RegExp(`^${vmNamePrefix.replace("-", "")}${idPattern}-(?:osdisk|datadisk)-`, "i"),
];

/** The drill to which a resource belongs, by its tag or its name. Undefined: it belongs to none, and no drill deletes it. */
export function drillOf(resource: ArmJson): string | undefined {
  const tag = tagValue(resource, drillTag)?.toLowerCase();
  if (tag !== undefined && new RegExp(`^[0-9a-f]{${drillIdLength}}$`).test(tag)) return tag;
  const name = resource.name ?? nameIn(resource.id ?? "");
  const match = namePatterns.map((pattern) => pattern.exec(name)).find((found) => found !== null);
  return match?.[1]?.toLowerCase();
}

/** The order in which Azure lets resources be deleted: a VM holds its interface and disks. Undefined: no drill deletes this type. */
export function deletionOrder(type: string): number | undefined {
  const order = [
    "microsoft.compute/virtualmachines",
    "microsoft.network/networkinterfaces",
    "microsoft.compute/disks",
  ];
  const index = order.indexOf(type.toLowerCase());
  return index < 0 ? undefined : index;
}
