import fc from "fast-check";
import { judge, UnknownValue } from "../../src/core/rule";
import { protectedVmsRules } from "../../src/protection/rules";
import { parseVmId, protectionNames } from "../../src/vm/id";
import { pathsOf } from "../support/boundaries";

const id = (vm: string, group = "bank") =>
  `/subscriptions/0000/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${vm}`;
const paths = (vms: object, onDestroy?: string) => pathsOf(protectedVmsRules, { vms, onDestroy });

it.each([
  "",
  "web",
  "/subscriptions/0000/resourceGroups/bank/providers/Microsoft.Compute/virtualMachines/",
  "/subscriptions/0000/resourceGroups/bank/providers/Microsoft.Compute/disks/web",
  `${id("web")}/extensions/x`,
  id("web").slice(1),
  undefined,
  42,
])("id %j is refused", (vmId) => {
  expect(paths({ web: { vmId } })).toEqual(["vms.web.vmId"]);
});

it("ids are read without letter case", () => {
  expect(paths({ web: { vmId: id("web").toUpperCase() } })).toEqual([]);
});

it("the same VM twice is refused under the second key, in any letter case", () => {
  expect(
    paths({ a: { vmId: id("web") }, b: { vmId: id("WEB", "BANK") }, c: { vmId: id("web", "other") } }),
  ).toEqual(["vms.b.vmId"]);
});

it("two malformed ids are two faults, not a duplicate", () => {
  expect(paths({ a: { vmId: "x" }, "b.c": { vmId: "x" } })).toEqual(["vms.a.vmId", 'vms["b.c"].vmId']);
});

it("onDestroy is one of its choices", () => {
  expect(paths({}, "Delete")).toEqual([]);
  expect(paths({}, "Purge")).toEqual(["onDestroy"]);
});

it("an id that is not known yet hides no other VM's fault", () => {
  const unknown = {
    get vmId(): string {
      throw new UnknownValue("vms.new.vmId");
    },
  };
  expect(paths({ new: unknown, web: { vmId: "web" } })).toEqual(["vms.web.vmId"]);
  expect(judge(protectedVmsRules, { vms: { new: unknown } }).unknown).toBeInstanceOf(UnknownValue);
});

it("names are those of Azure Backup, in lower case, and parse back", () => {
  expect(protectionNames(id("Web1", "Bank-RG"))).toEqual({
    containerName: "iaasvmcontainer;iaasvmcontainerv2;bank-rg;web1",
    protectedItemName: "vm;iaasvmcontainerv2;bank-rg;web1",
  });
  expect(() => protectionNames("web")).toThrow('"web" is not the id');
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

it("no value of any type makes a rule throw", () => {
  const subject = fc.record({ vms: fc.anything(), onDestroy: fc.anything() });
  fc.assert(
    fc.property(subject, (given) => void judge(protectedVmsRules, given as never)),
    { numRuns: 2000 },
  );
});
