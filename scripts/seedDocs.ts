import { components } from "./componentSchema";
import type { Advice } from "./seedAdvice";
import { seedSections } from "./seedSections";

/** A table for each heading of the page: the advice, the pages of this library about it, its code and its tests. */
export const seedTables = (): string =>
  seedSections
    .map(({ title, anchor, french, advice }) =>
      [
        `## ${title}`,
        `\`#${anchor}\`, "${french}"`,
        [
          "| Microsoft's advice in 2018 | in this library | code | tests |",
          "|---|---|---|---|",
          ...advice.map(rowOf),
        ].join("\n"),
      ].join("\n\n"),
    )
    .join("\n\n");

function rowOf({ text, docs = [], code = [], tests = [], note = "" }: Advice): string {
  const links = docs.map((page) => `[${linkText(page)}](${page})`).join(", ");
  const cells = [
    text,
    [links, note].filter(Boolean).join("<br>"),
    code.map(asCode).join("<br>"),
    testsOf(tests),
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replace(/<(?!br>)/g, "&lt;")).join(" | ")} |`;
}

/** Code and tests are not in the npm package, so they are named and not linked. */
const asCode = (file: string): string => `\`${file}\``;

const testsOf = (tests: Advice["tests"] = []): string =>
  tests
    .map(([file, title]) => `${asCode(`test/${file}.test.ts`)}: ${title.replace(/%[sij]/g, "…")}`)
    .join("<br>");

/** `BackupVault` of components/backup-vault.md, `vm-no-luks` of policies/vm-no-luks.md, `examples/regions` of its program. */
function linkText(page: string): string {
  const [file = ""] = page.split("#");
  const component = components.find((one) => one.page === `docs/${file}`);
  const [, example] = /^\.\.\/(examples\/[^/]+)/.exec(file) ?? [];
  return component?.name ?? example ?? file.replace(/^.*\/|\.md$/g, "");
}
