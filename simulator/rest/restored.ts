import { put } from "../azure/arm";
import { azureTime } from "../azure/azureTime";
import { modelledType } from "../azure/ids";
import { isObject, type Json, listAt, objectAt, textAt, valueAt } from "../azure/json";
import type { Azure } from "../azure/service";
import { guidOf } from "../azure/services/guid";
import { osTypeOf } from "./recoveryPoints";

/*
 * What a restore creates. The names of disks and their tag are those in a list of restored disks that azure-powershell recorded
 * (TestAzureVMCRRWithDES, 2023-01); that the tag is the id of the job is how users' scripts find them. The names of network interfaces are
 * documented nowhere.
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
  /** When it was asked for, which is a part of its disks' names. */
  readonly startedMs: number;
  readonly targetVmId?: string;
  readonly subnetId?: string;
  readonly networkId?: string;
  /** The vault from whose secondary region it was restored. */
  readonly crossRegionVaultId?: string;
  /** The job fails after its first phase, with this message. */
  readonly failsWith?: string;
}

const nameOf = (id: string): string => id.slice(id.lastIndexOf("/") + 1);

/** The letters and digits of a name, as the names of what a restore creates have them. */
const plain = (name: string): string => name.replace(/[^A-Za-z0-9]/g, "").toLowerCase();

/** The size of a restored disk whose source does not say its size; the job reports it. */
export const defaultDiskGB = 30;

interface RestoredDisk {
  readonly id: string;
  /** Undefined: the operating system disk. */
  readonly lun?: number;
}

/** The disks of a restore, by the source's disks today. */
function disksOf(azure: Azure, restore: Restore): RestoredDisk[] {
  const source = azure.store.find(restore.sourceId)?.properties;
  const prefix = plain(nameOf(restore.targetVmId ?? restore.sourceId));
  const time = azureTime(new Date(restore.startedMs));
  const suffix = time.replace(/[-:]/g, "").replace("T", "-").slice(0, 15);
  const idOf = (part: string) =>
    `${restore.groupId}/providers/Microsoft.Compute/disks/${prefix}-${part}-${suffix}`;
  const data = listAt(source, "storageProfile.dataDisks").map((disk) => Number(valueAt(disk, "lun") ?? 0));
  const dataDisks = data.map((lun, i) => ({ id: idOf(`datadisk-${String(i).padStart(3, "0")}`), lun }));
  return [{ id: idOf("osdisk") }, ...dataDisks];
}

export function createDisks(azure: Azure, restore: Restore, jobId: string): void {
  const source = azure.store.find(restore.sourceId)?.properties;
  for (const { id, lun } of disksOf(azure, restore)) {
    const sourceDisk = lun === undefined ? valueAt(source, "storageProfile.osDisk") : dataDiskAt(source, lun);
    put(azure, modelledType("compute:Disk"), id, {
      location: restore.region,
      creationData: { createOption: "Restore" },
      diskSizeGB: Number(valueAt(sourceDisk, "diskSizeGB") ?? defaultDiskGB),
      sku: { name: "Premium_LRS" },
      tags: { RSVaultBackup: jobId },
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
  const attached = disksOf(azure, restore).map(({ id, lun }) => ({
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
  const short = plain(nameOf(sourceId)).slice(0, 14);
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
