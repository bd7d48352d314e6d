import * as pulumi from "@pulumi/pulumi";
import * as fc from "fast-check";
import type { Fields } from "../../src/component/argumentTypes";
import { type Checks, check } from "../../src/component/check";
import { inRange } from "../../src/core/limits";
import { all, invalidValue, noFindings, type Rule } from "../../src/core/rule";
import { errorsOf, forms, inForm, later } from "./forms";

interface Animal {
  readonly id: string;
  readonly sizeGB?: number;
}
interface Farm {
  readonly name: string;
  readonly region?: string;
  readonly count?: number;
  readonly animals: Readonly<Record<string, Animal>>;
}

const fields = {
  name: { type: "text" },
  region: { type: "text", optional: true },
  count: { type: "number", optional: true },
  animals: {
    type: {
      map: { type: { fields: { id: { type: "text" }, sizeGB: { type: "number", optional: true } } } },
    },
    plain: true,
  },
} as const satisfies Fields;

const page = { source: "https://example.com/limits", asOf: "2026-01-01" };
const counted: string[] = [];

const countIsSmall: Rule<Farm> = ({ count }) =>
  inRange("count", count, { min: 1, max: 9, unit: "farms", ...page });
const nameIsRegions: Rule<Farm> = ({ name, region }) =>
  region === undefined || name.startsWith(region)
    ? noFindings
    : invalidValue({
        path: "name",
        actual: name,
        accepted: `a name that begins with ${region}`,
        fix: "change it",
        ...page,
      });
const idIsShort: Rule<Animal> = ({ id }) => {
  counted.push(id);
  return id.length <= 4
    ? noFindings
    : invalidValue({ path: "id", actual: id, accepted: "at most 4 letters", fix: "shorten it", ...page });
};
const idsAreDistinct: Rule<Farm> = ({ animals }) => {
  const ids = Object.entries(animals).map(([key, { id }]) => [key, id] as const);
  return all(
    ids.map(([key, id], i) =>
      ids.findIndex(([, other]) => other === id) === i
        ? noFindings
        : invalidValue({
            path: `animals.${key}.id`,
            actual: id,
            accepted: "each id once",
            fix: "remove one",
            ...page,
          }),
    ),
  );
};

const checks: Checks<Farm, Animal> = {
  fields,
  rules: [countIsSmall, nameIsRegions],
  entries: { map: "animals", rules: [idIsShort] },
  across: [idsAreDistinct],
};

type Deferred<T> = { [K in keyof T]: T[K] | pulumi.Output<T[K]> | Promise<T[K]> };
type DeferredFarm = Omit<Deferred<Farm>, "animals"> & {
  animals: Record<string, Deferred<Animal> | pulumi.Output<Animal>>;
};

const run = (farm: DeferredFarm) =>
  check<object, object>("Farm", farm, {}, checks as never) as unknown as DeferredFarm;

/** What the check throws, now or later. */
const outcome = (farm: DeferredFarm, watch: (checked: DeferredFarm) => void = () => {}) =>
  errorsOf(() => watch(run(farm)));

describe("plain arguments", () => {
  it("are returned unchanged, without nulls", () => {
    const farm = { name: "a", region: null as never, animals: { x: { id: "x" } } };
    expect(run(farm)).toEqual({ name: "a", animals: { x: { id: "x" } } });
  });

  it("throw all errors as one, in the order of the arguments, with the line of the program", async () => {
    const { message, errors } = await outcome({
      name: "south",
      region: "north",
      count: 12,
      animals: { x: { id: "too long" }, y: { id: "y", sizeGB: "7" as never } },
    });
    expect(errors).toHaveLength(1);
    expect(message).toBe(
      [
        `Farm at check.test.ts:${/check\.test\.ts:(\d+)/.exec(message)?.[1]} has 4 errors`,
        "",
        '  name is "south"; Azure accepts a name that begins with north.',
        "    Fix: change it.",
        "",
        "  count is 12; Azure accepts 1 to 9 farms.",
        "    Fix: set it to 9, the nearest accepted value.",
        "",
        '  animals.x.id is "too long"; Azure accepts at most 4 letters.',
        "    Fix: shorten it.",
        "",
        '  animals.y.sizeGB is "7"; this argument accepts a number.',
        "    Fix: write 7, without quotes.",
        "",
        "  See https://example.com/limits, 2026-01-01",
      ].join("\n"),
    );
  });
});

const farms = fc.record({
  name: fc.constantFrom("north-1", "south-1"),
  region: fc.constantFrom("north", "south"),
  count: fc.integer({ min: 0, max: 11 }),
  ids: fc.array(fc.constantFrom("a", "b", "c", "too long"), { minLength: 1, maxLength: 4 }),
  sizes: fc.array(fc.constantFrom<unknown>(1, "7", undefined), { minLength: 4, maxLength: 4 }),
});
const formsOf = fc.array(fc.tuple(fc.constantFrom(...forms), fc.integer({ min: 0, max: 4 })), {
  minLength: 12,
  maxLength: 12,
});

describe("deferred inputs", () => {
  it("give the same findings in every form, whichever resolves first", async () => {
    await fc.assert(
      fc.asyncProperty(farms, formsOf, fc.boolean(), async ({ ids, sizes, ...farm }, given, whole) => {
        const animals = ids.map((id, i) => ({
          id,
          ...(sizes[i] !== undefined && { sizeGB: sizes[i] as number }),
        }));
        const plain = {
          ...farm,
          animals: Object.fromEntries(animals.map((animal, i) => [`m${i}`, animal])),
        };
        const form = <T>(value: T, i: number) => inForm(value, given[i]?.[0] ?? "plain", given[i]?.[1] ?? 0);
        const entries = animals.map((animal, i) => {
          const deferred = { ...animal, id: form(animal.id, 3 + i) };
          return [`m${i}`, whole && i === 0 ? form(animal, 3) : deferred] as const;
        });
        const expected = await outcome(plain);
        const found = await outcome({
          name: form(farm.name, 0),
          region: form(farm.region, 1),
          count: form(farm.count, 2),
          animals: Object.fromEntries(entries) as DeferredFarm["animals"],
        });
        if (found.errors.some((e) => !("errors" in e))) throw found.errors[0];
        // Errors of plain values are thrown at once; then deferred inputs are not judged.
        if (found.paths.length < expected.paths.length) {
          expect(expected.paths).toEqual(expect.arrayContaining(found.paths));
          expect(found.paths.length).toBeGreaterThan(0);
        } else expect(found.paths).toEqual(expected.paths);
        if (found.errors.some((e) => !("errors" in e))) throw found.errors[0];
        expect(found.errors.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  it("are judged once each, and an invalid one blocks no other", async () => {
    counted.length = 0;
    const ids = Array.from({ length: 20 }, (_, i) => (i === 7 ? "too long" : `${i}`));
    const released: string[] = [];
    const farm = {
      name: pulumi.output(later("a", 2)),
      animals: Object.fromEntries(ids.map((id, i) => [`m${i}`, { id: pulumi.output(later(id, i % 5)) }])),
    };
    const { paths, errors } = await outcome(farm, (checked) => {
      for (const { id } of Object.values(checked.animals) as { id: pulumi.Output<string> }[])
        id.apply((known) => void released.push(known));
    });
    expect(released).toHaveLength(19);
    expect(counted).toHaveLength(20);
    expect([errors.length, paths]).toEqual([1, ["animals.m7.id"]]);
  });

  it("are never shown if they are secret", async () => {
    const { message } = await outcome({
      name: pulumi.secret("s3cr3t-name"),
      region: "north",
      animals: { x: { id: pulumi.secret("another s3cr3t") } },
    });
    expect(message).toContain("name: [secret]; Azure accepts");
    expect(message).toContain("animals.x.id: [secret]; Azure accepts");
    expect(message).not.toContain("s3cr3t-name");
    expect(message).not.toContain("another");
  });

  it("are refused if they decide which resources there are, with what to write", async () => {
    const { message, paths } = await outcome({
      name: "a",
      animals: pulumi.output({ x: { id: "x" } }) as never,
    });
    expect(paths).toEqual(["animals"]);
    expect(message).toContain("it decides which resources there are");
  });

  it("report an error once to a test with mocks, not once for each Output", async () => {
    const { reports } = await outcome({
      name: pulumi.output(later("a", 1)),
      animals: { x: { id: pulumi.output(later("too long", 2)) } },
    });
    // Nothing consumes the checked id here, so its Output reports the error three times; a child's registration reports it once.
    expect(reports).toBeLessThanOrEqual(3);
  });

  it("that fail keep their own error", async () => {
    const own = new Error("the VM could not be made");
    const { errors } = await outcome({
      name: "a",
      animals: { x: { id: pulumi.output(Promise.reject(own)) } },
    });
    expect(errors).toEqual([own]);
  });
});
