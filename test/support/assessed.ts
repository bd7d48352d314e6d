/** Reports of the command line, made in this process. */
import { join } from "node:path";
import type { Report } from "../../cli/assess/report";
import { openStore } from "../../simulator/azure/store";
import { rowsOfTables } from "../../simulator/rest/rows";
import { assess } from "../../src/assess/assess";
import { totalsOf } from "../../src/assess/assessment";
import { judgeOf } from "../../src/assess/judging";
import { type Row, rowsInventory } from "../../src/core/rowsInventory";
import { requirements } from "../../src/requirements";
import { rowForms } from "../../src/rowForms";
import { makeEstate, subscriptionId } from "./estate";

/** The report on an estate of so many VMs, whose subscription has a name that HTML must escape. */
export function reportOfEstate(folder: string, vms: number, lockedRegions: readonly string[] = []): Report {
  const own = join(folder, `${vms}${lockedRegions.join("")}`);
  makeEstate({ folder: own, vms, regions: ["westeurope", "northeurope", "eastus"], lockedRegions });
  const azure = { store: openStore(own), anyVm: true, slowDeletes: 0 };
  const rows = [
    ...rowsOfTables(azure, "resources"),
    ...rowsOfTables(azure, "recoveryservicesresources"),
  ] as unknown as Row[];
  const source = {
    subscriptionId: subscriptionId(0),
    inventory: rowsInventory(rows, rowForms, { areAnswers: true }),
    isOfAzure: true,
  };
  const one = { ...assess(source, judgeOf(requirements, {})), name: "<Bank & sons>" };
  return {
    assessedAt: "2026-11-26T04:00:00.000Z",
    source: "Azure",
    totals: totalsOf([one]),
    subscriptions: [one],
    isEmpty: vms === 0,
    notSeen: [],
    exemptions: [],
  };
}
