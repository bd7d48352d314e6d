/** The parts of an Azure virtual machine's id. */
export interface VmId {
  readonly subscriptionId: string;
  readonly resourceGroupName: string;
  readonly vmName: string;
}

const vmIdPattern =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Compute\/virtualMachines\/([^/]+)$/i;

/** The parts of a virtual machine's id; undefined for any other value. Azure ignores case in ids. */
export function parseVmId(id: unknown): VmId | undefined {
  const [, subscriptionId, resourceGroupName, vmName] =
    typeof id === "string" ? (vmIdPattern.exec(id) ?? []) : [];
  if (subscriptionId === undefined || resourceGroupName === undefined || vmName === undefined)
    return undefined;
  return { subscriptionId, resourceGroupName, vmName };
}
