import { type Inventory, type InventoryResource, inventoryOf } from "./inventory";
import { present } from "./present";

/** A resource as Azure gives it: a row of Resource Graph, an entry of an export. */
export interface Row {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly properties?: object;
}

/** How a type's rows are seen as what is asked of Azure: the fields that stand in the id, and whether `properties` lies open. */
export interface RowForm {
  /** Names of the fields that Azure's id holds, by the type segment before them, e.g. `vaults: "vaultName"`. */
  readonly ids: Readonly<Record<string, string>>;
  /** Whether the properties are fields of the resource itself, as azure-native has most of them. */
  readonly flat: boolean;
}

/**
 * The inventory of plain rows, in which resources name each other by their ids. The forms are by Azure's type; rows may
 * spell it in another case. A type without a form is left out.
 */
export function rowsInventory(rows: readonly Row[], forms: Readonly<Record<string, RowForm>>): Inventory {
  const resources: InventoryResource[] = [];
  const byId = new Map<string, InventoryResource>();
  const types = new Map(Object.keys(forms).map((type) => [type.toLowerCase(), type]));
  for (const row of rows) {
    const type = types.get(row.type.toLowerCase());
    if (type === undefined) continue;
    const inputs = present(seen(row, forms[type] as RowForm));
    const resource: InventoryResource = {
      urn: row.id,
      name: row.name,
      type,
      inputs,
      outputs: inputs,
      dependencies: (property) => idsIn(inputs[property]).flatMap((id) => byId.get(id.toLowerCase()) ?? []),
    };
    byId.set(row.id.toLowerCase(), resource);
    resources.push(resource);
  }
  return inventoryOf(resources);
}

function seen({ id, properties = {}, ...row }: Row, { ids, flat }: RowForm): Record<string, unknown> {
  const segments = id.split("/");
  const named = segments.flatMap((segment, i) => {
    const field = Object.entries(ids).find(([kind]) => kind.toLowerCase() === segment.toLowerCase())?.[1];
    return field === undefined ? [] : [[field, segments[i + 1]]];
  });
  return { ...(flat ? properties : { properties }), ...row, ...Object.fromEntries(named), id };
}

/** Azure ids among a value's texts. */
function idsIn(value: unknown): string[] {
  if (typeof value === "string") return value.startsWith("/subscriptions/") ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(idsIn) : [];
}
