import type { Fields } from "../component/argumentTypes";
import { check } from "../component/check";
import { cite } from "../core/limits";
import { invalidValue, noFindings, type Rule } from "../core/rule";
import { isRegion } from "../region/rules";
import { geoCodes, zoneNamesOf } from "./dnsZones";

/** The argument of backupPrivateDnsZoneNames. */
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
        accepted: "regions of the public cloud whose code it knows",
        by: "backupPrivateDnsZoneNames",
        fix: "copy the zone's name from the private endpoint's DNS configuration in the portal",
        ...cite(geoCodes),
      });

/**
 * Returns the names of the three private DNS zones that a vault's private endpoint needs: Azure Backup's own zone, and those of blobs and
 * queues. The name of Azure Backup's zone has a code in place of the region's name, e.g. privatelink.we.backup.windowsazure.com in westeurope.
 * https://learn.microsoft.com/azure/backup/private-endpoints
 *
 * @param region A region of the public cloud, e.g. "westeurope".
 * @throws pulumi.InputPropertiesError if the region is unknown, or its code is.
 */
export function backupPrivateDnsZoneNames(region: string): string[] {
  const checked = check(
    "backupPrivateDnsZoneNames",
    { region },
    {},
    { fields, rules: [({ region: name }) => isRegion("region", name), codeIsKnown] },
  );
  return [...(zoneNamesOf(checked.region) ?? [])];
}
