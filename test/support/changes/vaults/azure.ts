/** What simulated Azure has of the backups of random programs. */
import { openStore } from "../../../../simulator/azure/store";

export type ItemState = "active" | "soft";

export interface InAzure {
  /** By `vault/VM`. */
  readonly items: Readonly<Record<string, ItemState>>;
  /** Days of the daily retention, by `vault/policy`. Azure's own policies are left out. */
  readonly policies: Readonly<Record<string, number>>;
  readonly vaults: readonly string[];
}

const vaultPattern = /\/vaults\/([^/]+)$/i;
const policyPattern = /\/vaults\/([^/]+)\/backupPolicies\/([^/]+)$/i;
const itemPattern = /\/vaults\/([^/]+)\/backupFabrics\/.*;([^;]+)$/i;

export function inAzure(azureDir: string): InAzure {
  const items: Record<string, ItemState> = {};
  const policies: Record<string, number> = {};
  const vaults: string[] = [];
  for (const { id, properties } of openStore(azureDir).all()) {
    const [, vault] = vaultPattern.exec(id) ?? [];
    if (vault !== undefined) vaults.push(vault);
    const [, ofPolicy, policy] = policyPattern.exec(id) ?? [];
    const { retentionPolicy, isScheduledForDeferredDelete } = (properties.properties ?? {}) as {
      retentionPolicy?: { dailySchedule?: { retentionDuration?: { count?: number } } };
      isScheduledForDeferredDelete?: boolean;
    };
    if (policy !== undefined && !/^(Default|Enhanced|Hourly)/.test(policy))
      policies[`${ofPolicy}/${policy}`] = retentionPolicy?.dailySchedule?.retentionDuration?.count ?? 0;
    const [, ofItem, vm] = itemPattern.exec(id) ?? [];
    if (vm !== undefined)
      items[`${ofItem}/${vm}`] = isScheduledForDeferredDelete === true ? "soft" : "active";
  }
  return { items, policies, vaults: vaults.sort() };
}

/** The VMs with their best item in any vault. */
export function byVm({ items }: Pick<InAzure, "items">): Readonly<Record<string, ItemState>> {
  const found: Record<string, ItemState> = {};
  for (const [place, state] of Object.entries(items)) {
    const vm = place.split("/")[1] ?? "";
    if (found[vm] !== "active") found[vm] = state;
  }
  return found;
}
