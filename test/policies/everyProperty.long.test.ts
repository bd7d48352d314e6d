import { cases, cellsOf, otherFormCases, problemsOf } from "./propertyStates";

jest.setTimeout(600_000);

it.each([...cases, ...otherFormCases].map((one) => [one.title, one] as const))(
  "%s: with any property left out, unknown, null or secret, preview reports the same finding, none, or what cannot be known",
  async (_, one) => expect(await problemsOf(one, cellsOf(one))).toEqual([]),
);
