// Random programs one after the other: what the effects predict against a model of the engine and of Azure.
import fc from "fast-check";
import { type Effect, effectsOf, type ItemInAzure, isExit } from "../../../src/protection/component/effects";
import { type Program, runUp, type World } from "./effectsModel";

const keys = ["0", "1", "2", "web", "api", "db"];
const places = ["bank/a", "bank/b", "bank/c", "shop/a", "shop/b", "shop/c"];

/** Each VM is once in a program: the rules of the arguments refuse anything else. */
const programs: fc.Arbitrary<Program> = fc
  .record({
    keys: fc.subarray(keys),
    places: fc.shuffledSubarray(places, { minLength: places.length }),
    previousKeys: fc.dictionary(fc.constantFrom(...keys), fc.constantFrom(...keys), { maxKeys: 2 }),
    adopted: fc.option(fc.subarray(keys), { nil: [], freq: 2 }),
    onDestroy: fc.constantFrom("Retain" as const, "Delete" as const),
  })
  .map(({ keys: chosen, places: shuffled, previousKeys, adopted, onDestroy }) => ({
    vms: Object.fromEntries(chosen.map((key, i) => [key, shuffled[i] ?? ""])),
    // A previous key is no longer in the map, and no two keys have the same.
    previousKeys: Object.fromEntries(
      Object.entries(previousKeys).filter(
        ([key, from], i, all) =>
          chosen.includes(key) &&
          !chosen.includes(from) &&
          all.findIndex(([, other]) => other === from) === i,
      ),
    ),
    adopted: onDestroy === "Delete" ? [] : adopted.filter((key) => chosen.includes(key)),
    onDestroy,
  }));

const itemOf = (state: "active" | "soft"): ItemInAzure => ({
  id: "/item",
  isSoftDeleted: state === "soft",
  state: "",
  policy: "",
});

function predict({ state, azure }: World, program: Program): Effect[] {
  const items = Object.entries(state).map(([key, { place, flag }]) => ({ key, place, onDestroy: flag }));
  const wanted = Object.entries(program.vms).map(([key, place]) => {
    const previousKey = program.previousKeys[key];
    return {
      key,
      place,
      isAdopted: program.adopted.includes(key),
      ...(previousKey !== undefined && { previousKey }),
    };
  });
  return effectsOf(items, wanted, (place) => {
    const found = azure[place];
    return found === undefined ? "absent" : itemOf(found);
  });
}

/** Azure's items after an up, as the effects predict them. */
function predictedAzure({ azure }: World, effects: readonly Effect[]): World["azure"] {
  const after: Record<string, "active" | "soft"> = { ...azure };
  for (const effect of effects) {
    if (effect.kind === "created" || effect.kind === "comesBack") after[effect.after.place ?? ""] = "active";
    if (effect.kind === "softDeleted") after[effect.before.place ?? ""] = "soft";
  }
  return after;
}

/** Pulumi itself refuses to import what Azure does not have. */
const importsNothing = ({ azure }: World, effects: readonly Effect[]) =>
  effects.some((effect) => effect.kind === "comesBack" && azure[effect.after.place ?? ""] === undefined);

const lostIn = (before: World["azure"], after: World["azure"]) =>
  Object.keys(before)
    .filter((place) => before[place] === "active" && after[place] === "soft")
    .sort();

const ordersOf = (list: readonly string[]): string[][] =>
  list.length < 2
    ? [[...list]]
    : list.flatMap((first) => ordersOf(list.filter((one) => one !== first)).map((rest) => [first, ...rest]));

it("what the effects predict is what Azure has after the up; what they refuse fails or would lose a backup unseen", () => {
  let [refusals, ups, losses] = [0, 0, 0];
  fc.assert(
    fc.property(
      fc.array(fc.tuple(programs, fc.shuffledSubarray(keys, { minLength: keys.length })), { maxLength: 12 }),
      (edits) => {
        let world: World = { state: {}, azure: { "shop/c": "active" } };
        for (const [program, shuffled] of edits) {
          const order = shuffled.filter((key) => Object.hasOwn(program.vms, key));
          const effects = predict(world, program);
          const result = runUp(world, program, order);
          const softDeleted = effects.flatMap((effect) =>
            effect.kind === "softDeleted" ? [effect.before.place ?? ""] : [],
          );
          if (effects.some(({ kind }) => kind === "cannotBeCreated" || kind === "adoptedAgain")) {
            const isHarmless = ({ ok, azure }: typeof result) =>
              ok && lostIn(world.azure, azure).every((place) => softDeleted.includes(place));
            // The engine registers in any order: a refusal is right if one of them fails.
            const fails =
              !isHarmless(result) ||
              ordersOf(order).some((other) => !isHarmless(runUp(world, program, other)));
            expect(fails).toBe(true);
            refusals++;
            continue;
          }
          if (importsNothing(world, effects)) continue;
          expect(result.ok).toBe(true);
          expect(result.azure).toEqual(predictedAzure(world, effects));
          const lost = lostIn(world.azure, result.azure);
          expect(lost).toEqual(softDeleted.filter((place) => world.azure[place] === "active").sort());
          // Each item of the state and each wanted item has an effect.
          const named = new Set(effects.map(({ key }) => key));
          for (const key of Object.keys(program.vms)) expect(named).toContain(key);
          [ups, losses] = [ups + 1, losses + effects.filter(isExit).length];
          world = result;
        }
      },
    ),
    { numRuns: 1500 },
  );
  // The programs are such that each case occurs often.
  expect(Math.min(refusals, ups, losses)).toBeGreaterThan(500);
});
