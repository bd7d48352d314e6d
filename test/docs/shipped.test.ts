import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const [{ files }] = JSON.parse(
  execFileSync("npm", ["pack", "--dry-run", "--ignore-scripts", "--json"], { encoding: "utf8" }),
) as [{ files: { path: string }[] }];
const shipped = files.map(({ path }) => path);

/** Code and tests are in a clone alone, and this page says so. */
const ofClones = "docs/from-the-page-to-code.md";
const pages = [
  "README.md",
  "SECURITY.md",
  ...readdirSync("docs")
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`),
].filter((page) => page !== ofClones);

it("the package has the pages", () => {
  expect(pages.filter((page) => !shipped.includes(page))).toEqual([]);
  expect(shipped).toContain("docs/picture.svg");
});

it.each(pages)("what %s links to is in the package", (page) => {
  const links = [...readFileSync(page, "utf8").matchAll(/(?:\]\(|src=")(?!https?:|#)([^)#"]+)/g)].map(
    ([, to = ""]) => normalize(join(dirname(page), to)),
  );
  const isShipped = (to: string) =>
    shipped.some((file) => file === to || file.startsWith(`${to.replace(/\/$/, "")}/`));
  expect(links.filter((to) => existsSync(to) && !isShipped(to))).toEqual([]);
});
