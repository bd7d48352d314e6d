import { networkPages } from "../network/facts";
import { pages } from "./fact";

/** Days on which pages were read or, where they are dated, their own dates: for what cites a page and no fact of it. */
export const pageDates: Readonly<Record<string, string>> = {
  [pages.vmMatrix]: "2026-03-26",
  [pages.matrix]: "2026-03-25",
  [pages.prepare]: "2026-03-25",
  [pages.vault]: "2025-12-10",
  [pages.secureByDefault]: "2025-11-10",
  [pages.immutableVault]: "2025-06-19",
  [pages.enhancedPolicy]: "2025-06-11",
  [pages.instantRestore]: "2025-06-16",
  [pages.faq]: "2022-03-01",
  [pages.archive]: "2026-02-04",
  [pages.migrateToEnhanced]: "2025-06-24",
  [pages.selectiveDisk]: "2026-01-23",
  [pages.nameRules]: "2026-11-23",
  [pages.powershell]: "2026-11-23",
  [pages.azurerm]: "2026-08-21",
  [pages.seed2018]: "2018-12-17",
  [networkPages.nsg]: "2026-11-23",
  [networkPages.serviceTags]: "2026-11-23",
  [networkPages.firewallRules]: "2026-11-23",
  [networkPages.storageFirewall]: "2026-11-23",
  "https://github.com/microsoft/mcp/pull/2504": "2026-08-21",
};
