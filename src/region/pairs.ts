import type { Sourced } from "../core/fact";
import { normalLocation } from "./location";

const regionPairs = {
  /** Each region and the region to which the storage of a geo-redundant vault is copied. Not every pair is one in both directions. */
  value: `
    Australia Central: Australia Central 2, Australia Central 2: Australia Central, Australia East: Australia Southeast,
    Australia Southeast: Australia East, Brazil South: South Central US, Brazil Southeast: Brazil South,
    Canada Central: Canada East, Canada East: Canada Central, Central India: South India, Central US: East US 2,
    Central US EUAP: East US 2 EUAP, East US 2 EUAP: Central US EUAP, China East: China North, China North: China East,
    China East 2: China North 2, China North 2: China East 2, East Asia: Southeast Asia, East US: West US,
    East US 2: Central US, France Central: France South, France South: France Central, Germany North: Germany West Central,
    Germany West Central: Germany North, Japan East: Japan West, Japan West: Japan East, Korea Central: Korea South,
    Korea South: Korea Central, North Central US: South Central US, North Europe: West Europe, Norway East: Norway West,
    Norway West: Norway East, South Africa North: South Africa West, South Africa West: South Africa North,
    South Central US: North Central US, South India: Central India, Southeast Asia: East Asia,
    Sweden Central: Sweden South, Switzerland North: Switzerland West, Switzerland West: Switzerland North,
    UAE Central: UAE North, UAE North: UAE Central, UK South: UK West, UK West: UK South,
    USDoD Central: USDoD East, USDoD East: USDoD Central, USGov Arizona: USGov Texas, USGov Iowa: USGov Virginia,
    USGov Texas: USGov Arizona, USGov Virginia: USGov Texas, West Central US: West US 2, West Europe: North Europe,
    West India: South India, West US: East US, West US 2: West Central US, West US 3: East US`,
  source: "https://github.com/MicrosoftDocs/azure-docs/blob/main/articles/reliability/regions-list.md",
  asOf: "2025-03-21",
  note: "China, US government and canary regions: secondary_region_map of azure-cli (command_modules/backup/custom.py, read 2026-11-30), which agrees with the page on all regions that both have.",
} as const satisfies Sourced & Record<string, unknown>;

const pairs = new Map(
  regionPairs.value.split(",").map((pair): [string, string] => {
    const [from = "", to = ""] = pair.split(":").map(normalLocation);
    return [from, to];
  }),
);

/** The paired region of a region, in Azure's own spelling. Undefined: none is known, which does not mean that there is none. */
export const pairedRegionOf = (location: string): string | undefined => pairs.get(normalLocation(location));
