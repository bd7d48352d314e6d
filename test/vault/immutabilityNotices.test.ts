import { immutabilityNotices } from "../../src/vault/immutabilityNotices";
import { vaultChangeNotices } from "../../src/vault/irreversibleChanges";

const vault = (state?: unknown, durationInDays?: unknown) => ({
  properties: {
    securitySettings: {
      immutabilitySettings: {
        state,
        ...(durationInDays !== undefined && { configuration: { type: "TimeBased", durationInDays } }),
      },
    },
  },
});
const change = (before: object, after: object) => ({ before, after }) as never;
const unknown = { toString: () => "unknown" };
const lockedIsUncertain = "no source says that Azure accepts this change";

it.each<[string, object, object, string[]]>([
  ["a new vault with days", {}, vault("Unlocked", 45), []],
  ["the first days of a vault that was not immutable", vault("Disabled"), vault("Unlocked", 45), []],
  ["the same days", vault("Locked", 45), vault("Locked", 45), []],
  ["days that are not known yet", vault("Locked", 45), vault("Locked", unknown), []],
  ["more days", vault("Unlocked", 45), vault("Unlocked", 90), []],
  ["fewer days", vault("Unlocked", 90), vault("Unlocked", 45), ["changes from 90 to 45"]],
  ["days removed", vault("unlocked", 45), vault("Unlocked"), ["was 45 and is no longer set"]],
  ["days removed and switched off", vault("Unlocked", 45), vault("Disabled"), ["was 45"]],
  ["the first days", vault("Unlocked"), vault("Unlocked", 45), ["become immutable for 45 days each"]],
  ["more days, locked", vault("Locked", 45), vault("Locked", 90), ["Treat this as permanent"]],
  ["fewer days, locked", vault("Locked", 90), vault("Locked", 45), ["from 90 to 45", lockedIsUncertain]],
  ["days removed, locked", vault("Locked", 90), vault("Locked"), ["was 90", lockedIsUncertain]],
  ["the first days, locked", vault("Locked"), vault("Locked", 45), ["for 45 days each", lockedIsUncertain]],
])("warns of %s", (_, before, after, expected) => {
  expect(immutabilityNotices(change(before, after))).toEqual(
    expected.map((text) => expect.stringContaining(text)),
  );
});

it("the warning about a lock says what is permanent", () => {
  const noticesOf = (days?: number) =>
    vaultChangeNotices(change(vault("Unlocked", days), vault("Locked", days))).join();
  expect(noticesOf(45)).toContain("No recovery point can be deleted in its first 45 days");
  expect(noticesOf()).toContain("Recovery points live until they expire");
});
