/** Words that must not come back in docs, messages, docstrings and test names: each has a plain form that readers know. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A pattern, and what to write instead. */
const unwanted: readonly [pattern: RegExp, instead: string][] = [
  [/\bwhoever\b/i, "name the person or the program"],
  [/\bnobody\b/i, "no one, or an active sentence"],
  [/\bhangs? on\b/i, "depends on"],
  [/\b(is|are|be) told\b/i, "is reported; an active sentence"],
  [/\btells of\b/i, "reports"],
  [/\bas ever\b/i, "as usual, or name it"],
  [/\bmeant so\b/i, "describe the state that is demanded"],
  [/\bpass(es)? with time\b/i, "transient errors"],
  [/\b(one-way )?doors?\b/i, "irreversible changes"],
  [/\blate (value|id|input|argument|name|error)s?\b/i, "deferred inputs"],
  [/\bstrangers?\b/i, "unknown settings or arguments"],
  [/\bexcus(e|es|ed|able)\b/i, "applicability, does not apply"],
  [/\bin hand\b/i, "current"],
  [/\bhas \d+ faults?\b/i, "has 2 errors"],
  [/\bgot .{1,80}; allowed: /i, "x is 5; Azure accepts 7 to 9999"],
  [/\ballowed: yes\b/i, "a note"],
  [/did you mean "undefined"/i, "no guess"],
  [/\bkeptVms\b|\btellMoves\b|\btellStrangers\b|\bsayX\b/, "the new names"],
  [/\bjoinRules\b|\bfaultsTeller\b|\bshortStacks\b/, "the new names"],
];

/** Where a word has another meaning, or is quoted. */
const exceptions: readonly [file: RegExp, line: RegExp, why: string][] = [
  [/^test\/docs\/words\.test\.ts$/, /./, "this list"],
  [/^CHANGELOG\.md$/, /./, "history is not rewritten"],
];

/** Texts that people read: pages, and the comments and strings of programs. */
const files = execFileSync("git", [
  "ls-files",
  "*.md",
  "src",
  "policies",
  "cli",
  "simulator",
  "scripts",
  "bench",
  "test",
])
  .toString()
  .split("\n")
  .filter((file) => /\.(md|ts)$/.test(file));

it.each(unwanted)("no text has %s (instead: %s)", (pattern) => {
  const found = files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line, i) =>
        pattern.test(line) ? [{ file, line, place: `${file}:${i + 1}: ${line.trim()}` }] : [],
      )
      .filter(
        ({ file: name, line }) => !exceptions.some(([where, what]) => where.test(name) && what.test(line)),
      ),
  );
  expect(found.map(({ place }) => place)).toEqual([]);
});
