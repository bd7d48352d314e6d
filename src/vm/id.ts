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
