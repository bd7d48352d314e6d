import {
  type Effect,
  effectsOf,
  type ItemInAzure,
  type ItemInState,
  placesToAsk,
  type WantedItem,
} from "../../../src/protection/component/effects";

const { Retain, Delete } = { Retain: "Retain", Delete: "Delete" } as const;

/** Items under the keys of an object, with the VMs' places as values. */
const state = (
  places: Record<string, string>,
  onDestroy: "Retain" | "Delete" | undefined = Retain,
): ItemInState[] =>
  Object.entries(places).map(([key, place]) => ({ key, place, ...(onDestroy && { onDestroy }) }));
const wanted = (
  places: Record<string, string | undefined>,
  more: Record<string, Partial<WantedItem>> = {},
): WantedItem[] =>
  Object.entries(places).map(([key, place]) => ({ key, ...(place && { place }), ...more[key] }));
const inAzure = (isSoftDeleted = false): ItemInAzure => ({
  id: "/item",
  isSoftDeleted,
  state: "",
  policy: "",
});
const adopted = { isAdopted: true };

/** Effects as `kind key`, sorted; a holder is named. */
const kinds = (effects: readonly Effect[]) =>
  effects
    .map((effect) => {
      if (effect.kind !== "cannotBeCreated") return `${effect.kind} ${effect.key}`;
      const { holder } = effect;
      return `${effect.kind} ${effect.key} (${holder.by === "key" ? holder.item.key : "azure"})`;
    })
    .sort();

it.each<[string, ItemInState[], WantedItem[], string[]]>([
  ["nothing changes", state({ a: "b/a" }), wanted({ a: "b/a" }), ["stays a"]],
  [
    "a state changes",
    state({ a: "b/a" }),
    wanted({ a: "b/a" }, { a: { protectionState: "ProtectionStopped" } }),
    ["updated a"],
  ],
  [
    "no choice and null are the same",
    state({ a: "b/a" }),
    wanted({ a: "b/a" }, { a: { disks: null } }),
    ["stays a"],
  ],
  ["a VM is new", [], wanted({ a: "b/a" }), ["created a"]],
  ["a VM leaves, retained", state({ a: "b/a" }), [], ["forgotten a"]],
  ["a VM leaves, deleted", state({ a: "b/a" }, Delete), [], ["softDeleted a"]],
  [
    "a VM leaves after an up that did not finish",
    [{ key: "a", place: "b/a" }],
    [],
    ["forgottenOrSoftDeleted a"],
  ],
  ["a VM moves", state({ a: "b/a" }, Delete), wanted({ a: "s/a" }), ["created a", "softDeleted a"]],
  [
    "a key is renamed with previousKey",
    state({ a: "b/a" }),
    wanted({ z: "b/a" }, { z: { previousKey: "a" } }),
    ["stays z"],
  ],
  [
    "a key is renamed without previousKey",
    state({ a: "b/a" }),
    wanted({ z: "b/a" }),
    ["cannotBeCreated z (a)"],
  ],
  ["a renamed key is adopted", state({ a: "b/a" }), wanted({ z: "b/a" }, { z: adopted }), ["comesBack z"]],
  [
    "a renamed key is adopted while its deletion would delete the backup",
    state({ a: "b/a" }, Delete),
    wanted({ z: "b/a" }, { z: adopted }),
    ["cannotBeCreated z (a)"],
  ],
  [
    "the first of a list leaves",
    state({ 0: "b/a", 1: "b/b", 2: "b/c" }),
    wanted({ 0: "b/b", 1: "b/c" }),
    ["cannotBeCreated 0 (1)", "cannotBeCreated 1 (2)", "forgotten 0"],
  ],
  [
    "the first of a list leaves, and the others are adopted",
    state({ 0: "b/a", 1: "b/b", 2: "b/c" }),
    wanted({ 0: "b/b", 1: "b/c" }, { 0: adopted, 1: adopted }),
    ["comesBack 0", "comesBack 1", "forgotten 0"],
  ],
  [
    "the last of a list leaves",
    state({ 0: "b/a", 1: "b/b" }),
    wanted({ 0: "b/a" }),
    ["forgotten 1", "stays 0"],
  ],
  [
    "keys are swapped",
    state({ a: "b/a", z: "b/z" }),
    wanted({ a: "b/z", z: "b/a" }),
    ["cannotBeCreated a (z)", "cannotBeCreated z (a)"],
  ],
  [
    "keys are swapped and adopted",
    state({ a: "b/a", z: "b/z" }),
    wanted({ a: "b/z", z: "b/a" }, { a: adopted, z: adopted }),
    ["comesBack a", "comesBack z"],
  ],
  [
    "two keys have one VM, even adopted",
    state({ a: "b/a" }),
    wanted({ a: "b/a", z: "b/a" }, { z: adopted }),
    ["cannotBeCreated z (a)", "stays a"],
  ],
  [
    "an item of the stack is adopted, retained",
    state({ a: "b/a" }),
    wanted({ a: "b/a" }, { a: adopted }),
    ["stays a"],
  ],
  [
    "an item of the stack is adopted while its deletion would delete the backup",
    state({ a: "b/a" }, Delete),
    wanted({ a: "b/a" }, { a: adopted }),
    ["adoptedAgain a"],
  ],
  [
    "an item of the stack is adopted by the id that the state has",
    [{ key: "a", place: "b/a", onDestroy: Delete, id: "/item" }],
    wanted({ a: "b/a" }, { a: { ...adopted, adoptedId: "/item" } }),
    ["stays a"],
  ],
  [
    "a VM's place is not known",
    state({ a: "b/a" }),
    wanted({ a: undefined, z: undefined }),
    ["unknown a", "unknown z"],
  ],
  ["a place in the state is not known", [{ key: "a" }], wanted({ a: "b/a" }), ["unknown a"]],
  [
    "a VM gets another vault",
    [{ key: "a", place: "b/a", vault: "west", onDestroy: Retain }],
    wanted({ a: "b/a" }, { a: { vault: "north" } }),
    ["cannotBeCreated a (a)"],
  ],
  [
    "a VM gets another vault and another key",
    [{ key: "a", place: "b/a", vault: "west", onDestroy: Retain }],
    wanted({ z: "b/a" }, { z: { vault: "north", isAdopted: true } }),
    ["cannotBeCreated z (a)"],
  ],
])("%s", (_, before, after, expected) => {
  expect(kinds(effectsOf(before, after, () => "absent"))).toEqual(expected);
});

it("a place that Azure has is adopted or refused, and only such places are asked for", () => {
  const before = state({ a: "b/a", old: "b/old" });
  const after = wanted(
    { a: "b/a", back: "b/back", back2: "b/back2", new: "b/new", unknown: undefined, old: "b/back3" },
    { back2: adopted },
  );
  const answers: Record<string, ItemInAzure> = {
    "b/back": inAzure(),
    "b/back2": inAzure(true),
    "b/back3": inAzure(),
  };
  expect(kinds(effectsOf(before, after, (place) => answers[place] ?? "absent"))).toEqual([
    "cannotBeCreated back (azure)",
    "cannotBeCreated old (azure)",
    "comesBack back2",
    "created new",
    "forgotten old",
    "stays a",
    "unknown unknown",
  ]);
  expect(placesToAsk(before, after).map(({ place }) => place)).toEqual([
    "b/back",
    "b/back2",
    "b/new",
    "b/back3",
  ]);
});

it("a moved key starts without recovery points only if its VM gets a new item", () => {
  const effects = (after: WantedItem[]) => effectsOf(state({ a: "b/a", z: "b/z" }), after);
  const movedTo = (after: WantedItem[]) => effects(after).find(({ kind }) => kind === "forgotten");
  expect(movedTo(wanted({ a: "b/new", z: "b/z" }))).toMatchObject({
    movedTo: { place: "b/new", isNew: true },
  });
  expect(movedTo(wanted({ a: "b/z" }, { a: adopted }))).toMatchObject({
    movedTo: { place: "b/z", isNew: false },
  });
});
