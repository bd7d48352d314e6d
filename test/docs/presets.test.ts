import { readFileSync } from "node:fs";
import { presetTable } from "../../scripts/presetTable";
import { presets } from "../../src/backupPolicy/presets";

/** The docstring above each preset, which an editor shows. */
const docstrings = Object.fromEntries(
  [
    ...readFileSync("src/backupPolicy/presets.ts", "utf8").matchAll(
      /^ {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2}(\w+): \{$/gm,
    ),
  ].map(([, text = "", name = ""]) => [name, text]),
);

it.each(Object.keys(presets))("%s: the docstring and the table have the same numbers", (name) => {
  const row = presetTable()
    .split("\n")
    .find((line) => line.startsWith(`| \`${name}\``)) as string;
  const numbers = (docstrings[name] as string).match(/\d+(:\d+)?/g) ?? [];
  expect(numbers.length).toBeGreaterThan(2);
  expect(numbers.filter((number) => !new RegExp(`\\b${number}\\b`).test(row))).toEqual([]);
});
