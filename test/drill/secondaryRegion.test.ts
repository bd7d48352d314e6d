import type { ArmJson } from "../../src/drill/network";
import { choosePoint, recoveryPointOf } from "../../src/drill/recoveryPoint";
import { type DiskOwner, isDiskOf } from "../../src/drill/restoredDisks";
import { type SecondaryPlace, secondaryRefusals, secondaryRegionOf } from "../../src/drill/secondaryRegion";
import { pairedRegionOf } from "../../src/region/pairs";

const vaultIn = (location: string, redundancySettings?: object): ArmJson => ({
  ...{ id: "/subscriptions/s/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/safe", location },
  properties: { redundancySettings },
});
const enabled = { standardTierStorageRedundancy: "GeoRedundant", crossRegionRestore: "Enabled" };
const inWest: SecondaryPlace = {
  ...{ groupId: "/subscriptions/s/resourceGroups/drills", group: { location: "westus" } },
  ...{ stagingId: "/subscriptions/s/…/storageAccounts/staging", staging: { location: "West US" } },
  vaults: [vaultIn("East US", enabled)],
};
const refusals = (changes: Partial<SecondaryPlace>) =>
  secondaryRefusals({ ...inWest, ...changes }).map(({ what, fix }) => `${what}. Fix: ${fix}`);

it.each([
  ["East US", "westus"],
  ["westus3", "eastus"],
  ["brazilsouth", "southcentralus"],
  ["usgovvirginia", "usgovtexas"],
])("the secondary region of %s is %s", (location, pair) => {
  expect(pairedRegionOf(location)).toBe(pair);
});

it("a region without a known pair has the region of the staging account", () => {
  const vault = vaultIn("newregion", enabled);
  expect([pairedRegionOf("newregion"), secondaryRegionOf(vault, { location: "Other Region" })]).toEqual([
    undefined,
    "otherregion",
  ]);
});

it.each<[string, Partial<SecondaryPlace>]>([
  ["the pair of the vault's region", {}],
  ["a vault that does not say its redundancy", { vaults: [vaultIn("eastus")] }],
  ["nulls of an old vault", { vaults: [vaultIn("eastus", { crossRegionRestore: null })] }],
  ["a region without a known pair", { vaults: [vaultIn("newregion", enabled)] }],
  ["a place that does not exist, which another rule reports", { group: undefined, staging: undefined }],
])("accepts %s", (_, changes) => {
  expect(refusals(changes)).toEqual([]);
});

it.each<[string, Partial<SecondaryPlace>, string]>([
  [
    "a vault whose cross-region restore is off",
    { vaults: [vaultIn("eastus", { ...enabled, crossRegionRestore: "Disabled" })] },
    "The vault safe has no recovery points in a secondary region: its cross-region restore is Disabled. Fix: Switch on",
  ],
  [
    "a vault with other storage",
    { vaults: [vaultIn("eastus", { standardTierStorageRedundancy: "ZoneRedundant" })] },
    "its storage is ZoneRedundant",
  ],
  [
    "a staging account elsewhere",
    { staging: { location: "eastus" } },
    "The storage account staging is in eastus, and the secondary region of the vault safe is westus. Fix: Use a storage account in westus for --staging",
  ],
  [
    "a group elsewhere",
    { group: { location: "eastus" } },
    "Use a resource group in westus for --target-group",
  ],
  [
    "the vault's own region, where no pair is known",
    { vaults: [vaultIn("newregion", enabled)], staging: { location: "newregion" } },
    "is in newregion, the region of the vault safe",
  ],
])("refuses %s", (_, changes, message) => {
  expect(refusals(changes).join("\n")).toContain(message);
});

it("only what is in the vault is in the secondary region", () => {
  const point = (name: string, hour: number, tiers: Record<string, string>) =>
    recoveryPointOf({
      name,
      properties: {
        recoveryPointTime: `2026-11-30T0${hour}:00:00Z`,
        recoveryPointTierDetails: Object.entries(tiers).map(([type, status]) => ({ type, status })),
      },
    });
  const choice = {
    pick: "latest",
    tier: "any",
    nowMs: Date.parse("2026-11-30T12:00:00Z"),
    random: 0,
  } as const;
  const points = [
    point("snapshot", 9, { InstantRP: "Valid" }),
    point("both", 8, { InstantRP: "Valid", HardenedRP: "Valid" }),
  ];
  const chosen = (some: typeof points) => choosePoint(some, { ...choice, isSecondary: true });
  expect(chosen(points)).toMatchObject({ point: { name: "both" } });
  expect(chosen(points.slice(0, 1))).toEqual({ none: expect.stringContaining("no copy in the vault") });
  expect(chosen([point("without tiers", 9, {})])).toMatchObject({ point: { name: "without tiers" } });
});

describe("a restored disk belongs to", () => {
  const owner = (name: string, drillId: string, jobId?: string): DiskOwner => ({
    ...{ drillId, vm: { name } },
    ...(jobId !== undefined && { jobId }),
  });
  const [a, b, c] = ["aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"] as const;
  const disk = (name: string, tags: Record<string, string> = {}): ArmJson => ({ name, tags });
  const owners = [owner("web", a, "job-a"), owner("web-1", b), owner("WEB1", c)];

  it.each<[string, ArmJson, string[]]>([
    ["the drill of its tag", disk("web-osdisk-1", { "azure-vm-backup-drill": b }), [b]],
    ["the drill of its job", disk("other-osdisk-1", { rsvaultbackup: "JOB-A" }), [a]],
    ["the drill in the name of the VM, without its hyphen", disk(`dr${c}-osdisk-20230105-095022`), [c]],
    ["the VM with its name", disk("web-osdisk-20230105-095022", { RSVaultBackup: "unknown" }), [a]],
    ["none, if two VMs have its name", disk("web1-osdisk-20230105-095022"), []],
    ["none, if no VM has its name", disk("website-osdisk-20230105-095022"), []],
    ["none, if it has no name", {}, []],
  ])("%s", (_, one, expected) => {
    expect(
      owners.filter((candidate) => isDiskOf(candidate, one, owners)).map(({ drillId }) => drillId),
    ).toEqual(expected);
  });
});
