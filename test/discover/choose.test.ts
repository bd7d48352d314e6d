import type { AssessedVm } from "../../src/assess/assessment";
import { choose, type VmFilter } from "../../src/discover/choose";

const vm = (name: string, more: Partial<AssessedVm> = {}): AssessedVm => ({
  id: `/subscriptions/s/resourceGroups/Bank/providers/Microsoft.Compute/virtualMachines/${name}`,
  ...{ name, subscriptionId: "s", resourceGroup: "Bank", location: "westeurope", diskGB: 0 },
  ...{ verdict: "ready", network: "open", findings: [] },
  ...more,
});
const by = (vaultName: string): Partial<AssessedVm> => ({
  verdict: "protected",
  protection: { itemId: "", vaultId: "", vaultName },
});
const blocked: Partial<AssessedVm> = {
  verdict: "blocked",
  findings: [
    {
      requirement: "vm-no-luks",
      level: "mandatory",
      severity: "high",
      resource: { id: "", name: "", type: "" },
      path: "",
      message: "LUKS",
      reason: "LUKS",
      fix: "",
      url: "",
    },
  ],
};
const filter = (more: Partial<VmFilter> = {}): VmFilter => ({ vaultNamePrefix: "bank", ...more });
const keys = (vms: AssessedVm[], more?: Partial<VmFilter>) => Object.keys(choose(vms, filter(more)).vms);

it("the key of a VM is its group and name in lower case, and its value is an entry for RegionalBackup", () => {
  expect(choose([vm("Web", { tags: { backup: "hourly" } })], filter()).vms).toEqual({
    "bank/web": {
      vmId: vm("Web").id,
      ...{ location: "westeurope", vmName: "Web", resourceGroupName: "Bank", tags: { backup: "hourly" } },
    },
  });
});

it("VMs are sorted by key, in whatever order Azure returns them", () =>
  expect(keys([vm("web"), vm("api"), vm("db")])).toEqual(["bank/api", "bank/db", "bank/web"]));

it.each<[string, AssessedVm, string[], string]>([
  ["ready", vm("web"), ["bank/web"], ""],
  ["protected by a vault of this program", vm("web", by("bank-westeurope")), ["bank/web"], ""],
  ["protected by another vault", vm("web", by("portal")), [], "vault portal protects it"],
  [
    "protected by a vault of this program in another region",
    vm("web", by("bank-northeurope")),
    [],
    "bank-northeurope",
  ],
  ["blocked", vm("web", blocked), [], "vm-no-luks: LUKS"],
])("a VM that is %s", (_, one, expectedKeys, why) => {
  const { vms, leftOut } = choose([one], filter());
  expect(Object.keys(vms)).toEqual(expectedKeys);
  expect(leftOut.map((left) => left.why).join()).toContain(why);
});

it("a VM in a second vault of a region stays there", () => {
  const { vms } = choose([vm("web", by("Bank-WestEurope-2")), vm("api", by("bank-westeurope"))], filter());
  expect([vms["bank/web"]?.vault, vms["bank/api"]?.vault]).toEqual([2, undefined]);
});

it.each([
  ["bank-westeurope-12", true, 12],
  ["bank-westeurope", true, undefined],
  ["bank-westeurope-1", false, undefined],
  ["bank-westeurope-0", false, undefined],
  ["bank-westeurope-2b", false, undefined],
  ["bank-westeurope2", false, undefined],
])("vault %s is one of this program: %s, number %s", (name, isOwn, number) => {
  const { vms, leftOut } = choose([vm("web", by(name))], filter());
  expect([vms["bank/web"] !== undefined, leftOut.length === 0, vms["bank/web"]?.vault]).toEqual([
    isOwn,
    isOwn,
    number,
  ]);
});

it.each<[string, Partial<VmFilter>, string[]]>([
  ["a name", { exclude: ["web"] }, ["bank/api"]],
  ["a glob", { exclude: ["a*"] }, ["bank/web"]],
  ["a group and name", { exclude: ["bank/web"] }, ["bank/api"]],
  ["a glob in another letter case", { exclude: ["BANK/W*"] }, ["bank/api"]],
  ["an id", { exclude: [vm("api").id.toUpperCase()] }, ["bank/web"]],
  ["a tag", { tags: { Backup: "yes" } }, ["bank/web"]],
  ["a tag of any value", { tags: { backup: "*" } }, ["bank/web"]],
  ["a tag of another value", { tags: { backup: "no" } }, []],
])("VMs are chosen by %s", (_, more, expectedKeys) =>
  expect(keys([vm("web", { tags: { backup: "yes" } }), vm("api")], more)).toEqual(expectedKeys),
);

it("of two VMs with the same group and name, the second is left out, and the reason says what to do", () => {
  const twin = { ...vm("web"), id: vm("web").id.replace("/s/", "/t/"), subscriptionId: "t" };
  const { vms, leftOut } = choose([vm("web"), twin], filter());
  expect([vms["bank/web"]?.vmId, leftOut.length]).toEqual([vm("web").id, 1]);
  expect(leftOut[0]?.why).toContain("use one RegionalBackup for subscription s and one for t");
});

it("a soft-deleted VM is reported", () =>
  expect(choose([vm("web", { softDeletedIn: "bank-westeurope" })], filter()).softDeleted).toEqual([
    "bank/web",
  ]));
