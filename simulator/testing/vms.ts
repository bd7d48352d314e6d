import type { Store } from "../azure/store";
import { vmType } from "../azure/types";
import { checkOptionNames } from "./optionChecks";

/** A virtual machine that exists before a program runs. */
export interface ExistingVm {
  /** Region, e.g. "westeurope". Omitted: westeurope. */
  location?: string;
  /** Resource group. Omitted: simulated. */
  resourceGroupName?: string;
  /**
   * More properties of the VM, in azure-native's form, e.g. { hardwareProfile: { vmSize: "Standard_D4s_v5" } }. Omitted: a Linux VM with
   * one disk.
   */
  properties?: Record<string, unknown>;
}

/** The subscription of programs that configure none. ARM_SUBSCRIPTION_ID of the caller does not reach simulated Azure. */
const subscription = "/subscriptions/00000000-0000-0000-0000-000000000000";

/** Creates the VMs that do not exist yet, with their resource groups. */
export function createVms(store: Store, vms: { readonly [name: string]: ExistingVm }): void {
  for (const [name, vm] of Object.entries(vms)) {
    checkOptionNames<ExistingVm>(`vms.${name}`, vm, {
      location: true,
      resourceGroupName: true,
      properties: true,
    });
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
