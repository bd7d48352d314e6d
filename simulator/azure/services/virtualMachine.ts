import { region } from "../ids";
import { at, isObject, type Json, list, object, sameText, text, withDefaults } from "../json";
import { missingReference, Refusal } from "../refusal";
import type { Put, Service } from "../service";
import { mostDataDisks } from "../sizes";
import { vmType } from "../types";
import { guidOf } from "./guid";

/** What Azure refuses to change on a machine that is there. */
const unchangeable = ["osProfile.adminUsername", "osProfile.computerName", "storageProfile.imageReference"];

export const virtualMachine: Service = {
  check(request) {
    checkDataDisks(request);
    checkNetworkInterfaces(request);
    for (const path of unchangeable) {
      const [before, after] = [at(request.current?.properties, path), at(request.body, path)];
      if (before === undefined || after === undefined || sameSetting(before, after)) continue;
      throw new Refusal(409, "PropertyChangeNotAllowed", `Changing property '${path}' is not allowed.`);
    }
  },

  shape({ id, name, body, current }) {
    const before = current?.properties;
    const storage = object(body, "storageProfile");
    return {
      ...body,
      location: region(body.location),
      osProfile: osProfile(body),
      storageProfile: {
        ...storage,
        ...(isObject(storage.imageReference)
          ? { imageReference: imageReference(storage.imageReference) }
          : {}),
        osDisk: osDisk(id, name, storage),
        dataDisks: list(storage, "dataDisks").map((disk, i) => dataDisk(id, name, disk, i)),
      },
      provisioningState: "Succeeded",
      timeCreated: text(before, "timeCreated") ?? new Date().toISOString(),
      vmId: text(before, "vmId") ?? guidOf(`${id}/${Date.now()}`),
    };
  },
};

function checkDataDisks({ azure, id, body }: Put): void {
  const disks = list(body, "storageProfile.dataDisks");
  const size = text(body, "hardwareProfile.vmSize") ?? "";
  const most = mostDataDisks(size);
  if (most !== undefined && disks.length > most) {
    throw new Refusal(
      409,
      "OperationNotAllowed",
      `The maximum number of data disks allowed to be attached to a VM of this size is ${most}.`,
    );
  }
  const luns = disks.map((disk) => at(disk, "lun"));
  const twice = luns.find((lun, i) => luns.indexOf(lun) !== i);
  if (twice !== undefined) {
    throw new Refusal(400, "InvalidParameter", `The LUN ${twice} is given to more than one data disk.`);
  }
  for (const diskId of [...disks, at(body, "storageProfile.osDisk")].map((disk) =>
    text(disk, "managedDisk.id"),
  )) {
    if (!diskId) continue;
    const disk = azure.store.find(diskId);
    if (!disk) throw new Refusal(404, "ResourceNotFound", `The disk ${diskId} was not found.`);
    const owner = azure.store.users(diskId, vmType).find((vm) => !sameText(vm.id, id));
    if (owner && Number(disk.properties.maxShares ?? 1) === 1) {
      throw new Refusal(409, "ConflictingUserInput", `Disk ${disk.name} is already attached to ${owner.id}.`);
    }
  }
}

function checkNetworkInterfaces({ azure, id, body }: Put): void {
  for (const nic of list(body, "networkProfile.networkInterfaces")) {
    const nicId = text(nic, "id") ?? "";
    const found = azure.store.find(nicId);
    if (!found || region(found.properties.location) !== region(body.location)) {
      throw missingReference(nicId, id);
    }
    const user = azure.store.users(nicId, vmType).find((vm) => !sameText(vm.id, id));
    if (user)
      throw new Refusal(
        400,
        "NicInUse",
        `Network Interface ${nicId} is used by existing resource ${user.id}.`,
      );
  }
}

/** Azure adds to what was set (an exact version, say): what was set must be the same. */
function sameSetting(before: unknown, after: unknown): boolean {
  if (!isObject(before) || !isObject(after)) return before === after;
  return Object.keys(after).every((key) => before[key] === after[key]);
}

function osProfile(body: Json): Json | undefined {
  const given = body.osProfile;
  if (!isObject(given)) return undefined;
  const agent = { provisionVMAgent: true };
  const windows = isObject(given.windowsConfiguration);
  const guest = windows ? { windowsConfiguration: agent } : { linuxConfiguration: agent };
  return withDefaults(given, {
    allowExtensionOperations: true,
    requireGuestProvisionSignal: true,
    secrets: [],
    ...guest,
  });
}

function imageReference(given: Json): Json {
  const version = text(given.version);
  return text(given.publisher)
    ? { ...given, exactVersion: version === "latest" ? "1.0.20250101" : version }
    : given;
}

function osDisk(id: string, name: string, storage: Json): Json {
  const given = object(storage, "osDisk");
  const made = text(given.name) ?? `${name}_OsDisk_1_${hex(`${id}/os`)}`;
  return withDefaults(given, {
    name: made,
    createOption: "FromImage",
    caching: "ReadWrite",
    deleteOption: "Detach",
    ...(isObject(given.vhd)
      ? {}
      : { managedDisk: { id: diskId(id, made), storageAccountType: "Premium_LRS" } }),
  });
}

function dataDisk(id: string, name: string, disk: unknown, index: number): Json {
  const given = object(disk);
  const attached = text(given, "managedDisk.id");
  const made =
    text(given.name) ?? attached?.split("/").pop() ?? `${name}_disk${index + 2}_${hex(`${id}/${given.lun}`)}`;
  return withDefaults(given, {
    name: made,
    caching: "None",
    deleteOption: "Detach",
    toBeDetached: false,
    ...(isObject(given.vhd) ? {} : { managedDisk: { id: diskId(id, made) } }),
  });
}

function diskId(vmId: string, name: string): string {
  return `${vmId.slice(0, vmId.toLowerCase().indexOf("/virtualmachines/"))}/disks/${name}`;
}

function hex(seed: string): string {
  return guidOf(seed).replaceAll("-", "");
}
