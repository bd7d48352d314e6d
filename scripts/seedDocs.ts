import { type Advice, seedSections } from "./seedAdvice";

/** A table for each heading of the page: the advice, what does it, what tests it. */
export const seedTables = (): string =>
  seedSections
    .map(({ title, anchor, french, advice }) =>
      [
        `## ${title}`,
        `\`#${anchor}\`, "${french}"`,
        ["| the page | code | test |", "|---|---|---|", ...advice.map(rowOf)].join("\n"),
      ].join("\n\n"),
    )
    .join("\n\n");

function rowOf({ says, code = [], tests = [], reason }: Advice): string {
  const links = code.map((file) => `[${file.replace(/^src\//, "")}](../${file})`);
  const said = reason === undefined ? [] : [`${code.length === 0 ? "none: " : ""}${reason}`];
  const tested = tests.map(
    ([file, name]) => `[${file}](../test/${file}.test.ts): ${name.replaceAll("|", "\\|")}`,
  );
  return `| ${says} | ${[...links, ...said].join("<br>")} | ${tested.join("<br>")} |`;
}
