/** An Azure virtual machine's id, taken apart. */
export interface VmId {
  readonly subscriptionId: string;
  readonly resourceGroupName: string;
  readonly vmName: string;
}

const form =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Compute\/virtualMachines\/([^/]+)$/i;

/** The parts of a virtual machine's id; undefined for anything else. Azure compares ids without case. */
export function parseVmId(id: unknown): VmId | undefined {
  const [, subscriptionId, resourceGroupName, vmName] = typeof id === "string" ? (form.exec(id) ?? []) : [];
  if (subscriptionId === undefined || resourceGroupName === undefined || vmName === undefined)
    return undefined;
  return { subscriptionId, resourceGroupName, vmName };
}

/** Fabric under which Azure Backup keeps Azure virtual machines. */
export const fabricName = "Azure";

/**
 * Names under which Azure Backup knows a virtual machine. In lower case, since the service compares them so and
 * a VM's id may come back in another case.
 */
export function protectionNames(vmId: string): { containerName: string; protectedItemName: string } {
  const vm = parseVmId(vmId);
  if (vm === undefined) throw new Error(`"${vmId}" is not the id of an Azure virtual machine`);
  const suffix = `iaasvmcontainerv2;${vm.resourceGroupName};${vm.vmName}`.toLowerCase();
  return { containerName: `iaasvmcontainer;${suffix}`, protectedItemName: `vm;${suffix}` };
}
