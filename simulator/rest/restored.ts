import { put } from "../azure/arm";
import { modelledType } from "../azure/ids";
import { isObject, type Json, listAt, objectAt, textAt, valueAt } from "../azure/json";
import type { Azure } from "../azure/service";
import { guidOf } from "../azure/services/guid";
import { osTypeOf } from "./recoveryPoints";

/*
 * What a restore creates. The names of restored disks and network interfaces are documented nowhere: here a VM's disks and interface begin
 * with its name, and disks that are restored alone with the name of their source.
 */

/** What a restore job was asked for. */
export interface Restore {
  readonly recoveryType: "AlternateLocation" | "RestoreDisks";
  readonly pointName: string;
  readonly pointTime: string;
  readonly sourceId: string;
  readonly groupId: string;
  readonly storageAccountId: string;
  readonly region: string;
  readonly targetVmId?: string;
  readonly subnetId?: string;
  readonly networkId?: string;
  /** The job fails after its first phase, with this message. */
  readonly failsWith?: string;
}

const nameOf = (id: string): string => id.slice(id.lastIndexOf("/") + 1);

/** The size of a restored disk whose source does not say its size; the job reports it. */
export const defaultDiskGB = 30;

interface RestoredDisk {
  readonly id: string;
  /** Undefined: the operating system disk. */
  readonly lun?: number;
}

/** The disks of a restore, by the source's disks today. */
function disksOf(azure: Azure, restore: Restore, jobId: string): RestoredDisk[] {
  const source = azure.store.find(restore.sourceId)?.properties;
  const prefix = nameOf(restore.targetVmId ?? restore.sourceId);
  const suffix = guidOf(jobId).replaceAll("-", "").slice(0, 12);
  const idOf = (part: string) =>
    `${restore.groupId}/providers/Microsoft.Compute/disks/${prefix}-${part}-${suffix}`;
  const data = listAt(source, "storageProfile.dataDisks").map((disk) => Number(valueAt(disk, "lun") ?? 0));
  return [{ id: idOf("osdisk") }, ...data.map((lun) => ({ id: idOf(`datadisk-${lun}`), lun }))];
}

export function createDisks(azure: Azure, restore: Restore, jobId: string): void {
  const source = azure.store.find(restore.sourceId)?.properties;
  for (const { id, lun } of disksOf(azure, restore, jobId)) {
    const sourceDisk = lun === undefined ? valueAt(source, "storageProfile.osDisk") : dataDiskAt(source, lun);
    put(azure, modelledType("compute:Disk"), id, {
      location: restore.region,
      creationData: { createOption: "Restore" },
      diskSizeGB: Number(valueAt(sourceDisk, "diskSizeGB") ?? defaultDiskGB),
      sku: { name: "Premium_LRS" },
      ...(lun === undefined && { osType: osTypeOf(source) }),
    });
  }
}

const dataDiskAt = (vm: unknown, lun: number): unknown =>
  listAt(vm, "storageProfile.dataDisks").find((disk) => Number(valueAt(disk, "lun") ?? 0) === lun);

/** The network interface, without a public address, and the virtual machine. */
export function createVm(azure: Azure, restore: Restore, jobId: string): void {
  const { targetVmId = "", subnetId = "", region: location } = restore;
  const source = azure.store.find(restore.sourceId)?.properties;
  const suffix = guidOf(`${jobId}/nic`).replaceAll("-", "");
  const nicId = `${restore.groupId}/providers/Microsoft.Network/networkInterfaces/${nameOf(targetVmId)}-nic-${suffix}`;
  put(azure, modelledType("network:NetworkInterface"), nicId, {
    location,
    ipConfigurations: [{ name: "ipconfig1", subnet: { id: subnetId } }],
  });
  const attached = disksOf(azure, restore, jobId).map(({ id, lun }) => ({
    ...{ name: nameOf(id), createOption: "Attach", managedDisk: { id } },
    ...(lun === undefined ? { osType: osTypeOf(source) } : { lun }),
  }));
  put(azure, modelledType("compute:VirtualMachine"), targetVmId, {
    location,
    hardwareProfile: { vmSize: textAt(source, "hardwareProfile.vmSize") ?? "Standard_DS1_v2" },
    storageProfile: { osDisk: attached[0], dataDisks: attached.slice(1) },
    networkProfile: { networkInterfaces: [{ id: nicId, properties: { primary: true } }] },
    ...(isObject(valueAt(source, "diagnosticsProfile")) && {
      diagnosticsProfile: objectAt(source, "diagnosticsProfile"),
    }),
  });
}

/** Where a restore of disks leaves its template, in the form that azure-cli recorded (test_backup_restore, 2022-05). */
export function stagingOf({ sourceId, storageAccountId }: Restore, jobId: string) {
  const short = nameOf(sourceId)
    .replace(/[^A-Za-z0-9]/g, "")
    .toLowerCase()
    .slice(0, 14);
  const container = `${short}-${guidOf(`${jobId}/container`).replaceAll("-", "")}`;
  const url = `https://${nameOf(storageAccountId)}.blob.core.windows.net/${container}`;
  return { container, url, config: `config-${short}-${jobId}.json`, template: `azuredeploy${jobId}.json` };
}

export const containerType = "Microsoft.Storage/storageAccounts/blobServices/containers";

/** The container with its blobs is one record in the storage account. */
export function createStagingBlobs(azure: Azure, restore: Restore, jobId: string): void {
  const { container, config, template } = stagingOf(restore, jobId);
  const properties: Json = { publicAccess: "None", blobs: [config, template] };
  azure.store.put({
    id: `${restore.storageAccountId}/blobServices/default/containers/${container}`,
    type: containerType,
    name: container,
    properties,
  });
}
