import { type Coverage, NotReadValue } from "./coverage";
import { type Inventory, type InventoryResource, inventoryOf } from "./inventory";
import { idKey, idsIn } from "./resourceId";

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
  /** Properties that every answer of Azure has. In a row without them, they were not read. Omitted: none. */
  readonly always?: readonly string[];
  /** Properties that azure-native gives another name, by the name that Azure gives them. Omitted: none. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Other fields that are read from the id. */
  readonly more?: (id: string) => Readonly<Record<string, unknown>>;
}

export interface RowsOptions {
  /** What the rows contain. Omitted: all that the inventory is about. */
  readonly coverage?: Coverage;
  /** Whether the rows are Azure's answers, in which what is missing was not read. Omitted: they are written by a program. */
  readonly areAnswers?: boolean;
}

/**
 * The inventory of plain rows, which refer to each other by their ids. `forms` is by Azure's type; rows may write the type in another
 * case. Rows of a type without a form are left out, and so are further rows of an id.
 */
export function rowsInventory(
  rows: Iterable<Row>,
  forms: Readonly<Record<string, RowForm>>,
  { coverage, areAnswers = false }: RowsOptions = {},
): Inventory {
  const byId = new Map<string, InventoryResource>();
  const formOf = formReader(forms);
  for (const row of rows) {
    const found = formOf(row.type);
    const key = idKey(row.id);
    if (found === undefined || byId.has(key)) continue;
    const inputs = inputsOf(row, found, areAnswers);
    byId.set(key, {
      urn: row.id,
      name: row.name,
      type: found.type,
      exists: true,
      inputs,
      outputs: inputs,
      dependencies: dependencyReader(inputs, byId),
    });
  }
  return inventoryOf([...byId.values()], coverage);
}

/** A row's inputs by the form of its type. Undefined: there is no form. */
export function readRow(
  row: Row,
  forms: Readonly<Record<string, RowForm>>,
): Record<string, unknown> | undefined {
  const found = formReader(forms)(row.type);
  return found && inputsOf(row, found, false);
}

interface TypeForm {
  readonly type: string;
  readonly form: RowForm;
  /** Names of the fields in the id, by the type segment as it is and in lower case. Empty: the segment has none. */
  readonly fields: ReadonlyMap<string, string>;
}

/** Finds the form of a type in any case. */
function formReader(forms: Readonly<Record<string, RowForm>>): (type: string) => TypeForm | undefined {
  const known = new Map<string, TypeForm>();
  for (const [type, form] of Object.entries(forms)) {
    const fields = new Map([
      ["subscriptions", ""],
      ["providers", ""],
      ...Object.entries(form.ids).flatMap(([segment, field]): [string, string][] => [
        [segment, field],
        [segment.toLowerCase(), field],
      ]),
    ]);
    known.set(type.toLowerCase(), { type, form, fields });
  }
  return (type) => known.get(type) ?? known.get(type.toLowerCase());
}

/** The resources that a property names by id, read when it is first asked for. */
function dependencyReader(inputs: Record<string, unknown>, byId: ReadonlyMap<string, InventoryResource>) {
  let read: Map<string, readonly InventoryResource[]> | undefined;
  return (property: string): readonly InventoryResource[] => {
    const known = read?.get(property);
    if (known !== undefined) return known;
    const found = resourcesNamedIn(readValue(inputs, property), byId);
    if (found === none) return none;
    read ??= new Map();
    read.set(property, found);
    return found;
  };
}

const none: readonly InventoryResource[] = [];

function resourcesNamedIn(value: unknown, byId: ReadonlyMap<string, InventoryResource>) {
  const ids = idsIn(value);
  if (ids.length === 0) return none;
  const found = new Set<InventoryResource>();
  for (const id of ids) addResourcesOf(id, byId, found);
  return [...found];
}

/** A property's value; undefined if it was not read, so that nothing is found to depend on. */
function readValue(inputs: Record<string, unknown>, property: string): unknown {
  try {
    return inputs[property];
  } catch (error) {
    if (error instanceof NotReadValue) return undefined;
    throw error;
  }
}

/** Adds the resource of an id, and those above it: a subnet is part of its network and has no row. */
function addResourcesOf(
  id: string,
  byId: ReadonlyMap<string, InventoryResource>,
  found: Set<InventoryResource>,
): void {
  const key = idKey(id);
  const start = key.indexOf("/providers/") + "/providers/".length;
  // Each step takes a name and its type off the end, until only the provider is left.
  const provider = Math.max(start, key.indexOf("/", start));
  for (let end = key.length; end > provider; ) {
    const resource = byId.get(key.slice(0, end));
    if (resource !== undefined) found.add(resource);
    end = key.lastIndexOf("/", key.lastIndexOf("/", end - 1) - 1);
  }
}

function inputsOf(row: Row, { type, form, fields }: TypeForm, areAnswers: boolean) {
  const { id, properties } = row;
  const inputs: Record<string, unknown> = {};
  for (const column of Object.keys(row)) {
    const value = row[column];
    if (column !== "properties" && value !== null && value !== undefined)
      inputs[column] = withoutNulls(value, false);
  }
  const own = form.flat ? inputs : {};
  copyWithoutNulls(properties ?? {}, own, form.flat);
  if (!form.flat) inputs.properties = own;
  if (form.renamed !== undefined)
    for (const [theirs, ours] of Object.entries(form.renamed))
      if (own[theirs] !== undefined) own[ours] = own[theirs];
  addNames(inputs, id, fields);
  if (form.more !== undefined) Object.assign(inputs, form.more(id));
  inputs.id = id;
  if (!areAnswers) return inputs;
  const place = `${type} ${id}`;
  hideUnreadColumns(row, inputs, place);
  if (properties === undefined || properties === null) return withoutProperties(inputs, form, place);
  for (const property of form.always ?? []) {
    if (own[property] === undefined) hide(form.flat ? inputs : own, property, place);
  }
  return inputs;
}

function addNames(inputs: Record<string, unknown>, id: string, fields: ReadonlyMap<string, string>): void {
  // Each step reads a type segment and the name after it. There are millions of them, so no list is made of them.
  for (let start = id.indexOf("/") + 1; start > 0; ) {
    const middle = id.indexOf("/", start);
    const end = middle < 0 ? -1 : id.indexOf("/", middle + 1);
    const segment = middle < 0 ? id.slice(start) : id.slice(start, middle);
    const field = fields.get(segment) ?? fields.get(segment.toLowerCase());
    if (field) inputs[field] = middle < 0 ? undefined : id.slice(middle + 1, end < 0 ? undefined : end);
    start = end + 1;
  }
}

const columns = ["location", "tags", "sku", "identity", "zones", "extendedLocation"];

/** Only Resource Graph writes `subscriptionId`. It writes null for an empty column, so that a missing one was not asked for. */
function hideUnreadColumns(row: object, inputs: Record<string, unknown>, place: string): void {
  if (!("subscriptionId" in row)) return;
  for (const column of columns) if (!(column in row)) hide(inputs, column, place);
}

/** Reading the field throws: a getter, because rules read fields one by one. */
function hide(owner: Record<string, unknown>, field: string, place: string): void {
  Object.defineProperty(owner, field, {
    get: () => {
      throw notRead(`${field} of ${place}`);
    },
  });
}

/** A row without properties: whatever is not in the row itself was not read. */
function withoutProperties(inputs: Record<string, unknown>, { flat }: RowForm, place: string) {
  if (!flat) {
    hide(inputs, "properties", place);
    return inputs;
  }
  return new Proxy(inputs, {
    get: (target, key) => {
      if (typeof key === "symbol" || key in target) return Reflect.get(target, key);
      throw notRead(`${key} of ${place}`);
    },
  });
}

const notRead = (what: string) =>
  new NotReadValue({ what, fix: "Read it again with the query of assess --print-query" });

/** A value without nulls, which Azure writes for what is not set. `flat`: properties of elements become the elements' own fields. */
function withoutNulls(value: unknown, flat: boolean): unknown {
  if (typeof value !== "object" || value === null || isAsWanted(value, flat)) return value;
  if (Array.isArray(value)) return value.map((element) => withoutNulls(element ?? undefined, flat));
  const copy: Record<string, unknown> = {};
  copyWithoutNulls(value, copy, flat);
  return copy;
}

/** Whether a value has nothing to change: most of a large file is not copied. */
function isAsWanted(value: object, flat: boolean): boolean {
  if (Array.isArray(value)) {
    for (const part of value) if (!isPartAsWanted(part, flat)) return false;
    return true;
  }
  for (const key of Object.keys(value))
    if ((flat && key === "properties") || !isPartAsWanted((value as Record<string, unknown>)[key], flat))
      return false;
  return true;
}

const isPartAsWanted = (part: unknown, flat: boolean): boolean =>
  part !== null && part !== undefined && (typeof part !== "object" || isAsWanted(part, flat));

function copyWithoutNulls(from: object, copy: Record<string, unknown>, flat: boolean): void {
  for (const key of Object.keys(from)) {
    const inner = (from as Record<string, unknown>)[key];
    if (inner === null || inner === undefined) continue;
    const isOwn = flat && key === "properties" && typeof inner === "object" && !Array.isArray(inner);
    if (isOwn) copyWithoutNulls(inner, copy, flat);
    else if (key === "__proto__") Object.defineProperty(copy, key, { enumerable: true, value: inner });
    else copy[key] = withoutNulls(inner, flat);
  }
}
