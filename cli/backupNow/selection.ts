import { groupBy } from "../../src/core/groupBy";
import type { Graph } from "../../src/live/graph";
import { type ItemPlace, placeOfItem } from "../../src/live/item";
import { ProtectionState } from "../../src/protection/facts";
import { Failure } from "../failure";

/** A protected item to back up. */
export interface SelectedItem {
  readonly id: string;
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
    readonly protectionState?: string;
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

/** The states in which Azure takes no recovery points. */
const stoppedStates: readonly string[] = [
  ProtectionState.ProtectionStopped,
  ProtectionState.BackupsSuspended,
].map(lower);

/**
 * Finds the selected items in Azure, each once. If the selection has only ids of items, it reads nothing from Azure.
 *
 * A vault and a tag select only the items that Azure backs up. A name selects a stopped item only if no other item has the name, so that
 * the user gets Azure's error about the one that was named.
 *
 * @returns The items, and the stopped ones that a vault or a tag left out.
 * @throws Failure that lists every name, vault or tag without an item, every name with several items, and every name of several vaults.
 */
export async function selectItems(
  graph: Graph,
  subscriptions: readonly string[],
  { names, vaults, tags }: Selection,
): Promise<{ readonly items: readonly SelectedItem[]; readonly leftOut: readonly SelectedItem[] }> {
  const places = names.map((name) => placeOfItem(name));
  if (places.every((place) => place !== undefined) && vaults.length === 0 && tags.length === 0) {
    const items = places.map((place, i) => ({
      id: names[i] ?? "",
      vmName: place.protectedItemName.split(";").pop() ?? "",
      place,
    }));
    return { items: [...new Map(items.map((item) => [lower(item.id), item])).values()], leftOut: [] };
  }

  const rows = (await allRows<ItemRow>(graph.rows(itemsQuery, subscriptions))).filter(
    ({ properties }) => properties?.isScheduledForDeferredDelete !== true,
  );
  const vms = tags.length === 0 ? [] : await allRows<VmRow>(graph.rows(vmsQuery, subscriptions));
  const named = groupBy(rows, namesAndIds);
  const inVault = groupBy(rows, vaultNameAndId);
  const ofVm = groupBy(rows, ({ properties }) => [lower(properties?.sourceResourceId)]);

  const byName = names.map((name) => [name, activeOrAll(named.get(lower(name)) ?? [])] as const);
  const byGroup = [
    ...vaults.map((vault) => [vault, inVault.get(lower(vault)) ?? []] as const),
    ...tags.map((tag) => {
      const tagged = vms.filter((vm) => hasTag(vm, tag));
      return [tag, tagged.flatMap(({ id }) => ofVm.get(lower(id)) ?? [])] as const;
    }),
  ];

  const problems = [
    ...[...byName, ...byGroup].flatMap(([text, selected]) =>
      selected.length === 0 ? [`Found no protected VM for "${text}"`] : [],
    ),
    ...byName.flatMap(([name, selected]) =>
      selected.length > 1
        ? [`"${name}" selects ${selected.length} protected items, use the id of one, e.g. ${selected[0]?.id}`]
        : [],
    ),
  ];
  problems.push(...vaults.flatMap((vault) => ambiguousVault(vault, inVault.get(lower(vault)) ?? [])));
  if (problems.length > 0) throw new Failure(problems.join("; "));

  const ofGroups = byGroup.flatMap(([, selected]) => selected);
  const items = [...byName.flatMap(([, selected]) => selected), ...ofGroups.filter(isActive)];
  const selectedIds = new Set(items.map(({ id }) => lower(id)));
  const leftOut = ofGroups.filter(({ id }) => !selectedIds.has(lower(id)));
  return { items: eachOnce(items), leftOut: eachOnce(leftOut) };
}

/** All protected items whose backup is not stopped. */
export async function allItems(graph: Graph, subscriptions: readonly string[]): Promise<SelectedItem[]> {
  const rows = await allRows<ItemRow>(graph.rows(itemsQuery, subscriptions));
  return eachOnce(
    rows.filter((row) => row.properties?.isScheduledForDeferredDelete !== true && isActive(row)),
  );
}

function lower(text: string | undefined): string {
  return (text ?? "").toLowerCase();
}

const isActive = ({ properties }: ItemRow): boolean =>
  !stoppedStates.includes(lower(properties?.protectionState));

function activeOrAll(rows: readonly ItemRow[]): readonly ItemRow[] {
  const active = rows.filter(isActive);
  return active.length > 0 ? active : rows;
}

/** An item's id, its VM's id and its VM's name. */
function namesAndIds({ id, properties }: ItemRow): string[] {
  const vmId = lower(properties?.sourceResourceId);
  return [lower(id), vmId, lastSegment(vmId)];
}

function vaultNameAndId({ id }: ItemRow): string[] {
  const vaultId = lower(id).replace(/\/backupfabrics\/.*$/s, "");
  return [vaultId, lastSegment(vaultId)];
}

/** The problem of a vault's name that several vaults have, of other groups or subscriptions. */
function ambiguousVault(vault: string, rows: readonly ItemRow[]): string[] {
  const ids = [...new Set(rows.map(({ id }) => vaultNameAndId({ id })[0]))];
  return ids.length > 1
    ? [`"${vault}" is the name of ${ids.length} vaults, use the id of one, e.g. ${ids[0]}`]
    : [];
}

function hasTag({ tags }: VmRow, tag: string): boolean {
  const [key, ...valueParts] = tag.split("=");
  const value = Object.entries(tags ?? {}).find(([name]) => lower(name) === lower(key))?.[1];
  return value !== undefined && (valueParts.length === 0 || value === valueParts.join("="));
}

function eachOnce(rows: readonly ItemRow[]): SelectedItem[] {
  const byId = new Map(rows.map((row) => [lower(row.id), row]));
  return [...byId.values()].flatMap(({ id, properties }) => {
    const place = placeOfItem(id);
    const vmName = lastSegment(properties?.sourceResourceId ?? id);
    return place === undefined ? [] : [{ id, vmName, place }];
  });
}

async function allRows<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}
