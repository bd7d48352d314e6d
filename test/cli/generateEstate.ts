import { type RestServer, serveArm } from "../../simulator/rest/server";
import { makeEstate } from "../support/estate";

/** An estate of four regions, one of them with a locked vault, and its REST API. */
export function serveEstate(folder: string, vms = 200): Promise<RestServer> {
  makeEstate({
    folder,
    vms,
    regions: ["westeurope", "northeurope", "eastus", "swedencentral"],
    lockedRegions: ["northeurope"],
  });
  return serveArm({ folder });
}
