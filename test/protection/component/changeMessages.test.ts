import {
  disksRemovedMessage,
  existsMessage,
  movedKeysMessage,
  notYetProtectedMessage,
  otherFlagMessage,
  renamedMessage,
  stateMessage,
} from "../../../src/protection/component/changeMessages";
import type { Exit } from "../../../src/protection/component/effects";
import { exitMessage } from "../../../src/protection/component/exitMessages";

const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

it.each<[unknown, unknown, string | undefined]>([
  [undefined, "ProtectionStopped", "its recovery points stay"],
  [undefined, "BackupsSuspended", "expire by the policy"],
  ["ProtectionStopped", undefined, "its backup runs again"],
  ["ProtectionStopped", null, "its backup runs again"],
  ["BackupsSuspended", "Protected", "its backup runs again"],
  ["ProtectionStopped", "ProtectionStopped", undefined],
  // No state, null and Protected are the same.
  [null, undefined, undefined],
  ["Protected", undefined, undefined],
  [undefined, "Protected", undefined],
  // A secret or unknown state has no message.
  [secret, { ...secret }, undefined],
  [secret, undefined, undefined],
])("a state that changes from %j to %j: %s", (from, to, expected) => {
  const text = stateMessage("web", from, to);
  if (expected === undefined) expect(text).toBeUndefined();
  else expect(text).toContain(expected);
});

it.each<[unknown, unknown, boolean]>([
  [{ include: [0] }, undefined, true],
  [{ include: [0] }, null, true],
  [null, undefined, false],
  [undefined, undefined, false],
  [{ include: [0] }, { exclude: [] }, false],
])("a selection of disks that changes from %j to %j is reported as removed: %s", (from, to, reported) => {
  expect(disksRemovedMessage("web", from, to) !== undefined).toBe(reported);
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
])("the message about an existing item has the adopt argument of %s", (_, parent, adopt) => {
  const forgotten: Exit = { kind: "forgotten", key: "web", before: { key: "web", id } };
  expect(exitMessage(forgotten, { parent })).toContain(adopt);
  const item = { id, isSoftDeleted: true, state: "", policy: "" };
  const exists = existsMessage([{ key: "web", item }], true, { parent });
  expect(exists).toContain(`write the VM's names as plain texts, and set ${adopt} and onDestroy: "Retain".`);
});

const exit = (kind: Exit["kind"], before: object = {}, movedTo?: Exit["movedTo"]) =>
  exitMessage(
    {
      kind,
      key: "web",
      before: { key: "web", place: "bank/web", ...before },
      ...(movedTo !== undefined && { movedTo }),
    },
    { parent: "" },
  );

it("every change of the map has a plain message", () => {
  expect(exit("softDeleted")).toBe(
    "vms.web is removed from the map, and onDestroy is Delete: Azure stops the backup and deletes its recovery points. You can recover them during the vault's soft delete time.",
  );
  expect(exit("forgotten")).toBe(
    "vms.web is removed from the map: the VM stays protected in Azure, with its recovery points, and Pulumi no longer manages the backup.",
  );
  expect(exit("forgotten", { protectionState: "ProtectionStopped" })).toBe(
    "vms.web is removed from the map: its backup stays stopped in Azure, with its recovery points, and Pulumi no longer manages the backup.",
  );
  expect(exit("forgotten", { protectionState: "BackupsSuspended" })).toContain("expire by the policy");
  expect(exit("forgotten", { protectionState: secret })).toContain("its item stays in Azure as it is");
  expect(exit("forgottenOrSoftDeleted")).toContain("If it is Delete, Azure stops the backup");
  expect(exit("forgotten", {}, { place: "shop/web", isNew: true })).toBe(
    "vms.web: for Azure, shop/web is a different VM than bank/web, and gets a protected item of its own. The item of bank/web stays in Azure with its recovery points, and Pulumi no longer manages it. shop/web starts without recovery points; its first backup runs at the policy's next time.",
  );
  expect(exit("softDeleted", {}, { place: "shop/web", isNew: false })).not.toContain("starts without");
  const leaving: Exit = { kind: "forgotten", key: "web", before: { key: "web" } };
  expect(otherFlagMessage([leaving], "Delete")).toBe(
    "onDestroy changes from Retain to Delete while items leave the stack: vms.web. The state decides what becomes of an item, and it still has Retain: their backups would stay in Azure. Fix: run `pulumi up` with only onDestroy changed first; then make the other changes.",
  );
  const moved = [
    { key: "0", holder: { key: "1", place: "bank/b", onDestroy: "Retain" as const, id } },
    { key: "1", holder: { key: "2", place: "bank/c", onDestroy: "Retain" as const, id } },
  ];
  const text = movedKeysMessage(moved, { parent: "" });
  expect(text).toContain(
    'keep each VM under its key: bank/b under "1", bank/c under "2". Do not number keys',
  );
  expect(text).toContain('keys: ["0", "1"] }');
  const hidden = movedKeysMessage(moved, { parent: "", isSecret: true });
  expect(hidden).not.toMatch(/bank|safe/);
  expect(renamedMessage("ledger", "web")).toBe(
    'vms.ledger is the VM that was vms.web, and Azure refuses a second item while the first exists. To rename the key, set previousKey: "web" on vms.ledger.',
  );
  expect(notYetProtectedMessage("web", "ProtectionStopped")).toBe(
    'vms.web.protectionState is "ProtectionStopped"; Azure accepts only Protected for a VM that was not protected before. Fix: leave protectionState out and run pulumi up; then set it to ProtectionStopped.',
  );
});
