import { sayDisksGone, sayExists, sayLeft, sayState } from "../../src/protection/moves";

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
  const text = sayState("web", from, to);
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
  expect(sayDisksGone("web", from, to) !== undefined).toBe(told);
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
  expect(sayLeft("web", { id, parent, deletes: false })).toContain(adopt);
  const exists = sayExists("web", { id, parent, isSoftDeleted: true, deletes: true });
  expect(exists).toContain(`${adopt}, with the VM's names as plain texts and onDestroy: "Retain"`);
});
