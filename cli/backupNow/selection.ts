import { sameText } from "../../src/core/values";
import type { Graph } from "../../src/live/graph";
import { type ItemPlace, placeOfItem } from "../../src/live/item";
import { Failure } from "../failure";

/** A protected item to back up. */
export interface SelectedItem {
  readonly vmName: string;
  readonly place: ItemPlace;
}

/** Which items the user selects. */
export interface Selection {
  /** Ids of protected items or of VMs, or names of VMs. */
  readonly names: readonly string[];
  /** Names or ids of vaults. */
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

const lastSegment = (id: string): string => id.slice(id.lastIndexOf("/") + 1);

/**
 * Finds the selected items in Azure, each once. If the selection has only ids of items, it reads nothing from Azure.
 *
 * @throws Failure that lists every name, vault or tag without an item, and every name with several items.
 */
export async function selectItems(
  graph: Graph,
  subscriptions: readonly string[],
  { names, vaults, tags }: Selection,
): Promise<SelectedItem[]> {
  const places = names.map((name) => placeOfItem(name));
  if (places.every((place) => place !== undefined) && vaults.length === 0 && tags.length === 0)
    return places.map((place) => ({ vmName: place.protectedItemName.split(";").pop() ?? "", place }));

  const items = (await allRows<ItemRow>(graph.rows(itemsQuery, subscriptions))).filter(
    ({ properties }) => properties?.isScheduledForDeferredDelete !== true,
  );
  const vms = tags.length === 0 ? [] : await allRows<VmRow>(graph.rows(vmsQuery, subscriptions));
  const byName = names.map((name) => [name, items.filter((item) => hasNameOrId(item, name))] as const);
  const byVault = vaults.map((vault) => [vault, items.filter((item) => isInVault(item, vault))] as const);
  const byTag = tags.map((tag) => [tag, items.filter((item) => hasTag(item, tag, vms))] as const);

  const found = [...byName, ...byVault, ...byTag];
  const problems = [
    ...found.flatMap(([text, selected]) =>
      selected.length === 0 ? [`Found no protected VM for "${text}"`] : [],
    ),
    ...byName.flatMap(([name, selected]) =>
      selected.length > 1
        ? [`"${name}" selects ${selected.length} protected items, use the id of one, e.g. ${selected[0]?.id}`]
        : [],
    ),
  ];
  if (problems.length > 0) throw new Failure(problems.join("; "));
  const byId = new Map(
    found.flatMap(([, selected]) => selected.map((item) => [item.id.toLowerCase(), item])),
  );
  return [...byId.values()].flatMap(toSelected);
}

function toSelected({ id, properties }: ItemRow): SelectedItem[] {
  const place = placeOfItem(id);
  return place === undefined ? [] : [{ vmName: lastSegment(properties?.sourceResourceId ?? id), place }];
}

function hasNameOrId({ id, properties }: ItemRow, nameOrId: string): boolean {
  const vmId = properties?.sourceResourceId ?? "";
  return [id, vmId, lastSegment(vmId)].some((text) => sameText(text, nameOrId));
}

function isInVault({ id }: ItemRow, vault: string): boolean {
  const vaultId = id.replace(/\/backupFabrics\/.*$/is, "");
  return sameText(vaultId, vault) || sameText(lastSegment(vaultId), vault);
}

function hasTag({ properties }: ItemRow, tag: string, vms: readonly VmRow[]): boolean {
  const [key = "", ...valueParts] = tag.split("=");
  const vm = vms.find(({ id }) => sameText(id, properties?.sourceResourceId ?? ""));
  const value = Object.entries(vm?.tags ?? {}).find(([name]) => sameText(name, key))?.[1];
  return value !== undefined && (valueParts.length === 0 || value === valueParts.join("="));
}

async function allRows<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}
