import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every page that people read, by its path. */
export const pages: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"],
    ...readdirSync("docs", { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".md"))
      .map((file) => join("docs", file))
      .sort(),
  ].map((page) => [page, readFileSync(page, "utf8")]),
);

/** A block of code of a page. */
export interface Block {
  readonly page: string;
  readonly line: number;
  readonly code: string;
}

/** The blocks of a language, in all pages. */
export const blocksIn = (language: string): Block[] =>
  Object.entries(pages).flatMap(([page, text]) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
      ({ index, 1: code = "" }) => ({ page, line: text.slice(0, index).split("\n").length + 1, code }),
    ),
  );
