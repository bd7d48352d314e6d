import * as pulumi from "@pulumi/pulumi";
import type { Fields } from "../../src/component/argumentTypes";
import { withoutEmptyBlocks } from "../../src/component/emptyBlocks";

const needy = {
  type: { fields: { id: { type: "text" }, more: { type: "text", optional: true } } },
  optional: true,
} as const;
const easy = { type: { fields: { more: { type: "text", optional: true } } }, optional: true } as const;
const fields: Fields = {
  needy,
  easy,
  required: { type: { fields: { id: { type: "text" } } } },
  map: { type: { map: { type: { fields: { needy } } } }, optional: true },
  list: { type: { list: { type: { fields: { needy } } } }, optional: true },
};

it.each<[string, object, object]>([
  ["an empty block that needs something", { needy: {} }, {}],
  ["one with nothing but nulls", { needy: { id: null, more: undefined } }, {}],
  [
    "a misspelt one is kept, so that it is reported",
    { needy: { identifier: "x" } },
    { needy: { identifier: "x" } },
  ],
  ["a block that needs nothing stays: it means its defaults", { easy: {} }, { easy: {} }],
  ["a block that must be there stays", { required: {} }, { required: {} }],
  ["within a map", { map: { a: { needy: {} } } }, { map: { a: {} } }],
  ["within a list", { list: [{ needy: {} }] }, { list: [{}] }],
  ["what is no block", { needy: [] }, { needy: [] }],
])("%s", (_, given, kept) => expect(withoutEmptyBlocks(given, fields)).toEqual(kept));

it("a late block is judged when it is known", async () => {
  const late = (value: unknown) => pulumi.output(value) as pulumi.Output<unknown>;
  const given = withoutEmptyBlocks(
    { needy: late({}), list: late([{ needy: {} }]), map: { a: Promise.resolve({ needy: {} }) } },
    fields,
  );
  const known = await new Promise((done) => pulumi.output(given as object).apply(done));
  expect(known).toEqual({ needy: undefined, list: [{}], map: { a: {} } });
});
