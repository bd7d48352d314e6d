import { type Inventory, type InventoryResource, inventoryOf } from "./inventory";
import { nullsAsUndefined } from "./nulls";

/** A resource as Azure gives it: a row of Resource Graph, an entry of an export. */
export interface Row {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>> | null;
  readonly properties?: object | null;
  readonly [field: string]: unknown;
}

/** How the rows of a type are read as inputs: which fields are in the id, and whether `properties` is flattened. */
export interface RowForm {
  /** Names of the fields in Azure's id, by the type segment before them, e.g. `vaults: "vaultName"`. */
  readonly ids: Readonly<Record<string, string>>;
  /** Whether the properties are fields of the resource itself, as in most of azure-native's types. */
  readonly flat: boolean;
  /** Other fields that are read from the id. */
  readonly more?: (id: string) => Readonly<Record<string, unknown>>;
}

/**
 * The inventory of plain rows, which refer to each other by their ids. `forms` is by Azure's type; rows may write the type in another
 * case. Rows of a type without a form are left out.
 */
export function rowsInventory(rows: readonly Row[], forms: Readonly<Record<string, RowForm>>): Inventory {
  const resources: InventoryResource[] = [];
  const byId = new Map<string, InventoryResource>();
  const types = new Map(Object.keys(forms).map((type) => [type.toLowerCase(), type]));
  for (const row of rows) {
    const type = types.get(row.type.toLowerCase());
    if (type === undefined) continue;
    const inputs = nullsAsUndefined(inputsOf(row, forms[type] as RowForm));
    const resource: InventoryResource = {
      urn: row.id,
      name: row.name,
      type,
      exists: true,
      inputs,
      outputs: inputs,
      dependencies: (property) => [...new Set(idsIn(inputs[property]).flatMap((id) => named(id, byId)))],
    };
    byId.set(row.id.toLowerCase(), resource);
    resources.push(resource);
  }
  return inventoryOf(resources);
}

/** The resource of an id, and those above it: a subnet is part of its network and has no row. */
function named(id: string, byId: ReadonlyMap<string, InventoryResource>): InventoryResource[] {
  const segments = id.toLowerCase().split("/");
  const found: InventoryResource[] = [];
  for (let length = segments.length; length > 8; length -= 2) {
    const resource = byId.get(segments.slice(0, length).join("/"));
    if (resource !== undefined) found.push(resource);
  }
  return found;
}

function inputsOf({ id, properties, ...row }: Row, { ids, flat, more }: RowForm): Record<string, unknown> {
  const segments = id.split("/");
  const named = segments.flatMap((segment, i) => {
    const field = Object.entries(ids).find(([kind]) => kind.toLowerCase() === segment.toLowerCase())?.[1];
    return field === undefined ? [] : [[field, segments[i + 1]]];
  });
  const own = properties ?? {};
  // An extension has a type of its own among its properties, and Azure's type of the resource.
  return {
    ...row,
    ...(flat ? flattened(own) : { properties: own }),
    ...Object.fromEntries(named),
    ...more?.(id),
    id,
  };
}

/** Properties, flattened in lists too: a rule of a security group and a subnet of a network have `properties` of their own. */
function flattened(value: unknown): Record<string, unknown> {
  return flattenedValue(value) as Record<string, unknown>;
}

function flattenedValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => flattenedValue(element));
  if (typeof value !== "object" || value === null) return value;
  const { properties, ...rest } = value as { properties?: unknown };
  const isOwn = typeof properties === "object" && properties !== null && !Array.isArray(properties);
  const all = isOwn ? { ...rest, ...properties } : value;
  return Object.fromEntries(Object.entries(all).map(([key, inner]) => [key, flattenedValue(inner)]));
}

/** Azure ids among a value's texts. */
function idsIn(value: unknown): string[] {
  if (typeof value === "string") return value.startsWith("/subscriptions/") ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(idsIn) : [];
}
