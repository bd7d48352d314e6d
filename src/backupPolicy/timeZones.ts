import { findIana, findWindows, WINDOWS_TO_IANA_MAP } from "windows-iana";

/** Time zones as Azure Backup names them: Windows ids. The data is Unicode CLDR's, kept by `windows-iana`. */
export const windowsZones: readonly string[] = [
  ...new Set(WINDOWS_TO_IANA_MAP.map((row) => row.windowsName as string)),
].sort();

const known = new Set(windowsZones);

/** The Windows id of a Windows or IANA name; undefined where CLDR knows neither. */
export function windowsZone(name: string): string | undefined {
  return known.has(name) ? name : findWindows(name)[0];
}

/** An IANA name of a Windows id, to reckon its offsets with. */
export function ianaZone(windowsId: string): string | undefined {
  return findIana(windowsId)[0];
}

/** Every name that {@link windowsZone} accepts as its own, for suggestions. */
export const zoneNames: readonly string[] = [
  ...windowsZones,
  ...new Set(WINDOWS_TO_IANA_MAP.flatMap((row) => row.iana as readonly string[])),
];

/** Time zone of a policy that names none. */
export const defaultTimeZone = "UTC";
