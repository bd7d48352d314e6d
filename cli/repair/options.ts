import type { Pulumi } from "../pulumi";
import type { DeletedVaultsOfStack, RepairReport, VaultPlace } from "./report";
import type { KnownSubscription } from "./subscriptions";

export interface RepairOptions {
  readonly pulumi: Pulumi;
  /** Azure subscription of the vaults. Omitted: that of the program's providers. */
  readonly subscriptionId?: string;
  /** The subscription that a provider uses which has none of its own. Omitted: it is not known. */
  readonly ofUser?: () => Promise<KnownSubscription | undefined>;
  /** Whether to import. False: it only lists what it would try to import. */
  readonly yes: boolean;
  readonly log: (line: string) => void;
  /** Receives what was found and done. Omitted: `log` has it all the same. */
  readonly onReport?: (report: RepairReport) => void;
  /** Asks Azure for the deleted vaults that had the ids of these. Omitted: nothing is asked. */
  readonly readDeletedVaults?: (vaults: readonly VaultPlace[]) => Promise<DeletedVaultsOfStack>;
  /** The folder for the state of before. Omitted: the system's folder for temporary files. */
  readonly keepIn?: string;
}
