import { AzureError, invalidReference } from "../azureError";
import { normalizeRegion } from "../ids";
import {
  equalIgnoringCase,
  isObject,
  type Json,
  listAt,
  objectAt,
  textAt,
  valueAt,
  withDefaults,
} from "../json";
import type { PutRequest, Service } from "../service";
import { vmType } from "../types";
import { maxDataDisks } from "../vmSizes";
import { guidOf } from "./guid";

/** Properties that cannot change after the VM is created. */
const fixedProperties = [
  "osProfile.adminUsername",
  "osProfile.computerName",
  "storageProfile.imageReference",
];

export const virtualMachine: Service = {
  checkPut(request) {
    checkDataDisks(request);
    checkNetworkInterfaces(request);
    for (const path of fixedProperties) {
      const [before, after] = [valueAt(request.current?.properties, path), valueAt(request.body, path)];
      if (before === undefined || after === undefined || containsSettings(before, after)) continue;
      throw new AzureError(409, "PropertyChangeNotAllowed", `Changing property '${path}' is not allowed.`);
    }
  },

  storedProperties({ id, name, body, current }) {
    const before = current?.properties;
    const storage = objectAt(body, "storageProfile");
    return {
      ...body,
      location: normalizeRegion(body.location),
      osProfile: osProfile(body),
      storageProfile: {
        ...storage,
        ...(isObject(storage.imageReference)
          ? { imageReference: imageReference(storage.imageReference) }
          : {}),
        osDisk: osDisk(id, name, storage),
        dataDisks: listAt(storage, "dataDisks").map((disk, i) => dataDisk(id, name, disk, i)),
      },
      provisioningState: "Succeeded",
      timeCreated: textAt(before, "timeCreated") ?? new Date().toISOString(),
      vmId: textAt(before, "vmId") ?? guidOf(`${id}/${Date.now()}`),
    };
  },
};

function checkDataDisks({ azure, id, body }: PutRequest): void {
  const disks = listAt(body, "storageProfile.dataDisks");
  const size = textAt(body, "hardwareProfile.vmSize") ?? "";
  const max = maxDataDisks(size);
  if (max !== undefined && disks.length > max) {
    throw new AzureError(
      409,
      "OperationNotAllowed",
      `The maximum number of data disks allowed to be attached to a VM of this size is ${max}.`,
    );
  }
  const luns = disks.map((disk) => valueAt(disk, "lun"));
  const duplicate = luns.find((lun, i) => luns.indexOf(lun) !== i);
  if (duplicate !== undefined) {
    throw new AzureError(400, "InvalidParameter", `The LUN ${duplicate} is used by more than one data disk.`);
  }
  const allDisks = [...disks, valueAt(body, "storageProfile.osDisk")];
  for (const diskId of allDisks.map((disk) => textAt(disk, "managedDisk.id"))) {
    if (!diskId) continue;
    const disk = azure.store.find(diskId);
    if (!disk) throw new AzureError(404, "ResourceNotFound", `The disk ${diskId} was not found.`);
    const owner = azure.store.referencing(diskId, vmType).find((vm) => !equalIgnoringCase(vm.id, id));
    if (owner && Number(disk.properties.maxShares ?? 1) === 1) {
      throw new AzureError(
        409,
        "ConflictingUserInput",
        `Disk ${disk.name} is already attached to ${owner.id}.`,
      );
    }
  }
}

function checkNetworkInterfaces({ azure, id, body }: PutRequest): void {
  for (const nic of listAt(body, "networkProfile.networkInterfaces")) {
    const nicId = textAt(nic, "id") ?? "";
    const found = azure.store.find(nicId);
    if (!found || normalizeRegion(found.properties.location) !== normalizeRegion(body.location)) {
      throw invalidReference(nicId, id);
    }
    const user = azure.store.referencing(nicId, vmType).find((vm) => !equalIgnoringCase(vm.id, id));
    if (user)
      throw new AzureError(
        400,
        "NicInUse",
        `Network Interface ${nicId} is used by existing resource ${user.id}.`,
      );
  }
}

/** Whether every requested setting has its current value. Azure adds settings of its own, e.g. an exact version. */
function containsSettings(current: unknown, requested: unknown): boolean {
  if (!isObject(current) || !isObject(requested)) return current === requested;
  return Object.keys(requested).every((key) => current[key] === requested[key]);
}

function osProfile(body: Json): Json | undefined {
  const requested = body.osProfile;
  if (!isObject(requested)) return undefined;
  const agent = { provisionVMAgent: true };
  const isWindows = isObject(requested.windowsConfiguration);
  return withDefaults(requested, {
    allowExtensionOperations: true,
    requireGuestProvisionSignal: true,
    secrets: [],
    ...(isWindows ? { windowsConfiguration: agent } : { linuxConfiguration: agent }),
  });
}

function imageReference(requested: Json): Json {
  const version = textAt(requested.version);
  return textAt(requested.publisher)
    ? { ...requested, exactVersion: version === "latest" ? "1.0.20250101" : version }
    : requested;
}

function osDisk(vmId: string, vmName: string, storage: Json): Json {
  const requested = objectAt(storage, "osDisk");
  const name = textAt(requested.name) ?? `${vmName}_OsDisk_1_${hexOf(`${vmId}/os`)}`;
  return withDefaults(requested, {
    name,
    createOption: "FromImage",
    caching: "ReadWrite",
    deleteOption: "Detach",
    ...(isObject(requested.vhd)
      ? {}
      : { managedDisk: { id: diskIdOf(vmId, name), storageAccountType: "Premium_LRS" } }),
  });
}

function dataDisk(vmId: string, vmName: string, disk: unknown, index: number): Json {
  const requested = objectAt(disk);
  const attachedName = textAt(requested, "managedDisk.id")?.split("/").pop();
  const newName = `${vmName}_disk${index + 2}_${hexOf(`${vmId}/${requested.lun}`)}`;
  const name = textAt(requested.name) ?? attachedName ?? newName;
  return withDefaults(requested, {
    name,
    caching: "None",
    deleteOption: "Detach",
    toBeDetached: false,
    ...(isObject(requested.vhd) ? {} : { managedDisk: { id: diskIdOf(vmId, name) } }),
  });
}

/** The id of a disk in the VM's resource group. */
function diskIdOf(vmId: string, name: string): string {
  return `${vmId.slice(0, vmId.toLowerCase().indexOf("/virtualmachines/"))}/disks/${name}`;
}

function hexOf(seed: string): string {
  return guidOf(seed).replaceAll("-", "");
}
