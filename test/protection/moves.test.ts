import { sayDisksGone, sayState } from "../../src/protection/moves";

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
