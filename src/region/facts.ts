import type { Sourced } from "../core/fact";
import { pages } from "../core/pages";
import { normalLocation } from "./location";

/** The Azure clouds. A service tag means addresses of its own cloud. */
export const AzureCloud = {
  Public: "Public",
  USGovernment: "USGovernment",
  China: "China",
} as const;
export type AzureCloud = (typeof AzureCloud)[keyof typeof AzureCloud];

interface RegionNames extends Sourced {
  /** Names that people read. Azure's own name drops the spaces and the capitals, a service tag the spaces alone. */
  readonly value: readonly string[];
}

/** Regions by cloud, those with restricted access and the canary regions included. */
export const regionNames: Readonly<Record<AzureCloud, RegionNames>> = {
  Public: {
    value: list(`
      Australia Central, Australia Central 2, Australia East, Australia Southeast, Austria East, Belgium Central,
      Brazil South, Brazil Southeast, Canada Central, Canada East, Central India, Central US, Central US EUAP,
      Chile Central, Denmark East, East Asia, East US, East US 2, East US 2 EUAP, France Central, France South,
      Germany North, Germany West Central, India South Central, Indonesia Central, Israel Central, Italy North,
      Japan East, Japan West, Jio India Central, Jio India West, Korea Central, Korea South, Malaysia West,
      Mexico Central, New Zealand North, North Central US, North Europe, Norway East, Norway West, Poland Central,
      Qatar Central, South Africa North, South Africa West, South Central US, South India, Southeast Asia,
      Spain Central, Sweden Central, Sweden South, Switzerland North, Switzerland West, Taiwan North,
      Taiwan Northwest, UAE Central, UAE North, UK South, UK West, West Central US, West Europe, West India,
      West US, West US 2, West US 3`),
    source: "https://learn.microsoft.com/azure/reliability/regions-list",
    asOf: "2026-09-23",
    note: "The page lists the open regions; the restricted, canary and Taiwan regions have tags in the published list of service tags (https://www.microsoft.com/download/details.aspx?id=56519, copies of 2025-10).",
  },
  USGovernment: {
    value: list("USDoD Central, USDoD East, USGov Arizona, USGov Iowa, USGov Texas, USGov Virginia"),
    source: "https://www.microsoft.com/download/details.aspx?id=57063",
    asOf: "2026-11-23",
    note: "Spelling after tags in use there (Storage.USGovVirginia, HDInsight.USDoDCentral); the list itself was not at hand.",
  },
  China: {
    value: list("China East, China East 2, China East 3, China North, China North 2, China North 3"),
    source: "https://learn.microsoft.com/azure/china/overview-regions",
    asOf: "2026-11-23",
    note: "The spelling of the tags follows Azure's rule for the other clouds (inferred).",
  },
};

/** How the region is written in `AzureCloud.<region>`, where that is not Azure's own name for it. */
export const azureCloudRegions = {
  value: {
    centralfrance: "francecentral",
    southfrance: "francesouth",
    germanyn: "germanynorth",
    germanywc: "germanywestcentral",
    norwaye: "norwayeast",
    norwayw: "norwaywest",
    switzerlandn: "switzerlandnorth",
    switzerlandw: "switzerlandwest",
    brazilse: "brazilsoutheast",
  } as Readonly<Record<string, string>>,
  ...pages.serviceTags,
  note: "brazilse as in the published list of 2026-06-29.",
} as const;

const regionsList2025 = {
  source: "https://github.com/MicrosoftDocs/azure-docs/blob/main/articles/reliability/regions-list.md",
  asOf: "2025-03-21",
} as const;

/** Regions of the public cloud in which the list shows no availability zones. Zones are added now and then. */
export const regionsWithoutZones: RegionNames = {
  value: list(`
    Australia Central, Australia Central 2, Australia Southeast, Brazil Southeast, Canada East, France South,
    Germany North, Korea South, North Central US, Norway West, South Africa West, South India, Sweden South,
    Switzerland West, UAE Central, UK West, West Central US, West India, West US`),
  ...regionsList2025,
};

/** Regions of the public cloud for which the list names no paired region. */
export const regionsWithoutPair: RegionNames = {
  value: list(`
    Austria East, Indonesia Central, Israel Central, Italy North, Mexico Central, New Zealand North, Poland Central,
    Qatar Central, Spain Central`),
  ...regionsList2025,
};

/** Whether a list of regions has one, however it is written. */
export const listsRegion = ({ value }: RegionNames, location: unknown): boolean =>
  typeof location === "string" && value.some((name) => normalLocation(name) === normalLocation(location));

/** A region as Azure spells it. */
export interface Region {
  /** Azure's own name, e.g. `westeurope`. */
  readonly name: string;
  readonly displayName: string;
  /** Part of a regional service tag, e.g. `WestEurope` in `Storage.WestEurope`. */
  readonly tag: string;
  readonly cloud: AzureCloud;
}

export const regions: readonly Region[] = Object.values(AzureCloud).flatMap((cloud) =>
  regionNames[cloud].value.map((displayName) => {
    const tag = displayName.replaceAll(" ", "");
    return { name: normalLocation(displayName), displayName, tag, cloud };
  }),
);

const byName = new Map(regions.map((region) => [region.name, region]));

/** The region meant by `westeurope`, `West Europe` or `WestEurope`; undefined for anything else. */
export function regionOf(text: unknown): Region | undefined {
  return typeof text === "string" ? byName.get(normalLocation(text)) : undefined;
}

function list(text: string): readonly string[] {
  return text.split(",").map((name) => name.trim());
}
