import * as pulumi from "@pulumi/pulumi";

const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bank";

/** An id as the configuration wants it: plain, or one that comes with a resource, as `vm.id` does. */
export const asGiven = (id: string, resource: pulumi.CustomResource): pulumi.Input<string> =>
  new pulumi.Config().getBoolean("deferred") ? resource.id.apply(() => id) : id;

/** Ids of as many VMs as the stack's configuration asks for. */
export const vmIds: Record<string, string> = Object.fromEntries(
  Array.from({ length: new pulumi.Config().requireNumber("vms") }, (_, i) => [
    `vm${i}`,
    `${group}/providers/Microsoft.Compute/virtualMachines/vm${i}`,
  ]),
);
