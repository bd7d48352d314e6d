import * as pulumi from "@pulumi/pulumi";
import { resolveDeferred } from "../../src/component/deferred";
import { recordVms } from "../../src/protection/component/recordedVms";
import { changesOf, readRecordedVms, disksRemovedMessage, existsMessage, leftMessage, stateMessage } from "../../src/protection/component/changeMessages";

const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

it.each<[unknown, unknown, string | undefined]>([
  [undefined, "ProtectionStopped", "its recovery points stay"],
  [undefined, "BackupsSuspended", "expire by the policy"],
  ["ProtectionStopped", undefined, "its backup runs again"],
  ["ProtectionStopped", null, "its backup runs again"],
  ["BackupsSuspended", "Protected", "its backup runs again"],
  ["ProtectionStopped", "ProtectionStopped", undefined],
  // Nothing, null and Protected are one.
  [null, undefined, undefined],
  ["Protected", undefined, undefined],
  [undefined, "Protected", undefined],
  // Of what is secret or not known yet nothing is said.
  [secret, { ...secret }, undefined],
  [secret, undefined, undefined],
])("a state that goes from %j to %j: %s", (from, to, said) => {
  const text = stateMessage("web", from, to);
  if (said === undefined) expect(text).toBeUndefined();
  else expect(text).toContain(said);
});

it.each<[unknown, unknown, boolean]>([
  [{ include: [0] }, undefined, true],
  [{ include: [0] }, null, true],
  [null, undefined, false],
  [undefined, undefined, false],
  [{ include: [0] }, { exclude: [] }, false],
])("a choice of disks that goes from %j to %j is told to be gone: %s", (from, to, told) => {
  expect(disksRemovedMessage("web", from, to) !== undefined).toBe(told);
});

const group = "/subscriptions/1-2/resourceGroups/bank";
const id = `${group}/providers/Microsoft.RecoveryServices/vaults/safe/backupFabrics/Azure/protectionContainers/c/protectedItems/i`;

it.each<[string, string, string]>([
  [
    "ProtectedVms",
    "urn:pulumi:dev::bank::azure-vm-backup:index:ProtectedVms::backup",
    `adopt: { vaultId: "${group}/providers/Microsoft.RecoveryServices/vaults/safe", keys: ["web"] }`,
  ],
  [
    "RegionalBackup",
    "urn:pulumi:dev::bank::azure-vm-backup:index:RegionalBackup$azure-vm-backup:index:ProtectedVms::backup",
    'adopt: { subscriptionId: "1-2", keys: ["web"] }',
  ],
])("an item that exists is adopted by the argument that %s has", (_, parent, adopt) => {
  expect(leftMessage("web", { id, parent, deletes: false })).toContain(adopt);
  const exists = existsMessage("web", { id, parent, isSoftDeleted: true, deletes: true });
  expect(exists).toContain(`${adopt}, with the VM's names as plain texts and onDestroy: "Retain"`);
});

const vmId = (name: string) => `${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
const stopped = { protectionState: "ProtectionStopped", previousKey: "web", disks: { include: [0] } };

describe("a VM of the map, as it is kept", () => {
  it.each<[string, unknown, unknown]>([
    ["an id", { vmId: vmId("Web") }, "bank/web"],
    ["names", { vmId: vmId("x"), vmName: "web", resourceGroupName: "Bank" }, "bank/web"],
    [
      "names and an id that comes late",
      { vmId: pulumi.output("x"), vmName: "web", resourceGroupName: "bank" },
      "bank/web",
    ],
    ["a late group", { vmId: "x", vmName: "web", resourceGroupName: pulumi.output("bank") }, "bank/web"],
    ["a late entry", pulumi.output({ vmId: vmId("web") }), "bank/web"],
    ["choices that are nothing", { vmId: vmId("web"), disks: null, protectionState: undefined }, "bank/web"],
    ["choices", { vmId: vmId("web"), ...stopped }, { place: "bank/web", ...stopped }],
    ["late choices", pulumi.output({ vmId: vmId("web"), ...stopped }), { place: "bank/web", ...stopped }],
    ["no id of a VM", { vmId: "web" }, ""],
  ])("%s", async (_, vm, expected) => {
    const kept = await resolveDeferred(recordVms({ key: vm }));
    expect(kept.value).toEqual({ key: expected });
  });

  it("is read as it was kept, and what is not known is no place", () => {
    const kept = {
      a: "bank/web",
      b: { place: "bank/api", ...stopped },
      c: "",
      d: null,
      e: secret,
      f: { place: secret },
    };
    expect(readRecordedVms(kept)).toEqual({
      ...{ a: { place: "bank/web" }, b: { place: "bank/api", ...stopped } },
      ...{ c: {}, d: {}, e: secret, f: {} },
    });
    expect(readRecordedVms(undefined)).toEqual({});
  });

  it("tells what leaves, moves, is renamed and is new", () => {
    const before = readRecordedVms({
      gone: "bank/gone",
      moved: "bank/web",
      old: "bank/api",
      was: "bank/db",
      late: "",
    });
    const after = readRecordedVms({
      moved: "shop/web",
      young: "bank/api",
      is: { place: "bank/db", previousKey: "was" },
      new: "bank/new",
      late: "bank/late",
    });
    expect(changesOf(before, after)).toEqual({
      left: ["gone"],
      moved: [{ key: "moved", from: "bank/web", to: "shop/web" }],
      renamed: [{ key: "young", from: "old" }],
      added: [{ key: "new", place: { resourceGroupName: "bank", vmName: "new" } }],
    });
  });
});
