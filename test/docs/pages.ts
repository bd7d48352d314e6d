import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every page of the documentation, by its path. */
export const pages: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...readdirSync(".").filter((file) => file.endsWith(".md")),
    ...readdirSync("docs", { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".md"))
      .map((file) => join("docs", file))
      .sort(),
  ].map((page) => [page, readFileSync(page, "utf8")]),
);

/** A code block of a page. */
export interface Block {
  readonly page: string;
  readonly line: number;
  readonly code: string;
}

/** The source files that have a docstring with an example, without the asterisks; line numbers stay the same. */
const docstrings: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync("src", { recursive: true, encoding: "utf8" })
    .map((file) => join("src", file))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => [file, readFileSync(file, "utf8")] as const)
    .filter(([, text]) => text.includes(" * @example"))
    .map(([file, text]) => [file, text.replace(/^ +\* ?/gm, "")]),
);

/** The code blocks in a language, of all pages and docstrings. */
export const blocksIn = (language: string): Block[] =>
  Object.entries({ ...pages, ...docstrings }).flatMap(([page, text]) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
      ({ index, 1: code = "" }) => ({ page, line: text.slice(0, index).split("\n").length + 1, code }),
    ),
  );
