import { findIana, findWindows, WINDOWS_TO_IANA_MAP } from "windows-iana";
import { nearestNames } from "../core/values";

/** Time zones as Azure Backup names them: Windows ids. The data is Unicode CLDR's, kept by `windows-iana`. */
export const windowsZones: readonly string[] = [
  ...new Set(WINDOWS_TO_IANA_MAP.map((row) => row.windowsName as string)),
].sort();

const known = new Set(windowsZones);

/** The Windows id of a Windows or IANA name, links such as Europe/Kyiv included; undefined where CLDR knows none. */
export function windowsZone(name: string): string | undefined {
  return known.has(name) ? name : (findWindows(name)[0] ?? findWindows(canonical(name))[0]);
}

/** The IANA name that a link of today or of yesterday stands for; the name itself where it is no IANA name. */
function canonical(name: string): string {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return name;
  }
}

/** An IANA name of a Windows id, to reckon its offsets with. */
export function ianaZone(windowsId: string): string | undefined {
  return findIana(windowsId)[0];
}

/** Every name that {@link windowsZone} knows without looking at links, for suggestions. */
const zoneNames: readonly string[] = [
  ...new Set(WINDOWS_TO_IANA_MAP.flatMap((row) => row.iana as readonly string[])),
  ...windowsZones,
];

/** The names that a mistyped zone may mean. */
export const nearestZones = (name: string): string[] => nearestNames(name, zoneNames);

/** The Windows ids that a mistyped zone may mean. */
export const nearestWindowsZones = (name: string): string[] => [
  ...new Set(nearestZones(name).flatMap((zone) => windowsZone(zone) ?? [])),
];

/** Time zone of a policy that names none. */
export const defaultTimeZone = "UTC";
