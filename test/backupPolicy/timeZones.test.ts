import type { ProtectionPolicy } from "../../src/backupPolicy/payload/fromArm";
import { zoneIsWindowsId } from "../../src/backupPolicy/payload/schedule";
import { timeZoneIsKnown } from "../../src/backupPolicy/schedule";
import { windowsZone, windowsZones } from "../../src/backupPolicy/timeZones";
import { zoneAbbreviations } from "../../src/backupPolicy/zoneFacts";
import { judge } from "../../src/core/rule";

const argument = (timeZone: string) => judge([timeZoneIsKnown as never], { timeZone }).findings;
const payload = (timeZone: string) =>
  judge([zoneIsWindowsId], { properties: { timeZone } } as ProtectionPolicy).findings;

it.each([
  ["BST", '"Europe/London" or "Asia/Dhaka"', '"GMT Standard Time" or "Bangladesh Standard Time"'],
  ["ist", '"Asia/Kolkata" or "Europe/Dublin" or "Asia/Jerusalem"', '"India Standard Time"'],
  ["AST", '"America/Halifax" or "Asia/Riyadh" or "America/Anchorage"', '"Atlantic Standard Time"'],
  ["JST", '"Asia/Tokyo"', '"Tokyo Standard Time"'],
])("asks which zone %s is, and never chooses one of several", (zone, ianaNames, windowsIds) => {
  const [asArgument] = argument(zone);
  const [inPayload] = payload(zone);
  expect(asArgument?.fix?.text).toBe(`Did you mean ${ianaNames}?`);
  expect(inPayload?.fix?.text).toContain(`Did you mean ${windowsIds}`);
  expect(asArgument?.fix?.value === undefined).toBe(ianaNames.includes(" or "));
});

it("every answer to the question is a zone", () => {
  const meant = Object.values(zoneAbbreviations.value).flat();
  expect(meant.filter((zone) => windowsZone(zone) === undefined)).toEqual([]);
});

// What Node.js knows of three letters is an IANA name or in our table: a later ICU cannot add an alias unseen.
it("no text of three letters becomes a place silently", () => {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const names = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));
  const iana = ["CET", "EET", "EST", "GMT", "HST", "MET", "MST", "PRC", "ROC", "ROK", "UCT", "UTC", "WET"];
  expect(names.filter((name) => windowsZone(name) !== undefined)).toEqual(iana);
});

it.each(["Europe/Paris", "europe/paris", "Europe/Kyiv", "US/Eastern", "EST5EDT", "Etc/UTC"])(
  "accepts the IANA name %s",
  (zone) => expect(argument(zone)).toEqual([]),
);

it("accepts every Windows id in any letter case, and sends it in Windows' spelling", () => {
  for (const id of windowsZones) {
    expect(windowsZone(id.toLowerCase())).toBe(id);
    expect(windowsZone(id.toUpperCase())).toBe(id);
  }
});
