import { type Case, cases, cellsOf, otherFormCases, problemsOf } from "./propertyStates";

jest.setTimeout(600_000);

const title =
  "%s: with any property left out, unknown, null or secret, preview reports the same finding, none, or what cannot be known";
const titled = (some: readonly Case[]) => some.map((one, i) => [one.title, one, i] as const);

it.each(titled(cases))(title, async (_, one) => expect(await problemsOf(one, cellsOf(one))).toEqual([]));

/** The rules are those of azure-native's own form: every fifth cell shows that the other forms are read alike. */
it.each(titled(otherFormCases))(title, async (_, one, i) => {
  const cells = cellsOf(one).filter((_, j) => j % 5 === i % 5);
  expect(await problemsOf(one, cells)).toEqual([]);
});
