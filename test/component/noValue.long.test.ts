// Each argument, also inside of structures, that turns out to have no value: a plain error or none, never an exception.
import * as pulumi from "@pulumi/pulumi";
import * as library from "../../src";
import type { Argument } from "../../src/component/argumentTypes";
import { register } from "../support/mocks";
import { runs } from "../support/runs";
import { errorsOf, withoutValue } from "./forms";
import { tables, valid } from "./validArguments";

jest.setTimeout(60_000);

type Component = new (name: string, args: never) => pulumi.ComponentResource;
const components = library as unknown as Readonly<Record<string, Component>>;
const make = (component: string, args: unknown) =>
  new (components[component] as Component)("a-name", args as never);

type Path = readonly (string | number)[];
type Values = Readonly<Record<string | number, unknown>> | undefined;

interface Place {
  readonly path: Path;
  readonly argument: Argument;
}

/** The places of all values inside of a value, those that it leaves out too. */
function placesIn(value: unknown, { type }: Argument, path: Path): Place[] {
  const inner = (key: string | number, argument: Argument): Place[] => [
    { path: [...path, key], argument },
    ...placesIn((value as Values)?.[key], argument, [...path, key]),
  ];
  if (typeof type === "string" || "oneOf" in type) return [];
  if ("list" in type) return inner(0, type.list);
  if ("map" in type) return inner(Object.keys((value as Values) ?? {})[0] ?? "a", type.map);
  return Object.entries(type.fields).flatMap(([name, argument]) => inner(name, argument));
}

function withAt(value: unknown, [key, ...rest]: Path, leaf: unknown): unknown {
  if (key === undefined) return leaf;
  const copy = typeof key === "number" ? [...((value as unknown[]) ?? [])] : { ...(value as object) };
  return Object.assign(copy, { [key]: withAt((value as Values)?.[key], rest, leaf) });
}

const rows = Object.entries(tables).flatMap(([component, fields]) =>
  placesIn(valid[component], { type: { fields } }, [])
    .filter(({ argument }) => !argument.plain)
    .map(({ path }, i) => [component, path.join("."), path, i] as const),
);

/** All forms, or one of them for each place. */
const forms = Object.entries(withoutValue);
const formsOf = (i: number) => forms.filter((_, j) => (i + j) % forms.length < runs(forms.length));

/** The errors of a component that are no errors of its arguments. */
async function otherErrorsOf(component: string, args: unknown): Promise<readonly unknown[]> {
  let registered: Promise<unknown> = Promise.resolve();
  const { errors } = await errorsOf(() => {
    registered = register(() => make(component, args)).catch((error: unknown) => error);
  });
  const thrown = await registered;
  return [...errors, ...(thrown instanceof Error ? [thrown] : [])].filter(
    (error) => !(error instanceof pulumi.InputPropertiesError),
  );
}

beforeAll(() => {
  jest.spyOn(pulumi.log, "warn").mockResolvedValue();
});
afterAll(() => jest.restoreAllMocks());

it.each(rows)(
  "%s: %s without a value leads to an error of the arguments or to none",
  async (component, _, path, i) => {
    for (const [form, value] of formsOf(i)) {
      const errors = await otherErrorsOf(component, withAt(valid[component], path, value()));
      expect([form, errors]).toEqual([form, []]);
    }
  },
);
