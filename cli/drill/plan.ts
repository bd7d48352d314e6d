import { randomBytes, randomInt } from "node:crypto";
import { disksOnlyReason } from "../../src/drill/disksOnly";
import type { ArmJson } from "../../src/drill/network";
import { choosePoint, recoveryPointOf } from "../../src/drill/recoveryPoint";
import { secondaryRegionOf } from "../../src/drill/secondaryRegion";
import type { Arm } from "../../src/live/arm";
import { secondaryPointsOf } from "../../src/live/crossRegionRestore";
import { apiVersions, recoveryPointsOf } from "../../src/live/restore";
import type { SelectedItem } from "../backupNow/selection";
import { Failure } from "../failure";
import type { Settings } from "./options";
import type { VmDrill } from "./unfinishedRun";

/** A VM to drill, its vault, and the networks it is in today. */
export interface PlannedVm {
  readonly drill: VmDrill;
  /** Undefined: you cannot read it. */
  readonly vault: ArmJson | undefined;
  /** Ids of its managed disks today. Undefined: one of them is not known. */
  readonly diskIds: readonly string[] | undefined;
  readonly networkIds: readonly string[];
}

interface Item {
  readonly properties?: { readonly sourceResourceId?: string; readonly policyId?: string };
}

const idOf = ({ place }: SelectedItem): string =>
  `/subscriptions/${place.subscriptionId}/resourceGroups/${place.resourceGroupName}/providers/Microsoft.RecoveryServices/vaults/${place.vaultName}/backupFabrics/${place.fabricName}/protectionContainers/${place.containerName}/protectedItems/${place.protectedItemName}`;

/** Reads a VM, its item and its recovery points, and chooses the point. It changes nothing. @throws Failure */
export async function planVm(
  arm: Arm,
  selected: SelectedItem,
  settings: Settings,
  staging: ArmJson | undefined,
): Promise<PlannedVm> {
  const itemId = idOf(selected);
  const vaultId = itemId.replace(/\/backupFabrics\/.*$/, "");
  const [item, vault, points] = await Promise.all([
    arm.get<Item>(itemId, apiVersions.backup),
    arm.get<ArmJson>(vaultId, apiVersions.backup),
    settings.isSecondary ? secondaryPointsOf(arm, itemId) : recoveryPointsOf(arm, itemId),
  ]);
  const vmId = item?.properties?.sourceResourceId;
  if (vmId === undefined || vmId === "")
    throw new Failure(`${selected.vmName}: the item ${itemId} was not found.`);
  // The VM of an item may be gone. It is then restored in its vault's region.
  const vm = await arm.get<ArmJson>(vmId, apiVersions.compute);
  const interfaces = await interfacesOf(arm, vm);
  const { pick, tier, withinMs, isSecondary } = settings;
  const random = randomInt(2 ** 32) / 2 ** 32;
  const chosen = choosePoint(points.map(recoveryPointOf), {
    ...{ pick, tier, isSecondary, nowMs: Date.now(), random, ...(withinMs !== undefined && { withinMs }) },
  });
  const point = "point" in chosen ? chosen.point : null;
  const isForced = settings.checks.every(({ name }) => name === "disks")
    ? "the only check is disks"
    : undefined;
  const size = sizeOf(vm) ?? point?.vmSize ?? null;
  const drill: VmDrill = {
    drillId: randomBytes(6).toString("hex"),
    vm: {
      id: vmId,
      name: vmId.slice(vmId.lastIndexOf("/") + 1),
      location: vm?.location ?? vault?.location ?? "",
      size,
    },
    item: { id: itemId, vaultId, policyId: item?.properties?.policyId || null },
    point,
    disksOnly: point === null ? null : (isForced ?? disksOnlyReason(vm, interfaces, point) ?? null),
    secondaryRegion: isSecondary ? secondaryRegionOf(vault, staging) : null,
    step: "planned",
    checks: [],
    created: [],
    ...("none" in chosen && { failure: { kind: "noPoint", message: chosen.none } }),
  };
  return { drill, vault, diskIds: diskIdsOf(vm), networkIds: interfaces.flatMap(networksOf) };
}

const sizeOf = (vm: ArmJson | undefined): string | undefined =>
  (vm?.properties?.hardwareProfile as { vmSize?: string } | undefined)?.vmSize;

interface StorageProfile {
  readonly osDisk?: { readonly managedDisk?: { readonly id?: string } | null } | null;
  readonly dataDisks?: readonly { readonly managedDisk?: { readonly id?: string } | null }[] | null;
}

function diskIdsOf(vm: ArmJson | undefined): readonly string[] | undefined {
  const profile = vm?.properties?.storageProfile as StorageProfile | null | undefined;
  if (profile?.osDisk == null) return undefined;
  const ids = [profile.osDisk, ...(profile.dataDisks ?? [])].map(({ managedDisk }) => managedDisk?.id);
  return ids.every((id) => id !== undefined) ? ids : undefined;
}

async function interfacesOf(arm: Arm, vm: ArmJson | undefined): Promise<ArmJson[]> {
  const profile = vm?.properties?.networkProfile as { networkInterfaces?: { id?: string }[] } | undefined;
  const ids = (profile?.networkInterfaces ?? []).flatMap(({ id }) => id ?? []);
  const read = await Promise.all(ids.map((id) => arm.get<ArmJson>(id, apiVersions.network)));
  const missing = ids.find((_, i) => read[i] === undefined);
  if (missing !== undefined)
    throw new Failure(`The network interface ${missing} was not found, so the VM's network is not known.`);
  return read.filter((one) => one !== undefined);
}

function networksOf({ properties = {} }: ArmJson): string[] {
  const configurations = (properties.ipConfigurations ?? []) as {
    properties?: { subnet?: { id?: string } };
  }[];
  return configurations.flatMap(
    ({ properties: one }) => one?.subnet?.id?.replace(/\/subnets\/[^/]+$/i, "") ?? [],
  );
}
