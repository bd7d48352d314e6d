import { presets } from "../../src/backupPolicy/presets";
import { formatFinding } from "../../src/core/format";
import { judge } from "../../src/core/rule";
import { vmsPerVault } from "../../src/protection/facts";
import { regionalVmRules } from "../../src/regional/rules";
import type { RegionalSettings } from "../../src/regional/settings";
import { errorPaths, findingsOf, nightly, vmId, vmsIn, web } from "./settings";

it.each<[string, Partial<RegionalSettings>, string[]]>([
  ["one VM and one policy", {}, []],
  ["no policy", { policies: {} }, ["policies"]],
  [
    "a policy that Azure refuses",
    { policies: { nightly: { ...presets.dailyForAMonth, tier: "Basic" } as never } },
    ["policies.nightly.tier"],
  ],
  ["a policy without a name for Azure", { policies: { n: nightly } }, ["policies.n.policyName"]],
  [
    "several policies, and a VM that names none",
    { policies: { nightly, weekly: nightly } },
    ["vms.web.policy"],
  ],
  ["several policies and a default", { policies: { nightly, weekly: nightly }, defaultPolicy: "weekly" }, []],
  ["an unknown default policy", { defaultPolicy: "nightli" }, ["defaultPolicy"]],
  ["a VM with an unknown policy", { vms: { web: { ...web, policy: "weekly" } } }, ["vms.web.policy"]],
  [
    "a VM's own policy",
    { policies: { nightly, weekly: nightly }, vms: { web: { ...web, policy: "weekly" } } },
    [],
  ],
  [
    "vaults of a region without VMs",
    {
      vaultOverrides: { northeurope: { lock: "CanNotDelete" }, "West Europe": { lock: "CanNotDelete" } },
      existingVaults: { "westeurope-2": { vaultName: "bank-vault", resourceGroupName: "bank" } },
    } as Partial<RegionalSettings>,
    ["existingVaults.westeurope-2", "vaultOverrides.northeurope"],
  ],
  ["a prefix that makes an invalid name", { vaultNamePrefix: "1" }, ["vaultNamePrefix"]],
  [
    "a prefix that is too long with the longest region",
    {
      vaultNamePrefix: "b".repeat(40),
      vms: { web, de: { vmId: vmId("de"), location: "germanywestcentral" } },
    },
    ["vaultNamePrefix"],
  ],
  [
    "a prefix that is too long only for a vault that exists",
    {
      vaultNamePrefix: "b".repeat(36),
      vms: { web, de: { vmId: vmId("de"), location: "germanywestcentral" } },
      existingVaults: { "Germany West Central": {} },
    },
    [],
  ],
  [
    "settings that no vault accepts",
    { vault: { storageRedundancy: "ZoneRedundant", crossRegionRestore: true } },
    ["vault.crossRegionRestore"],
  ],
  [
    "an existing vault in an unknown region",
    { existingVaults: { westeuorpe: {} } },
    ["existingVaults.westeuorpe"],
  ],
  ["a VM twice in a region", { vms: { web, again: { ...web, location: "westeurope" } } }, ["vms.again.vmId"]],
  [
    "VMs of one name in two regions",
    { vms: { web, far: { vmId: vmId("web", "t"), location: "northeurope" } } },
    [],
  ],
  [
    "a previous key that is still in the map",
    { vms: { web, api: { vmId: vmId("api"), location: "westeurope", previousKey: "web" } } },
    ["vms.api.previousKey"],
  ],
])("%s", (_, changes, paths) => expect(errorPaths(changes)).toEqual(paths));

it("a region has as many VMs as a vault accepts, independent of other regions", () => {
  expect(errorPaths({ vms: vmsIn(vmsPerVault.value) })).toEqual([]);
  expect(errorPaths({ vms: vmsIn(vmsPerVault.value + 1) })).toEqual(["vms"]);
  expect(errorPaths({ vms: { ...vmsIn(vmsPerVault.value), ...vmsIn(1, "northeurope") } })).toEqual([]);
});

it("a VM has an id and is in a region", () => {
  const paths = judge(regionalVmRules, { vmId: "web", location: "westeuorpe" }).findings.map(
    ({ path }) => path,
  );
  expect(paths.sort()).toEqual(["location", "vmId"]);
});

it.each<[string, Partial<RegionalSettings>, string[]]>([
  [
    "an override of a region",
    { vaultOverrides: { "West Europe": { storageRedundancy: "ZoneRedundant" } } },
    [],
  ],
  [
    "an override for an unknown region",
    { vaultOverrides: { westeuorpe: {} } },
    ["vaultOverrides.westeuorpe"],
  ],
  [
    "an override that Azure refuses",
    { vault: { crossRegionRestore: true }, vaultOverrides: { westeurope: { storageRedundancy: "None" } } },
    ["vaultOverrides.westeurope.storageRedundancy"],
  ],
  [
    "settings that an override makes wrong",
    {
      vault: { crossRegionRestore: true },
      vaultOverrides: { westeurope: { storageRedundancy: "ZoneRedundant" } },
    },
    ["vault.crossRegionRestore"],
  ],
  [
    "an error in the settings of all vaults, once",
    { vault: { storageRedundancy: "None" }, vms: { web, far: { ...web, location: "northeurope" } } },
    ["vault.storageRedundancy"],
  ],
  ["a lock that is not acknowledged", { vault: { immutability: "Locked" } }, ["vault.immutability"]],
  ["a vault's number", { vms: { web: { ...web, vault: 2 } } }, []],
  [
    "two VMs of one name in Pulumi",
    { vms: { "2-web": web, web: { ...web, vmId: vmId("other"), vault: 2 } } },
    ["vms.web"],
  ],
  [
    "a tag that names an unknown policy",
    { policyTag: "backup", vms: { web: { ...web, tags: { backup: "nightli" } } } },
    ["vms.web.tags.backup"],
  ],
  [
    "adoption of a VM that is not in the map",
    { adopt: { keys: ["wbe"], subscriptionId: "1" } },
    ["adopt.keys[0]"],
  ],
  [
    "adoption of a VM that onDestroy would delete",
    { adopt: { keys: ["web"], subscriptionId: "1" }, onDestroy: "Delete" },
    ["onDestroy"],
  ],
  [
    "a first backup that is kept for no day",
    { initialBackup: { retentionDays: 0 } },
    ["initialBackup.retentionDays"],
  ],
])("%s", (_, changes, paths) => expect(errorPaths(changes)).toEqual(paths));

it.each([0, 1.5, 100])("the number of a vault cannot be %s", (vault) =>
  expect(judge(regionalVmRules, { ...web, vault }).findings.map(({ path }) => path)).toEqual(["vault"]),
);

it.each<[string, Partial<RegionalSettings>, string]>([
  [
    "no policy",
    { policies: {} },
    "policies: At least one backup policy is required. Fix: add one under its name, e.g. policies: { nightly: presets.dailyForAMonth }.",
  ],
  [
    "a misspelt policy",
    { defaultPolicy: "nightli" },
    'Unknown policy "nightli" in defaultPolicy. Did you mean "nightly"?',
  ],
  [
    "an unknown policy",
    { policies: { nightly, "every-hour": nightly }, defaultPolicy: "monthly" },
    'Unknown policy "monthly" in defaultPolicy. Fix: use one of nightly, every-hour.',
  ],
  [
    "a VM without a policy",
    { policies: { nightly, weekly: nightly } },
    "vms.web.policy: This VM names no policy, and there are several: nightly, weekly. Fix: name one of them, or set defaultPolicy.",
  ],
  [
    "an invalid prefix",
    { vaultNamePrefix: "1" },
    'vaultNamePrefix: this prefix makes the vault name "1-westeurope"; Azure accepts 2 to 50 characters, a letter first, then letters, digits and hyphens. Fix: choose another prefix.',
  ],
  [
    "a misspelt region",
    { existingVaults: { westeuorpe: {} } },
    'Unknown region "westeuorpe" in existingVaults.',
  ],
  [
    "too many VMs",
    { vms: vmsIn(1001) },
    "vms: 1001 virtual machines in the vault of westeurope; Azure accepts at most 1000 in a vault. Fix: set vault: 2 for 1 or more VMs that are not protected yet. Leave protected VMs in their vault, because recovery points cannot move.",
  ],
  [
    "two VMs of one name in Pulumi",
    { vms: { "2-web": web, web: { ...web, vmId: vmId("other"), vault: 2 } } },
    'vms.web: this key makes the Pulumi name westeurope-2-web; Pulumi accepts each name once, and vms["2-web"] makes the same name. Fix: use another key for the VM that is new.',
  ],
  [
    "a taken name in a spread",
    {
      policies: { nightly, "nightly-2": nightly },
      defaultPolicy: "nightly",
      spread: { nightly: { policies: 2 } },
    },
    'spread.nightly is {"policies":2}; this requires that no policy is named nightly-2, but policies.nightly-2 exists. Fix: rename policies.nightly-2.',
  ],
  [
    "a spread beyond the end of the day",
    { spread: { nightly: { policies: 5, minutesApart: 30 } } },
    "spread.nightly.minutesApart is 30; this argument accepts 0 or a multiple of 30 with which all 5 policies start on the same day (the first starts at 22:00). Fix: set it to 0.",
  ],
])("the message about %s", (_, changes, message) =>
  expect(findingsOf(changes).map(formatFinding).join("\n")).toContain(message),
);
