import { findIana, findWindows, WINDOWS_TO_IANA_MAP } from "windows-iana";
import type { Fix } from "../core/finding";
import { didYouMean, nearestNames, textOf } from "../core/values";
import { zoneAbbreviations } from "./zoneFacts";

/** Time zones as Azure Backup names them: Windows ids. The data is Unicode CLDR's, from the package `windows-iana`. */
export const windowsZones: readonly string[] = [
  ...new Set(WINDOWS_TO_IANA_MAP.map((row) => row.windowsName as string)),
].sort();

const windowsIds = new Map(windowsZones.map((id) => [id.toLowerCase(), id]));

/**
 * The Windows id of a Windows or IANA name, IANA links such as Europe/Kyiv included; undefined if CLDR has none, and for an abbreviation
 * such as BST, which may mean several zones.
 */
export function windowsZone(zone: unknown): string | undefined {
  const name = textOf(zone);
  if (name.length > longestName) return undefined;
  if (zonesOfAbbreviation(name) !== undefined) return undefined;
  return windowsIds.get(name.toLowerCase()) ?? findWindows(name)[0] ?? findWindows(canonical(name))[0];
}

/** No zone has a longer name. */
const longestName = 100;

/** The IANA names that an abbreviation may mean; undefined if the text is none that Node.js takes for a zone. */
const zonesOfAbbreviation = (name: string): readonly string[] | undefined => {
  const abbreviation = name.toUpperCase();
  return Object.hasOwn(zoneAbbreviations.value, abbreviation)
    ? zoneAbbreviations.value[abbreviation]
    : undefined;
};

/** The IANA name that a link points to, whether the link is current or historic; the name itself if it is no IANA name. */
function canonical(name: string): string {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return name;
  }
}

/** An IANA name of a Windows id, from which its offsets are calculated. */
export function ianaZone(windowsId: string): string | undefined {
  return findIana(windowsId)[0];
}

/** Every name that {@link windowsZone} accepts, except links: the candidates for suggestions. */
const zoneNames: readonly string[] = [
  ...new Set(WINDOWS_TO_IANA_MAP.flatMap((row) => row.iana as readonly string[])),
  ...windowsZones,
];

/** The names that a misspelt or abbreviated zone may mean, the nearest first. */
export const nearestZones = (name: string): readonly string[] =>
  zonesOfAbbreviation(name) ?? nearestNames(name, zoneNames);

/** The Windows ids that a misspelt zone may mean, the nearest first. */
export const nearestWindowsZones = (name: string): string[] => [
  ...new Set(nearestZones(name).flatMap((zone) => windowsZone(zone) ?? [])),
];

/** What to do about an unknown zone: a question if names are near, with the name as the value if it is the only one. */
export const zoneFix = (near: readonly string[]): Fix =>
  near[0] === undefined
    ? { text: "write the zone's Windows id, as `tzutil /l` lists it" }
    : { text: didYouMean(near), ...(near.length === 1 && { value: near[0] }) };

/** Time zone of a policy without one. */
export const defaultTimeZone = "UTC";
