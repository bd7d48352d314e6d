/** Every sentence of the pages that promises a refusal or a warning has a test that fails if it is untrue. */
import { existsSync, readFileSync } from "node:fs";
import { load } from "js-yaml";
import { pages } from "./pages";

type Promised = { readonly says: string } & (
  | { readonly tests: readonly string[] }
  | { readonly about: "Azure" | "another tool" | "wording" }
);

const promises = load(readFileSync("test/docs/promises.yaml", "utf8")) as Record<string, readonly Promised[]>;
const rows = Object.entries(promises).flatMap(([page, ofPage]) =>
  ofPage.map((promised) => [page, promised.says, promised] as const),
);

/** A sentence with one of these may promise something. */
const words = [
  /\brefus(e|es|ed|ing)\b|\bwarn(s|ed|ing|ings)?\b|\bnever\b|\bblock(s|ed)?\b|\bguarantee/i,
  /preview (then )?(reports|shows a warning|fails|prints|says|names)/i,
  /nothing is (created|deployed|written|sent)|\bno (error|finding)s?\b|stays? protected/i,
  /(prints|reports|is) an? (error|one-line error)|error names/i,
];

/** What is written by hand, in one line for each paragraph, item and row. The pages of policies are generated. */
const textOf = (page: string): string[] =>
  (pages[page] ?? "")
    .replaceAll(/<!-- generated: [\s\S]*?<!-- end -->/g, "")
    .replaceAll(/^```[\s\S]*?^```$/gm, "")
    .split(/\n\s*\n|\n(?=[-|*>] |[-|*>]\||\d+\. )/)
    .map((part) => part.replaceAll(/\s+/g, " ").trim());

/** The sentences of a page with one of the words. */
const promising = (page: string): string[] =>
  textOf(page)
    .flatMap((part) => part.split(/(?<=[.!?:])\s+(?=[A-Z`[])/))
    .filter((sentence) => words.some((word) => word.test(sentence)));

const ourPages = Object.keys(pages).filter(
  (page) => /^(README|SECURITY)\.md$|^docs\//.test(page) && !page.startsWith("docs/policies/"),
);

it.each(rows)("%s still says: %s", (page, says) => {
  expect(ourPages).toContain(page);
  expect(textOf(page).filter((part) => part.includes(says))).not.toEqual([]);
});

it.each(rows)("%s: %s: the tests are there", (_, says, promised) => {
  const tests = "tests" in promised ? promised.tests : [];
  if (!("about" in promised)) expect(tests).not.toEqual([]);
  else expect(["Azure", "another tool", "wording"]).toContain(promised.about);
  const absent = tests.filter((test) => {
    const [file = "", title = ""] = test.split(" › ");
    return title === "" || !existsSync(file) || !readFileSync(file, "utf8").includes(title);
  });
  expect({ says, absent }).toEqual({ says, absent: [] });
});

it.each(ourPages)("%s: every sentence that promises a refusal or a warning has its entry", (page) => {
  const known = (promises[page] ?? []).map(({ says }) => says);
  const withoutEntry = promising(page).filter(
    (sentence) => !known.some((says) => sentence.includes(says) || says.includes(sentence)),
  );
  expect(withoutEntry).toEqual([]);
});

it("finds a sentence without an entry", () => {
  expect(promising("README.md").length).toBeGreaterThan(3);
  expect(words.some((word) => word.test("Preview reports every loss."))).toBe(true);
  expect(words.some((word) => word.test("The vault has a name."))).toBe(false);
});
