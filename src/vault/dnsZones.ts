import { AzureCloud, regionOf } from "../region/facts";

/** Azure Backup's code of each region. The name of its private DNS zone has the code in place of the region's name. */
export const geoCodes = {
  value: codes(`
    acl australiacentral, acl2 australiacentral2, ae australiaeast, ase australiasoutheast, brs brazilsouth,
    bse brazilsoutheast, cnc canadacentral, cne canadaeast, inc centralindia, cus centralus, ccy centraluseuap,
    clc chilecentral, ea eastasia, eus eastus, eus2 eastus2, ecy eastus2euap, frc francecentral, frs francesouth,
    gn germanynorth, gwc germanywestcentral, ilc israelcentral, itn italynorth, jic jioindiacentral,
    jiw jioindiawest, jpe japaneast, jpw japanwest, krc koreacentral, krs koreasouth, myw malaysiawest,
    mxc mexicocentral, nzn newzealandnorth, ncus northcentralus, ne northeurope, nwe norwayeast, nww norwaywest,
    plc polandcentral, qac qatarcentral, san southafricanorth, saw southafricawest, scus southcentralus,
    sea southeastasia, ins southindia, spc spaincentral, sdc swedencentral, sds swedensouth, szn switzerlandnorth,
    szw switzerlandwest, twn taiwannorth, uac uaecentral, uan uaenorth, uks uksouth, ukw ukwest,
    wcus westcentralus, we westeurope, inw westindia, wus westus, wus2 westus2, wus3 westus3`),
  source: "https://github.com/Azure/Enterprise-Scale/blob/main/src/templates/policies.bicep",
  asOf: "2026-11-26",
  note: "Azure's own list is a document for download (AzureRegionCodesList.docx), which was not available. jic and jiw are from Azure's guest agent tools.",
} as const;

const backupZone = (code: string): string => `privatelink.${code}.backup.windowsazure.com`;
const storageZones = ["privatelink.blob.core.windows.net", "privatelink.queue.core.windows.net"] as const;

/** The private DNS zones that a vault's private endpoint needs in a region of the public cloud. Undefined if the region's code is not known. */
export function zoneNamesOf(location: unknown): readonly [string, string, string] | undefined {
  const region = regionOf(location);
  const code = region?.cloud === AzureCloud.Public ? geoCodes.value.get(region.name) : undefined;
  return code === undefined ? undefined : [backupZone(code), ...storageZones];
}

function codes(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(",").map((pair) => {
      const [code, region] = pair.trim().split(" ");
      return [region as string, code as string];
    }),
  );
}
