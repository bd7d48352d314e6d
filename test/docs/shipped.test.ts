import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { pages } from "./pages";

const [{ files }] = JSON.parse(
  execFileSync("npm", ["pack", "--dry-run", "--ignore-scripts", "--json"], { encoding: "utf8" }),
) as [{ files: { path: string }[] }];
const shipped = files.map(({ path }) => path);

it("the package has the pages", () => {
  expect(Object.keys(pages).filter((page) => !shipped.includes(page))).toEqual([]);
  expect(shipped).toContain("docs/picture.svg");
});

it.each(Object.keys(pages))("what %s links to is in the package", (page) => {
  const links = [...(pages[page] as string).matchAll(/(?:\]\(|src=")(?!https?:|#)([^)#"]+)/g)].map(
    ([, to = ""]) => normalize(join(dirname(page), to)),
  );
  const isShipped = (to: string) =>
    shipped.some((file) => file === to || file.startsWith(`${to.replace(/\/$/, "")}/`));
  expect(links.filter((to) => existsSync(to) && !isShipped(to))).toEqual([]);
});
