import type { Fields } from "../component/argumentTypes";
import { check } from "../component/check";
import { cite } from "../core/limits";
import { invalidValue, noFindings, type Rule } from "../core/rule";
import { isRegion } from "../region/rules";
import { geoCodes, zoneNamesOf } from "./dnsZones";

/** A region of the public cloud, for backupPrivateDnsZoneNames. */
interface Region {
  region: string;
}

const fields = { region: { type: "text", plain: true } } as const satisfies Fields;

const codeIsKnown: Rule<Region> = ({ region }) =>
  zoneNamesOf(region) !== undefined || isRegion("region", region) !== noFindings
    ? noFindings
    : invalidValue({
        path: "region",
        actual: region,
        accepted: "a region of the public cloud whose code this library knows",
        fix: "take the zone's name from the private endpoint's DNS configuration in the portal",
        ...cite(geoCodes),
      });

/**
 * Names of the three private DNS zones of a vault's private endpoint: Azure Backup's own, which has a code in place of the region's
 * name (privatelink.we.backup.windowsazure.com in westeurope), and those of blobs and queues.
 * https://learn.microsoft.com/azure/backup/private-endpoints
 *
 * @throws pulumi.InputPropertiesError for a region that is none, or whose code is not known.
 */
export function backupPrivateDnsZoneNames(region: string): string[] {
  const checked = check(
    "backupPrivateDnsZoneNames",
    { region },
    {},
    { fields, rules: [({ region: given }) => isRegion("region", given), codeIsKnown] },
  );
  return [...(zoneNamesOf(checked.region) ?? [])];
}
