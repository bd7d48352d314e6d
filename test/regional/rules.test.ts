import { presets } from "../../src";
import { judge } from "../../src/core/rule";
import { vmsPerPolicy, vmsPerVault } from "../../src/protection/facts";
import {
  acrossRegionsRules,
  policyNameOf,
  type RegionalSettings,
  regionalBackupRules,
  regionalVmRules,
  regionsOf,
  vaultNameIn,
} from "../../src/regional/rules";

const nightly = presets.dailyForAMonth as never;
const vmId = (name: string, subscription = "s", group = "bank") =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
const web = { vmId: vmId("web"), location: "West Europe" };
const settings = (more: Partial<RegionalSettings> = {}): RegionalSettings => ({
  vaultNamePrefix: "bank",
  policies: { nightly },
  vms: { web },
  ...more,
});
const found = (more: Partial<RegionalSettings>, kind = "fault") =>
  judge([...regionalBackupRules, ...acrossRegionsRules], settings(more))
    .findings.filter((finding) => finding.kind === kind)
    .map(({ path }) => path)
    .sort();
const many = (count: number, location = "westeurope") =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`${location}${i}`, { vmId: vmId(`${location}${i}`), location }]),
  );

it.each<[string, Partial<RegionalSettings>, string[]]>([
  ["one VM and one policy", {}, []],
  ["no policy", { policies: {} }, ["policies"]],
  [
    "a policy that Azure refuses",
    { policies: { nightly: { ...presets.dailyForAMonth, tier: "Basic" } as never } },
    ["policies.nightly.tier"],
  ],
  ["a policy without a name for Azure", { policies: { n: nightly } }, ["policies.n.policyName"]],
  ["several policies and no choice", { policies: { nightly, weekly: nightly } }, ["vms.web.policy"]],
  ["several policies and a default", { policies: { nightly, weekly: nightly }, defaultPolicy: "weekly" }, []],
  ["a default that is none", { defaultPolicy: "nightli" }, ["defaultPolicy"]],
  ["a VM's policy that is none", { vms: { web: { ...web, policy: "weekly" } } }, ["vms.web.policy"]],
  [
    "a VM's own policy",
    { policies: { nightly, weekly: nightly }, vms: { web: { ...web, policy: "weekly" } } },
    [],
  ],
  ["a prefix that makes no name", { vaultNamePrefix: "1" }, ["vaultNamePrefix"]],
  [
    "a prefix that is too long with the longest region",
    {
      vaultNamePrefix: "b".repeat(40),
      vms: { web, de: { vmId: vmId("de"), location: "germanywestcentral" } },
    },
    ["vaultNamePrefix"],
  ],
  [
    "the same, where that vault exists",
    {
      vaultNamePrefix: "b".repeat(36),
      vms: { web, de: { vmId: vmId("de"), location: "germanywestcentral" } },
      existingVaults: { "Germany West Central": {} },
    },
    [],
  ],
  [
    "settings that no vault takes",
    { vault: { storageRedundancy: "ZoneRedundant", crossRegionRestore: true } },
    ["vault.crossRegionRestore"],
  ],
  ["an existing vault in no region", { existingVaults: { westeuorpe: {} } }, ["existingVaults.westeuorpe"]],
  ["a VM twice in a region", { vms: { web, again: { ...web, location: "westeurope" } } }, ["vms.again.vmId"]],
  [
    "VMs of one name in two regions",
    { vms: { web, far: { vmId: vmId("web", "t"), location: "northeurope" } } },
    [],
  ],
  [
    "a previous key that is there",
    { vms: { web, api: { vmId: vmId("api"), location: "westeurope", previousKey: "web" } } },
    ["vms.api.previousKey"],
  ],
])("%s", (_, more, paths) => expect(found(more)).toEqual(paths));

it("a region has as many VMs as a vault takes, and each region its own", () => {
  expect(found({ vms: many(vmsPerVault.value) })).toEqual([]);
  expect(found({ vms: many(vmsPerVault.value + 1) })).toEqual(["vms"]);
  expect(found({ vms: { ...many(vmsPerVault.value), ...many(1, "northeurope") } })).toEqual([]);
});

it("more VMs than one source gives a policy are told, not refused", () => {
  expect(found({ vms: many(vmsPerPolicy.value) }, "notice")).toEqual([]);
  expect(found({ vms: many(vmsPerPolicy.value + 1) }, "notice")).toEqual(["policies.nightly"]);
});

it("a VM is in a region and has an id", () => {
  const paths = judge(regionalVmRules, { vmId: "web", location: "westeuorpe" }).findings.map(
    ({ path }) => path,
  );
  expect(paths.sort()).toEqual(["location", "vmId"]);
});

it("names what a region gets", () => {
  expect(vaultNameIn("bank", "West Europe")).toBe("bank-westeurope");
  expect(
    regionsOf({
      a: { location: "West Europe" },
      b: { location: "northeurope" },
      c: { location: "westeurope" },
      d: {},
    }),
  ).toEqual(["northeurope", "westeurope"]);
  expect(policyNameOf("own", ["a"], "b")).toBe("own");
  expect(policyNameOf(undefined, ["a"], "b")).toBe("b");
  expect(policyNameOf(undefined, ["a"], undefined)).toBe("a");
  expect(policyNameOf(undefined, ["a", "b"], undefined)).toBeUndefined();
});
