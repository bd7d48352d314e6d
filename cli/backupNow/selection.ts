import type { Graph } from "../../src/live/graph";
import { type ItemPlace, placeOfItem } from "../../src/live/item";
import { Failure } from "../failure";

/** An item to back up, with the name by which people know its VM. */
export interface Target {
  readonly vmName: string;
  readonly place: ItemPlace;
}

/** What says which items are meant: ids, names, vaults and tags. */
export interface Chosen {
  /** Ids of protected items or of VMs, or names of VMs. */
  readonly names: readonly string[];
  readonly vaults: readonly string[];
  /** `key` or `key=value`. */
  readonly tags: readonly string[];
}

interface ItemRow {
  readonly id: string;
  readonly properties?: {
    readonly sourceResourceId?: string;
    readonly isScheduledForDeferredDelete?: boolean;
  };
}
interface VmRow {
  readonly id: string;
  readonly tags?: Readonly<Record<string, string>> | null;
}

const itemsQuery =
  "recoveryservicesresources | where type =~ 'microsoft.recoveryservices/vaults/backupfabrics/protectioncontainers/protecteditems' | where properties.protectedItemType =~ 'Microsoft.Compute/virtualMachines' | project id, properties | order by id asc";
const vmsQuery =
  "resources | where type =~ 'microsoft.compute/virtualmachines' | project id, tags | order by id asc";

const lastName = (id: string): string => id.slice(id.lastIndexOf("/") + 1);
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * The items that are meant. Ids of items alone are taken at their word, and nothing is asked of Azure.
 *
 * @throws Failure that lists what means no item, or several.
 */
export async function targetsOf(
  graph: () => Promise<Graph>,
  subscriptions: readonly string[],
  chosen: Chosen,
): Promise<Target[]> {
  const direct = chosen.names.map((name) => placeOfItem(name));
  if (direct.every((place) => place !== undefined) && chosen.vaults.length === 0 && chosen.tags.length === 0)
    return direct.map((place) => ({ vmName: place.protectedItemName.split(";").pop() ?? "", place }));

  const azure = await graph();
  const rows = (await all<ItemRow>(azure.rows(itemsQuery, subscriptions))).filter(
    ({ properties }) => properties?.isScheduledForDeferredDelete !== true,
  );
  const tagged = chosen.tags.length === 0 ? [] : await all<VmRow>(azure.rows(vmsQuery, subscriptions));
  const wanted = [
    ...chosen.names.map((name) => [name, rows.filter((row) => isNamed(row, name))] as const),
    ...chosen.vaults.map((vault) => [vault, rows.filter((row) => isIn(row, vault))] as const),
    ...chosen.tags.map((tag) => [tag, rows.filter((row) => isTagged(row, tag, tagged))] as const),
  ];
  const problems = wanted.flatMap(([what, found], i) => problemOf(what, found, i < chosen.names.length));
  if (problems.length > 0) throw new Failure(problems.join(" "));
  const ids = new Map(
    wanted.flatMap(([, found]) => found.map((row) => [row.id.toLowerCase(), row] as const)),
  );
  return [...ids.values()].flatMap(targetOf);
}

function problemOf(what: string, found: readonly ItemRow[], isOne: boolean): string[] {
  if (found.length === 0) return [`"${what}" means no protected VM that you can see.`];
  if (!isOne || found.length === 1) return [];
  return [`"${what}" means ${found.length} protected VMs: give an id, e.g. ${found[0]?.id}.`];
}

function targetOf({ id, properties }: ItemRow): Target[] {
  const place = placeOfItem(id);
  return place === undefined ? [] : [{ vmName: lastName(properties?.sourceResourceId ?? id), place }];
}

const isNamed = ({ id, properties }: ItemRow, name: string): boolean => {
  const vmId = properties?.sourceResourceId ?? "";
  return same(id, name) || same(vmId, name) || same(lastName(vmId), name);
};

const isIn = ({ id }: ItemRow, vault: string): boolean => {
  const own = id.replace(/\/backupFabrics\/.*$/i, "");
  return same(own, vault) || same(lastName(own), vault);
};

function isTagged({ properties }: ItemRow, tag: string, vms: readonly VmRow[]): boolean {
  const [key = "", ...value] = tag.split("=");
  const vm = vms.find(({ id }) => same(id, properties?.sourceResourceId ?? ""));
  const found = Object.entries(vm?.tags ?? {}).find(([name]) => same(name, key))?.[1];
  return found !== undefined && (value.length === 0 || found === value.join("="));
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}
