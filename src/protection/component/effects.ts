import { OnDestroy } from "../facts";

/** What a program chooses for an item and can change in place. */
export interface Choices {
  readonly protectionState?: unknown;
  readonly disks?: unknown;
}

/** A protected item as the stack's state has it. */
export interface ItemInState extends Choices {
  readonly key: string;
  /** The VM's place, see placeKey. Undefined: not known. */
  readonly place?: string;
  /** What a deletion does, as the state records it. Undefined: not known, because the last pulumi up did not finish. */
  readonly onDestroy?: OnDestroy;
  /** Key of the item's vault, if the component has several. */
  readonly vault?: string;
  readonly id?: string;
}

/** A protected item that the program declares. */
export interface WantedItem extends Choices {
  readonly key: string;
  /** Undefined: not known in this preview. */
  readonly place?: string;
  readonly previousKey?: string;
  readonly isAdopted?: boolean;
  /** The id by which Pulumi imports it. Undefined: not known. */
  readonly adoptedId?: string;
  readonly vault?: string;
}

/** A protected item in Azure. */
export interface ItemInAzure {
  readonly id: string;
  readonly isSoftDeleted: boolean;
  /** Azure's protectionState and policy id; empty: Azure returns none. */
  readonly state: string;
  readonly policy: string;
  /** Name of the resource of this stack that manages the item. Undefined: none, as far as it is known. */
  readonly managedBy?: string;
}

/** What Azure has for a place. Undefined: it was not asked, or it did not answer. */
export type AzureAnswer = ItemInAzure | "absent" | undefined;

/** Who has the item that cannot be created: another key of this component, or something outside of it. */
export type Holder =
  | { readonly by: "key"; readonly item: ItemInState }
  | { readonly by: "azure"; readonly item: ItemInAzure };

/** What a `pulumi up` does to a protected item. */
export type Effect =
  /** It stays, or is updated in place: `before` and `after` have its choices. */
  | {
      readonly kind: "stays" | "updated";
      readonly key: string;
      readonly before: ItemInState;
      readonly after: WantedItem;
    }
  /** The item leaves the stack: it stays in Azure, is soft-deleted, or one of the two. `movedTo`: the place that its key has now, and whether that VM gets a new item. */
  | {
      readonly kind: "forgotten" | "softDeleted" | "forgottenOrSoftDeleted";
      readonly key: string;
      readonly before: ItemInState;
      readonly movedTo?: { readonly place: string; readonly isNew: boolean };
    }
  /** `isAbsent`: Azure was asked, and has no item. */
  | { readonly kind: "created"; readonly key: string; readonly after: WantedItem; readonly isAbsent: boolean }
  /** An adopted item enters the stack, with its recovery points. `item`: as Azure has it, if it was asked. */
  | {
      readonly kind: "comesBack";
      readonly key: string;
      readonly after: WantedItem;
      readonly item?: ItemInAzure;
    }
  /**
   * The stack has an adopted item already, under another spelling of its id: Pulumi imports it and deletes the old resource, and with it
   * the backup unless onDestroy in the state is Retain.
   */
  | {
      readonly kind: "adoptedAgain";
      readonly key: string;
      readonly before: ItemInState;
      readonly after: WantedItem;
    }
  /** `before`: the item that the key has now. */
  | {
      readonly kind: "cannotBeCreated";
      readonly key: string;
      readonly before?: ItemInState;
      readonly after: WantedItem;
      readonly holder: Holder;
    }
  /** The VM's place is not known: nothing is claimed. `before`: the item that the key has now. */
  | { readonly kind: "unknown"; readonly key: string; readonly before?: ItemInState };

/**
 * What a `pulumi up` does to each protected item. An item's identity is the VM's place in Azure, and its resource in Pulumi is its key:
 * Azure refuses a second item while the first exists, whichever key it has, and soft-deleted items exist too.
 *
 * @param ofAzure What Azure has for a place; asked only where nothing else decides.
 */
export function effectsOf(
  state: readonly ItemInState[],
  wanted: readonly WantedItem[],
  ofAzure: (place: string, vault: string | undefined) => AzureAnswer = () => undefined,
): Effect[] {
  const byKey = new Map(state.map((item) => [item.key, item]));
  const byPlace = new Map(state.map((item) => [item.place, item]));
  const sourceOf = ({ key, previousKey }: WantedItem): ItemInState | undefined =>
    byKey.get(key) ?? (previousKey === undefined ? undefined : byKey.get(previousKey));

  const wantedBySource = new Map(wanted.map((after) => [sourceOf(after), after]));
  /** Whether the resource of an item leaves the program, or gets another place, and the item stays in Azure. */
  const isReleased = (item: ItemInState): boolean => {
    const after = wantedBySource.get(item);
    const leaves = after === undefined || (after.place !== undefined && after.place !== item.place);
    return leaves && item.onDestroy === OnDestroy.Retain;
  };

  const entering = (after: WantedItem, place: string, before?: ItemInState): Effect => {
    const { key, isAdopted = false, vault } = after;
    const refused = { kind: "cannotBeCreated", key, after, ...(before !== undefined && { before }) } as const;
    const holder = byPlace.get(place);
    if (holder !== undefined) {
      return isAdopted && holder.vault === vault && isReleased(holder)
        ? { kind: "comesBack", key, after }
        : { ...refused, holder: { by: "key", item: holder } };
    }
    const item = ofAzure(place, vault);
    if (isAdopted) return { kind: "comesBack", key, after, ...(typeof item === "object" && { item }) };
    if (typeof item === "object") return { ...refused, holder: { by: "azure", item } };
    return { kind: "created", key, after, isAbsent: item === "absent" };
  };

  const effects = wanted.flatMap((after): Effect[] => {
    const { key, place } = after;
    const before = sourceOf(after);
    if (place === undefined || (before !== undefined && before.place === undefined))
      return [{ kind: "unknown", key, ...(before !== undefined && { before }) }];
    if (before === undefined) return [entering(after, place)];
    if (before.place === place && isAdoptedAgain(before, after))
      return [{ kind: "adoptedAgain", key, before, after }];
    if (before.place === place && before.vault === after.vault)
      return [{ kind: hasOtherChoices(before, after) ? "updated" : "stays", key, before, after }];
    if (before.place === place) return [entering(after, place, before)];
    const entry = entering(after, place, before);
    return [leaving(before, { place, isNew: entry.kind === "created" }), entry];
  });

  const left = state.filter((item) => !wantedBySource.has(item)).map((item) => leaving(item));
  // An item that another key takes over, or would, does not leave the stack.
  const entered = new Set(effects.flatMap((effect) => (isEntry(effect) ? [effect.after.place] : [])));
  return [...effects, ...left].filter((effect) => !isExit(effect) || !entered.has(effect.before.place));
}

/** The places about which only Azure can tell: those of items that enter and that no key of the state has. */
export function placesToAsk(
  state: readonly ItemInState[],
  wanted: readonly WantedItem[],
): { readonly place: string; readonly vault: string | undefined }[] {
  const asked: { place: string; vault: string | undefined }[] = [];
  effectsOf(state, wanted, (place, vault) => {
    asked.push({ place, vault });
    return undefined;
  });
  return asked;
}

type Entry = Extract<Effect, { readonly kind: "comesBack" | "cannotBeCreated" }>;
export type Exit = Extract<Effect, { readonly kind: "forgotten" | "softDeleted" | "forgottenOrSoftDeleted" }>;

const isEntry = (effect: Effect): effect is Entry =>
  effect.kind === "comesBack" || effect.kind === "cannotBeCreated";

/** Whether an item leaves the stack. */
export const isExit = (effect: Effect): effect is Exit =>
  effect.kind === "forgotten" || effect.kind === "softDeleted" || effect.kind === "forgottenOrSoftDeleted";

const isAdoptedAgain = (before: ItemInState, { isAdopted = false, adoptedId }: WantedItem): boolean =>
  isAdopted && before.onDestroy !== OnDestroy.Retain && (before.id === undefined || before.id !== adoptedId);

/** The flag in the state decides what a deletion does, not the one in the program. */
function leaving(before: ItemInState, movedTo?: Exit["movedTo"]): Exit {
  const { key, onDestroy } = before;
  const kinds = { [OnDestroy.Retain]: "forgotten", [OnDestroy.Delete]: "softDeleted" } as const;
  const kind = onDestroy === undefined ? "forgottenOrSoftDeleted" : kinds[onDestroy];
  return { kind, key, before, ...(movedTo !== undefined && { movedTo }) };
}

const hasOtherChoices = (before: Choices, after: Choices): boolean =>
  choicesText(before) !== choicesText(after);

const choicesText = ({ protectionState, disks }: Choices): string =>
  JSON.stringify([protectionState ?? null, disks ?? null]);
