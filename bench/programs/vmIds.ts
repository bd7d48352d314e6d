import * as pulumi from "@pulumi/pulumi";

const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bank";

/** Plain ids of as many VMs as the stack's configuration asks for. */
export const vmIds: Record<string, string> = Object.fromEntries(
  Array.from({ length: new pulumi.Config().requireNumber("vms") }, (_, i) => [
    `vm${i}`,
    `${group}/providers/Microsoft.Compute/virtualMachines/vm${i}`,
  ]),
);
