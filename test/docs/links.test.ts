import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { pages } from "./pages";

/** A page without its code, which has no links. */
const prose = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, "").replace(/`[^`\n]*`/g, "");

const linksIn = (text: string): string[] =>
  [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target as string);

/** The anchors that GitHub generates for a page's headings. */
function anchorsOf(text: string): string[] {
  const seen = new Map<string, number>();
  return [...text.replace(/^```[\s\S]*?^```$/gm, "").matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-");
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
}

/** Why a link is broken. Undefined: it is not. */
function problemOf(page: string, target: string): string | undefined {
  if (/^[a-z]+:/.test(target))
    return /^https:\/\/[\w.-]+\.[a-z]{2,}(\/\S*)?$/.test(target)
      ? undefined
      : `${target} is no https address`;
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : join(dirname(page), path);
  if (!existsSync(file)) return `there is no ${file}`;
  if (anchor === undefined || statSync(file).isDirectory()) return undefined;
  return anchorsOf(readFileSync(file, "utf8")).includes(anchor) ? undefined : `${file} has no #${anchor}`;
}

it.each(Object.keys(pages))("%s has no broken link", (page) => {
  const problems = linksIn(pages[page] as string).map((target) => problemOf(page, target));
  expect(problems.filter((problem) => problem !== undefined)).toEqual([]);
});

it("finds a missing file, a missing heading and an address without https", () => {
  const text = "[a](nowhere.md) [b](README.md#none) [c](http://x.org) `[d](code)` [e](#one)\n\n# One\n";
  const found = linksIn(text).map((target) => problemOf("README.md", target));
  expect(found).toEqual([
    "there is no nowhere.md",
    "README.md has no #none",
    "http://x.org is no https address",
    "README.md has no #one",
  ]);
  expect(anchorsOf("# `A` & B\n## a\n## a\n")).toEqual(["a--b", "a", "a-1"]);
});
