import fc from "fast-check";
import { protectionNames } from "../../src/protection/arm";
import { parseVmId } from "../../src/vm/id";

const id = (vm: string, group: string) =>
  `/subscriptions/0000/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${vm}`;

it("an item's names are made of its VM's names, in lower case, and a VM's id parses back", () => {
  expect(protectionNames({ vmName: "Web1", resourceGroupName: "Bank-RG" })).toEqual({
    containerName: "iaasvmcontainer;iaasvmcontainerv2;bank-rg;web1",
    protectedItemName: "vm;iaasvmcontainerv2;bank-rg;web1",
  });
  const part = fc.stringMatching(/^[A-Za-z0-9_.()-]{1,20}$/);
  fc.assert(
    fc.property(part, part, (vmName, resourceGroupName) => {
      expect(parseVmId(id(vmName, resourceGroupName))).toEqual({
        subscriptionId: "0000",
        resourceGroupName,
        vmName,
      });
    }),
  );
});
