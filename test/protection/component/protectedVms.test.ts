import * as pulumi from "@pulumi/pulumi";
import { ProtectedVms, type ProtectedVmsArgs } from "../../../src";
import { customs, register } from "../../support/mocks";

const id = (vm: string) =>
  `/subscriptions/0000/resourceGroups/Bank/providers/Microsoft.Compute/virtualMachines/${vm}`;
const policyId =
  "/subscriptions/0000/resourceGroups/vaults/providers/Microsoft.RecoveryServices/vaults/bank-vault/backupPolicies/nightly";
const args = (vms: ProtectedVmsArgs["vms"], more: Partial<ProtectedVmsArgs> = {}): ProtectedVmsArgs => ({
  resourceGroupName: "vaults",
  vaultName: "bank-vault",
  policyId,
  vms,
  ...more,
});

it("registers one protected item for each VM under one component", async () => {
  const registered = await register(() => {
    new ProtectedVms("backup", args({ web: { vmId: id("Web") }, db: { vmId: pulumi.output(id("db")) } }));
  });
  expect(registered.length).toBe(3);
  expect(customs(registered).map(({ name }) => name)).toEqual(["backup-web", "backup-db"]);
  expect(customs(registered)[0]).toEqual({
    type: "azure-native:recoveryservices:ProtectedItem",
    name: "backup-web",
    inputs: {
      resourceGroupName: "vaults",
      vaultName: "bank-vault",
      fabricName: "Azure",
      containerName: "iaasvmcontainer;iaasvmcontainerv2;bank;web",
      protectedItemName: "vm;iaasvmcontainerv2;bank;web",
      properties: {
        protectedItemType: "Microsoft.Compute/virtualMachines",
        sourceResourceId: id("Web"),
        policyId,
      },
    },
  });
});

it("sends the requests of a resource guard with each item, plain and deferred", async () => {
  const request =
    "/subscriptions/0000/resourceGroups/security/providers/Microsoft.DataProtection/resourceGuards/guard/updateProtectedItemRequests/default";
  const sent = async (more: Partial<ProtectedVmsArgs>) => {
    const vms = { web: { vmId: id("web") }, db: { vmId: id("db"), protectionState: "Protected" as const } };
    const registered = await register(() => void new ProtectedVms("backup", args(vms, more)));
    return customs(registered).map(
      ({ inputs }) => (inputs.properties as Record<string, unknown>).resourceGuardOperationRequests,
    );
  };
  expect(await sent({})).toEqual([undefined, undefined]);
  expect(await sent({ resourceGuardOperationRequests: [request] })).toEqual([[request], [request]]);
  expect(await sent({ resourceGuardOperationRequests: [pulumi.output(request)] })).toEqual([
    [request],
    [request],
  ]);
});

it.each([
  [undefined, true],
  ["Retain", true],
  ["Delete", undefined],
] as const)("onDestroy %s: retainOnDelete %s", async (onDestroy, expected) => {
  const seen: unknown[] = [];
  const watch: pulumi.ResourceTransformation = ({ props, opts, type }) => {
    if (type.endsWith("ProtectedItem")) seen.push((opts as pulumi.CustomResourceOptions).retainOnDelete);
    return { props, opts };
  };
  await register(() => {
    const more = onDestroy === undefined ? {} : { onDestroy };
    new ProtectedVms("backup", args({ web: { vmId: id("web") } }, more), { transformations: [watch] });
  });
  expect(seen).toEqual([expected]);
});

it("stack traces are short while items are created, and still name the file of an error", async () => {
  const limit = Error.stackTraceLimit;
  const seen: unknown[] = [];
  const watch: pulumi.ResourceTransformation = ({ type }) => {
    if (!type.endsWith("ProtectedItem")) return undefined;
    seen.push(Error.stackTraceLimit);
    throw new Error("of the user");
  };
  let thrown: Error | undefined;
  await register(() => {
    try {
      new ProtectedVms("backup", args({ web: { vmId: id("web") } }), { transformations: [watch] });
    } catch (error) {
      thrown = error as Error;
    }
  });
  expect(seen).toEqual([1]);
  expect(thrown?.stack).toContain("protectedVms.test.ts");
  expect(Error.stackTraceLimit).toBe(limit);
});

it("the same VM twice is refused before anything is registered", async () => {
  let thrown = "";
  const registered = await register(() => {
    try {
      new ProtectedVms("backup", args({ a: { vmId: id("web") }, b: { vmId: id("WEB") } }));
    } catch (error) {
      thrown = String(error);
    }
  });
  expect(registered).toEqual([]);
  expect(thrown).toContain("vms.b.vmId");
});

it("a pollSeconds of 0 is refused when the program runs, not when the first backup is to be followed", async () => {
  pulumi.runtime.setConfig("azure-vm-backup:pollSeconds", "0");
  const create = () => new ProtectedVms("backup", args({ web: { vmId: id("web") } }, { initialBackup: {} }));
  await register(() => expect(create).toThrow("azure-vm-backup:pollSeconds"));
  pulumi.runtime.setConfig("azure-vm-backup:pollSeconds", "15");
});
