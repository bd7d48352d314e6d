import fc from "fast-check";
import { at } from "../../../src/core/finding";
import { formatFinding } from "../../../src/core/format";
import { forEachEntry, judge, type Rule, UnknownValue } from "../../../src/core/rule";
import { acrossVmsRules, onDestroyIsKnown, protectedVmRules } from "../../../src/protection/component/rules";
import type { ProtectedVmsSettings } from "../../../src/protection/component/settings";
import { pathsOf } from "../../support/boundaries";

const id = (vm: string, group = "bank") =>
  `/subscriptions/0000/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${vm}`;
/** The rules on one VM, for each entry of the map. */
const onEachVm: Rule<ProtectedVmsSettings> = ({ vms }) =>
  forEachEntry(vms, (vm, key) => {
    const { findings, unknown } = judge(protectedVmRules, vm ?? {});
    return { findings: findings.map((f) => ({ ...f, path: `${at("vms", key)}.${f.path}` })), unknown };
  });
const rules = [onEachVm, ...acrossVmsRules, onDestroyIsKnown];
const paths = (vms: object, onDestroy?: string) => pathsOf(rules, { vms, onDestroy });

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

it("ids are read in any letter case", () => {
  expect(paths({ web: { vmId: id("web").toUpperCase() } })).toEqual([]);
});

it("the same VM twice is refused under the second key, in any letter case", () => {
  expect(
    paths({ a: { vmId: id("web") }, b: { vmId: id("WEB", "BANK") }, c: { vmId: id("web", "other") } }),
  ).toEqual(["vms.b.vmId"]);
});

it("two malformed ids are two errors, not a duplicate", () => {
  expect(paths({ a: { vmId: "x" }, "b.c": { vmId: "x" } })).toEqual(["vms.a.vmId", 'vms["b.c"].vmId']);
});

it("onDestroy is one of its choices", () => {
  expect(paths({}, "Delete")).toEqual([]);
  expect(paths({}, "Purge")).toEqual(["onDestroy"]);
});

it("an unknown id hides no error of another VM", () => {
  const unknown = {
    get vmId(): string {
      throw new UnknownValue("vms.new.vmId");
    },
  };
  expect(paths({ new: unknown, web: { vmId: "web" } })).toEqual(["vms.web.vmId"]);
  expect(judge(rules, { vms: { new: unknown } }).unknown).toBeInstanceOf(UnknownValue);
});

it("no value of any type makes a rule throw", () => {
  const subject = fc.record({ vms: fc.anything(), onDestroy: fc.anything() });
  fc.assert(
    fc.property(subject, (given) => void judge(rules, given as never)),
    { numRuns: 2000 },
  );
});

describe("names", () => {
  it.each<[string, object, string[]]>([
    ["both, as in the id", { vmName: "WEB", resourceGroupName: "Bank" }, []],
    ["another name", { vmName: "db", resourceGroupName: "bank" }, ["vms.web.vmName"]],
    ["another group", { vmName: "web", resourceGroupName: "shop" }, ["vms.web.resourceGroupName"]],
    ["only the name", { vmName: "web" }, ["vms.web.resourceGroupName"]],
    ["only the group", { resourceGroupName: "bank" }, ["vms.web.vmName"]],
  ])("%s", (_, names, expected) => expect(paths({ web: { vmId: id("web"), ...names } })).toEqual(expected));
});

it("a VM of the same group and name in another subscription collides", () => {
  const other = id("web").replace("0000", "1111");
  const [finding] = judge(rules, { vms: { a: { vmId: id("web") }, b: { vmId: other } } }).findings;
  expect(finding?.path).toBe("vms.b.vmId");
  expect(finding && formatFinding(finding)).toContain("item names do not contain the subscription");
});

it.each([
  ["a key that was removed", { b: { vmId: id("b"), previousKey: "a" } }, []],
  [
    "a key that is still in the map",
    { a: { vmId: id("a") }, b: { vmId: id("b"), previousKey: "a" } },
    ["vms.b.previousKey"],
  ],
  ["its own key", { b: { vmId: id("b"), previousKey: "b" } }, ["vms.b.previousKey"]],
])("previousKey names %s", (_, vms, expected) => expect(paths(vms)).toEqual(expected));
