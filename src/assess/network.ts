import { gapOf } from "../core/coverage";
import type { Inventory } from "../core/inventory";
import { isUnknownValue } from "../core/rule";
import { type BackupEgress, backupNetworkOf } from "../network/egress/backup";
import { backupPaths } from "../network/inventory/egressPaths";
import type { AssessedVm } from "./assessment";

type Network = Pick<AssessedVm, "network" | "networkUnknownBecause">;

/** The network of each VM, by the VM's URN. */
export const networksOf = (inventory: Inventory): ReadonlyMap<string, Network> =>
  new Map(backupPaths(inventory).map(({ urn, of }) => [urn, networkOf(of)]));

function networkOf(path: BackupEgress): Network {
  try {
    const network = backupNetworkOf(path);
    return network.path === "unknown" ? unknown(network.because) : { network: network.path };
  } catch (error) {
    if (isUnknownValue(error)) return unknown(`${gapOf(error).what} was not read`);
    throw error;
  }
}

const unknown = (because: string): Network => ({ network: "unknown", networkUnknownBecause: because });
