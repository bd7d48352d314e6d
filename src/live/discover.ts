import type { Graph, Scope } from "./graph";

/** A row of Resource Graph, with the columns that an assessment reads. */
export interface GraphRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly subscriptionId: string;
  readonly [field: string]: unknown;
}

/** The rows of one subscription. */
export interface SubscriptionRows {
  readonly subscriptionId: string;
  readonly rows: readonly GraphRow[];
}

const resourceTypes = [
  "microsoft.compute/virtualmachines",
  "microsoft.compute/virtualmachines/extensions",
  "microsoft.compute/disks",
  "microsoft.network/networkinterfaces",
  "microsoft.network/networksecuritygroups",
  "microsoft.network/virtualnetworks",
  "microsoft.network/routetables",
  "microsoft.network/azurefirewalls",
  "microsoft.network/firewallpolicies",
  "microsoft.network/firewallpolicies/rulecollectiongroups",
  "microsoft.network/privateendpoints",
  "microsoft.storage/storageaccounts",
];
const vaultTypes = ["microsoft.recoveryservices/vaults"];
const backupTypes = [
  "microsoft.recoveryservices/vaults/backuppolicies",
  "microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems",
];
const columns =
  "id, name, type, location, tags, sku, identity, zones, managedBy, extendedLocation, properties, subscriptionId";
const list = (types: readonly string[]) => types.map((type) => `'${type}'`).join(", ");
const rowsOf = (table: string, types: readonly string[]) =>
  `${table} | where type in~ (${list(types)}) | project ${columns}`;
const ordered = "order by subscriptionId asc, id asc";

/** Vaults, policies and items: few and small rows, read of all subscriptions because a vault may protect VMs of others. */
const backupQuery = [
  rowsOf("resources", vaultTypes),
  `union (${rowsOf("recoveryservicesresources", backupTypes)})`,
  ordered,
].join(" | ");

/** Everything else that an assessment reads. It returns the rows of a subscription one after the other. */
const resourcesQuery = [rowsOf("resources", resourceTypes), ordered].join(" | ");

/** What the column `inventory` of every row says, so that a file tells that it contains all that an assessment reads. */
export const wholeInventory = "azure-vm-backup/1";

/** One query for everything, for `az graph query`. It also returns the subscriptions that were read. */
export const printedQuery = [
  rowsOf("resources", [...resourceTypes, ...vaultTypes]),
  `union (${rowsOf("recoveryservicesresources", backupTypes)})`,
  `union (${rowsOf("resourcecontainers", ["microsoft.resources/subscriptions"])})`,
  `extend inventory = '${wholeInventory}'`,
  ordered,
].join(" | ");

const subscriptionsQuery =
  "resourcecontainers | where type =~ 'microsoft.resources/subscriptions' | project subscriptionId, name | order by subscriptionId asc";

/** The names of the subscriptions that the user can read, by their ids in lower case. */
export async function visibleSubscriptions(graph: Graph, scope: Scope): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const { subscriptionId, name } of graph.rows<{ subscriptionId: string; name: string }>(
    subscriptionsQuery,
    scope,
  ))
    found.set(subscriptionId.toLowerCase(), name);
  return found;
}

/** The rows of vaults, policies and items in all subscriptions that the user can read. */
export const backupRows = (graph: Graph): AsyncGenerator<GraphRow> => graph.rows<GraphRow>(backupQuery, []);

/**
 * The other rows of each subscription, as soon as they are complete, so that memory holds only one subscription.
 *
 * @param onPage Called for each page with the number of rows so far and in total.
 */
export async function* rowsBySubscription(
  graph: Graph,
  subscriptions: readonly string[],
  onPage?: (rows: number, total: number) => void,
): AsyncGenerator<SubscriptionRows> {
  let rows: GraphRow[] = [];
  let [count, total] = [0, 0];
  for await (const row of graph.rows<GraphRow>(resourcesQuery, subscriptions, (totalRows) => {
    total = totalRows;
    onPage?.(count, total);
  })) {
    const first = rows[0];
    if (first !== undefined && first.subscriptionId !== row.subscriptionId) {
      yield { subscriptionId: first.subscriptionId, rows };
      rows = [];
    }
    rows.push(row);
    count++;
  }
  if (rows[0] !== undefined) yield { subscriptionId: rows[0].subscriptionId, rows };
}
