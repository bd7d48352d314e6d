import type { Store } from "../azure/store";
import { vmType } from "../azure/types";
import { checkNames } from "./names";

/** A virtual machine that is there before any program runs. */
export interface ExistingVm {
  /** Region, e.g. "westeurope". Omitted: westeurope. */
  location?: string;
  /** Resource group. Omitted: simulated. */
  resourceGroupName?: string;
  /** More of the VM, as azure-native writes it, e.g. { hardwareProfile: { vmSize: "Standard_D4s_v5" } }. Omitted: a Linux VM with one disk. */
  properties?: Record<string, unknown>;
}

/** The subscription of every program that names none: what the caller's environment says does not reach simulated Azure. */
const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";

/** Puts VMs where none of the name is yet, with their resource groups. */
export function putVms(store: Store, vms: { readonly [name: string]: ExistingVm }): void {
  for (const [name, vm] of Object.entries(vms)) {
    checkNames<ExistingVm>(`vms.${name}`, vm, { location: true, resourceGroupName: true, properties: true });
    const { location = "westeurope", resourceGroupName = "simulated", properties = {} } = vm;
    const group = `${subscription}/resourceGroups/${resourceGroupName}`;
    const id = `${group}/providers/${vmType}/${name}`;
    if (store.find(group) === undefined)
      store.put({ id: group, type: groupType, name: resourceGroupName, properties: { location } });
    if (store.find(id) === undefined)
      store.put({ id, type: vmType, name, properties: { location, storageProfile, ...properties } });
  }
}

const groupType = "Microsoft.Resources/resourceGroups";

const storageProfile = {
  osDisk: {
    createOption: "FromImage",
    diskSizeGB: 64,
    managedDisk: { storageAccountType: "Premium_LRS" },
  },
  imageReference: { publisher: "Canonical", offer: "ubuntu-24_04-lts", sku: "server", version: "latest" },
};
