import * as pulumi from "@pulumi/pulumi";
import * as fc from "fast-check";
import type { Fields } from "../../src/component/arguments";
import { type Checks, check } from "../../src/component/check";
import { inRange } from "../../src/core/limits";
import { all, fault, pass, type Rule } from "../../src/core/rule";
import { errorsOf, forms, inForm, later } from "./forms";

interface Machine {
  readonly id: string;
  readonly sizeGB?: number;
}
interface Farm {
  readonly name: string;
  readonly region?: string;
  readonly count?: number;
  readonly machines: Readonly<Record<string, Machine>>;
}

const fields = {
  name: { type: "text" },
  region: { type: "text", optional: true },
  count: { type: "number", optional: true },
  machines: {
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
    ? pass
    : fault({
        path: "name",
        got: name,
        allowed: `a name that begins with ${region}`,
        fix: "change it",
        ...page,
      });
const idIsShort: Rule<Machine> = ({ id }) => {
  counted.push(id);
  return id.length <= 4
    ? pass
    : fault({ path: "id", got: id, allowed: "at most 4 letters", fix: "shorten it", ...page });
};
const idsAreDistinct: Rule<Farm> = ({ machines }) => {
  const ids = Object.entries(machines).map(([key, { id }]) => [key, id] as const);
  return all(
    ids.map(([key, id], i) =>
      ids.findIndex(([, other]) => other === id) === i
        ? pass
        : fault({ path: `machines.${key}.id`, got: id, allowed: "each id once", fix: "remove one", ...page }),
    ),
  );
};

const checks: Checks<Farm, Machine> = {
  fields,
  rules: [countIsSmall, nameIsRegions],
  entries: { map: "machines", rules: [idIsShort] },
  across: [idsAreDistinct],
};

type Late<T> = { [K in keyof T]: T[K] | pulumi.Output<T[K]> | Promise<T[K]> };
type LateFarm = Omit<Late<Farm>, "machines"> & {
  machines: Record<string, Late<Machine> | pulumi.Output<Machine>>;
};

const run = (farm: LateFarm) =>
  check<object, object>("Farm", farm, {}, checks as never) as unknown as LateFarm;

/** What the check throws, now or later. */
const outcome = (farm: LateFarm, watch: (checked: LateFarm) => void = () => {}) =>
  errorsOf(() => watch(run(farm)));

describe("plain arguments", () => {
  it("come back as they are, without what is null", () => {
    const farm = { name: "a", region: null as never, machines: { x: { id: "x" } } };
    expect(run(farm)).toEqual({ name: "a", machines: { x: { id: "x" } } });
  });

  it("all faults are one error, in the order of the arguments, which says the line of the program", async () => {
    const { message, errors } = await outcome({
      name: "south",
      region: "north",
      count: 12,
      machines: { x: { id: "too long" }, y: { id: "y", sizeGB: "7" as never } },
    });
    expect(errors).toHaveLength(1);
    expect(message).toBe(
      [
        `Farm at check.test.ts:${/check\.test\.ts:(\d+)/.exec(message)?.[1]} has 4 faults`,
        "",
        '  name: "south"',
        "    Azure takes  a name that begins with north",
        "    Fix          change it",
        "",
        "  count: 12",
        "    Azure takes  1 to 9 farms",
        "    Write        9",
        "",
        '  machines.x.id: "too long"',
        "    Azure takes  at most 4 letters",
        "    Fix          shorten it",
        "",
        '  machines.y.sizeGB: "7"',
        "    Azure takes  a number",
        "    Write        7",
        "",
        "  See https://example.com/limits, 2026-01-01",
      ].join("\n"),
    );
  });
});

/** The forms in which a value may come. */
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

describe("late arguments", () => {
  it("lead to the same findings in every form, whatever resolves first", async () => {
    await fc.assert(
      fc.asyncProperty(farms, formsOf, fc.boolean(), async ({ ids, sizes, ...farm }, given, whole) => {
        const machines = ids.map((id, i) => ({
          id,
          ...(sizes[i] !== undefined && { sizeGB: sizes[i] as number }),
        }));
        const plain = {
          ...farm,
          machines: Object.fromEntries(machines.map((machine, i) => [`m${i}`, machine])),
        };
        const form = <T>(value: T, i: number) => inForm(value, given[i]?.[0] ?? "plain", given[i]?.[1] ?? 0);
        const entries = machines.map((machine, i) => {
          const late = { ...machine, id: form(machine.id, 3 + i) };
          return [`m${i}`, whole && i === 0 ? form(machine, 3) : late] as const;
        });
        const expected = await outcome(plain);
        const found = await outcome({
          name: form(farm.name, 0),
          region: form(farm.region, 1),
          count: form(farm.count, 2),
          machines: Object.fromEntries(entries) as LateFarm["machines"],
        });
        if (found.errors.some((e) => !("errors" in e))) throw found.errors[0];
        // What is plain is thrown at once, and then nothing late is judged any more.
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

  it("are judged once each, and one bad one refuses nobody else", async () => {
    counted.length = 0;
    const ids = Array.from({ length: 20 }, (_, i) => (i === 7 ? "too long" : `${i}`));
    const released: string[] = [];
    const farm = {
      name: pulumi.output(later("a", 2)),
      machines: Object.fromEntries(ids.map((id, i) => [`m${i}`, { id: pulumi.output(later(id, i % 5)) }])),
    };
    const { paths, errors } = await outcome(farm, (checked) => {
      for (const { id } of Object.values(checked.machines) as { id: pulumi.Output<string> }[])
        id.apply((known) => void released.push(known));
    });
    expect(released).toHaveLength(19);
    expect(counted).toHaveLength(20);
    expect([errors.length, paths]).toEqual([1, ["machines.m7.id"]]);
  });

  it("are never quoted where they are secret", async () => {
    const { message } = await outcome({
      name: pulumi.secret("s3cr3t-name"),
      region: "north",
      machines: { x: { id: pulumi.secret("another s3cr3t") } },
    });
    expect(message).toContain("name: [secret]");
    expect(message).toContain("machines.x.id: [secret]");
    expect(message).not.toContain("s3cr3t-name");
    expect(message).not.toContain("another");
  });

  it("are refused where the program's structure hangs on them, with what to write", async () => {
    const { message, paths } = await outcome({
      name: "a",
      machines: pulumi.output({ x: { id: "x" } }) as never,
    });
    expect(paths).toEqual(["machines"]);
    expect(message).toContain("which resources there are hangs on it");
  });

  it("that fail leave the error to their owner", async () => {
    const own = new Error("the VM could not be made");
    const { errors } = await outcome({
      name: "a",
      machines: { x: { id: pulumi.output(Promise.reject(own)) } },
    });
    expect(errors).toEqual([own]);
  });
});
