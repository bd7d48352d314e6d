/**
 * What the Pulumi engine and Azure do with protected items, as measured on the engine: the order of the steps, the deletion flag of the
 * state, and that an item that exists, soft-deleted or not, is not created. It knows nothing of the effects that src predicts.
 */
export type Flag = "Retain" | "Delete";

/** A program: places by key, in the order of registration. */
export interface Program {
  readonly vms: Readonly<Record<string, string>>;
  readonly previousKeys: Readonly<Record<string, string>>;
  readonly adopted: readonly string[];
  readonly onDestroy: Flag;
}

export interface Resource {
  readonly place: string;
  readonly flag: Flag;
}

/** The stack's state by key, and Azure's items by place. */
export interface World {
  readonly state: Readonly<Record<string, Resource>>;
  readonly azure: Readonly<Record<string, "active" | "soft">>;
}

/** One `pulumi up`, which registers the keys in a given order. */
export function runUp(
  { state: before, azure: azureBefore }: World,
  program: Program,
  order: readonly string[],
): World & { readonly ok: boolean } {
  const state: Record<string, Resource> = { ...before };
  const azure: Record<string, "active" | "soft"> = { ...azureBefore };
  const replaced: Resource[] = [];
  const remove = ({ place, flag }: Resource) => {
    if (flag === "Delete" && azure[place] !== undefined) azure[place] = "soft";
  };
  const flag = program.onDestroy;
  // Aliases are resolved against the state of before.
  const renamed = new Set<string>();
  for (const key of order) {
    const place = program.vms[key] as string;
    const alias = program.previousKeys[key];
    const source = Object.hasOwn(before, key)
      ? key
      : alias !== undefined && Object.hasOwn(before, alias)
        ? alias
        : undefined;
    const old = source === undefined ? undefined : before[source];
    if (source !== undefined && source !== key) {
      renamed.add(source);
      delete state[source];
    }
    if (old?.place === place) {
      // Azure spells the id of an item in another way than the library: importing it replaces the resource.
      if (program.adopted.includes(key)) replaced.push(old);
      state[key] = { place, flag };
      continue;
    }
    if (program.adopted.includes(key)) {
      if (azure[place] === undefined) return { state, azure, ok: false };
      azure[place] = "active";
      if (old !== undefined) replaced.push(old);
      state[key] = { place, flag };
      continue;
    }
    // Deleted first, then created.
    if (old !== undefined) {
      remove(old);
      delete state[key];
    }
    if (azure[place] !== undefined) return { state, azure, ok: false };
    azure[place] = "active";
    state[key] = { place, flag };
  }
  for (const old of replaced) remove(old);
  for (const key of Object.keys(before)) {
    if (Object.hasOwn(program.vms, key) || renamed.has(key)) continue;
    remove(before[key] as Resource);
    delete state[key];
  }
  return { state, azure, ok: true };
}
