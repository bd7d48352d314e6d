import type { AssessedVm } from "../../src/assess/assessment";
import { choose, type Wanted } from "../../src/discover/choose";

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
      fix: "",
      url: "",
    },
  ],
};
const wanted = (more: Partial<Wanted> = {}): Wanted => ({ vaultNamePrefix: "bank", ...more });
const keys = (vms: AssessedVm[], more?: Partial<Wanted>) => Object.keys(choose(vms, wanted(more)).vms);

it("a VM is under its group and name, in lower case, with what RegionalBackup takes", () => {
  expect(choose([vm("Web", { tags: { backup: "hourly" } })], wanted()).vms).toEqual({
    "bank/web": {
      vmId: vm("Web").id,
      ...{ location: "westeurope", vmName: "Web", resourceGroupName: "Bank", tags: { backup: "hourly" } },
    },
  });
});

it("the order is that of the keys, whatever order Azure answers in", () =>
  expect(keys([vm("web"), vm("api"), vm("db")])).toEqual(["bank/api", "bank/db", "bank/web"]));

it.each<[string, AssessedVm, string[], string]>([
  ["ready", vm("web"), ["bank/web"], ""],
  ["protected by a vault of this program's", vm("web", by("bank-westeurope")), ["bank/web"], ""],
  ["protected by another vault", vm("web", by("portal")), [], "vault portal protects it"],
  [
    "protected by one of its names in another region",
    vm("web", by("bank-northeurope")),
    [],
    "bank-northeurope",
  ],
  ["blocked", vm("web", blocked), [], "vm-no-luks: LUKS"],
])("one that is %s", (_, one, taken, why) => {
  const { vms, leftOut } = choose([one], wanted());
  expect(Object.keys(vms)).toEqual(taken);
  expect(leftOut.map((left) => left.why).join()).toContain(why);
});

it("one in a region's further vault stays there", () => {
  const { vms } = choose([vm("web", by("Bank-WestEurope-2")), vm("api", by("bank-westeurope"))], wanted());
  expect([vms["bank/web"]?.vault, vms["bank/api"]?.vault]).toEqual([2, undefined]);
});

it.each([
  ["bank-westeurope-12", true, 12],
  ["bank-westeurope", true, undefined],
  ["bank-westeurope-1", false, undefined],
  ["bank-westeurope-0", false, undefined],
  ["bank-westeurope-2b", false, undefined],
  ["bank-westeurope2", false, undefined],
])("a VM of vault %s is this program's: %s, number %s", (name, isOwn, number) => {
  const { vms, leftOut } = choose([vm("web", by(name))], wanted());
  expect([vms["bank/web"] !== undefined, leftOut.length === 0, vms["bank/web"]?.vault]).toEqual([
    isOwn,
    isOwn,
    number,
  ]);
});

it.each<[string, Partial<Wanted>, string[]]>([
  ["a name", { exclude: ["web"] }, ["bank/api"]],
  ["a glob", { exclude: ["a*"] }, ["bank/web"]],
  ["a group and name", { exclude: ["bank/web"] }, ["bank/api"]],
  ["an id", { exclude: [vm("api").id.toUpperCase()] }, ["bank/web"]],
  ["a tag", { tags: { Backup: "yes" } }, ["bank/web"]],
  ["a tag of any value", { tags: { backup: "*" } }, ["bank/web"]],
  ["a tag of another value", { tags: { backup: "no" } }, []],
])("VMs are chosen by %s", (_, more, taken) =>
  expect(keys([vm("web", { tags: { backup: "yes" } }), vm("api")], more)).toEqual(taken),
);

it("of two with one group and name the second is left out, with the way to go", () => {
  const twin = { ...vm("web"), id: vm("web").id.replace("/s/", "/t/"), subscriptionId: "t" };
  const { vms, leftOut } = choose([vm("web"), twin], wanted());
  expect([vms["bank/web"]?.vmId, leftOut.length]).toEqual([vm("web").id, 1]);
  expect(leftOut[0]?.why).toContain("use a RegionalBackup for each of s and t");
});

it("a soft-deleted one is told", () =>
  expect(choose([vm("web", { softDeletedIn: "bank-westeurope" })], wanted()).softDeleted).toEqual([
    "bank/web",
  ]));
