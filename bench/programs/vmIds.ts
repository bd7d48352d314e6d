import * as pulumi from "@pulumi/pulumi";

const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bank";

/** An id as the configuration demands: plain, or an Output, as `vm.id` is. */
export const asGiven = (id: string, resource: pulumi.CustomResource): pulumi.Input<string> =>
  new pulumi.Config().getBoolean("deferred") ? resource.id.apply(() => id) : id;

/** Ids of VMs, as many as the stack's configuration demands. */
export const vmIds: Record<string, string> = Object.fromEntries(
  Array.from({ length: new pulumi.Config().requireNumber("vms") }, (_, i) => [
    `vm${i}`,
    `${group}/providers/Microsoft.Compute/virtualMachines/vm${i}`,
  ]),
);
