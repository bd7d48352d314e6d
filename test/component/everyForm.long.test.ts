import * as pulumi from "@pulumi/pulumi";
import * as fc from "fast-check";
import type { Argument, Fields } from "../../src/component/argumentTypes";
import { runs } from "../support/runs";
import { errorsOf, type Form, forms, inForm } from "./forms";
import { tables, valid } from "./validArguments";
import { checkOf } from "./watchedCheck";

/** Values for an argument, some that its component takes and some that it does not; null, which YAML writes for nothing, among them. */
const valuesOf = ({ type }: Argument): fc.Arbitrary<unknown> => fc.option(valuesOfType(type), { freq: 8 });

function valuesOfType(type: Argument["type"]): fc.Arbitrary<unknown> {
  if (type === "text") return fc.constantFrom("bank", "westeurope", "10.0.0.5", "22:30", "UTC", "", "x y", 5);
  if (type === "number") return fc.constantFrom(0, 1, 4, 7, 30, 443, 5000, 70_000, "30");
  if (type === "boolean") return fc.constantFrom<unknown>(true, false, "false");
  if (type === "any") return fc.constant({});
  if ("oneOf" in type) return fc.constantFrom(...type.oneOf, "zzz");
  if ("list" in type) return fc.array(valuesOf(type.list), { maxLength: 2 });
  if ("map" in type) return fc.dictionary(fc.constantFrom("a", "b"), valuesOf(type.map), { maxKeys: 2 });
  // No null: a block of only nulls counts as omitted, and a block whose Outputs turn out to be null is reported.
  const fields = Object.entries(type.fields).map(([name, field]) => [name, valuesOfType(field.type)]);
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
}

/** A component's arguments: those that it takes, with some replaced. */
const argumentsOf = (component: string): fc.Arbitrary<Record<string, unknown>> => {
  const other = Object.entries(tables[component] ?? {}).map(([name, argument]) => [name, valuesOf(argument)]);
  const some: fc.Arbitrary<Record<string, unknown>> = fc.record(Object.fromEntries(other), {
    requiredKeys: [],
  });
  return fc
    .tuple(some, fc.subarray(Object.keys(tables[component] ?? {}), { maxLength: 3 }))
    .map(([given, names]) => ({
      ...valid[component],
      ...Object.fromEntries(names.filter((name) => name in given).map((name) => [name, given[name]])),
    }));
};

type Give = (value: unknown) => unknown;

/** The same arguments, each place in the form that `give` makes of it, unless it must be plain. */
function formed(value: unknown, { type, plain }: Argument, give: Give): unknown {
  const inner = innerFormed(value, type, give);
  return plain ? inner : give(inner);
}

function innerFormed(value: unknown, type: Argument["type"], give: Give): unknown {
  if (typeof type !== "object" || typeof value !== "object" || value === null) return value;
  if ("list" in type) return (value as unknown[]).map((element) => formed(element, type.list, give));
  const argumentAt = (name: string): Argument | undefined =>
    "map" in type ? type.map : (type as { fields: Fields }).fields[name];
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      const argument = argumentAt(name);
      return [name, argument === undefined ? field : formed(field, argument, give)];
    }),
  );
}

jest.mock("../../src/component/check", () => require("./watchedCheck").watchedModule());

const checks: Record<string, (args: object) => unknown> = {};
beforeAll(async () => {
  jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  for (const component of Object.keys(valid)) checks[component] = await checkOf(component);
});
afterAll(() => jest.restoreAllMocks());

const findings = (component: string, args: object) => errorsOf(() => checks[component]?.(args));

describe.each(Object.keys(valid))("%s", (component) => {
  it("finds the same in every form of its arguments, whatever is known first", async () => {
    const choice = fc.tuple(fc.constantFrom(...forms), fc.integer({ min: 0, max: 4 }));
    await fc.assert(
      fc.asyncProperty(argumentsOf(component), fc.infiniteStream(choice), async (args, choices) => {
        const give: Give = (value) => inForm(value, ...(choices.next().value as [Form, number]));
        const type = { fields: tables[component] ?? {} };
        const plain = await findings(component, args);
        const late = await findings(component, innerFormed(args, type, give) as object);
        const foreign = late.errors.find((error) => !(error instanceof pulumi.InputPropertiesError));
        if (foreign) throw foreign;
        expect(late.errors.length).toBeLessThanOrEqual(1);
        // What is plain is thrown at once, and then nothing late is judged any more.
        // A path inside a secret ends before the names in it.
        const isPlain = (path: string) =>
          plain.paths.some((known) => known === path || known.startsWith(`${path}.`));
        expect(late.paths.filter((path) => !isPlain(path))).toEqual([]);
        expect(late.paths.length > 0).toBe(plain.paths.length > 0);
      }),
      { numRuns: runs(200) },
    );
  }, 60_000);
});
