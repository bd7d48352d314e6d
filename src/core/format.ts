import { type Actual, Described, type Expected, type Finding, type Fix } from "./finding";

/** The texts of findings, all of them here: a component's error, a policy's message and a report say the same. */

/** A finding on one line. */
export const formatFinding = (finding: Finding): string =>
  [...sentencesOf(finding), ...citationOf(finding)].join(" ");

/** A finding without its path, for a caller that prints the path itself. */
export const formatWithoutPath = (finding: Finding): string => formatFinding({ ...finding, path: "" });

/** What is wrong, as one sentence without the fix and the source. */
export const formatProblem = (finding: Finding): string => ended(problemOf(finding));

/** A finding in wrapped lines: what is wrong, then the fix, then the source with its date. `subject` names the resource. */
export function formatParagraph(subject: string, finding: Finding): string {
  const { source, asOf } = finding;
  const [what, ...rest] = sentencesOf(finding);
  const see = source === undefined ? [] : [`See ${[source, asOf].filter(Boolean).join(", ")}`];
  return [...wrap(`${subject}: ${what}`), ...rest.flatMap((sentence) => wrap(sentence)), ...see].join("\n");
}

/** The headline of an error: `BackupVault "bank" at index.ts:23 has 2 errors`. */
export const headline = (subject: string, findings: readonly Finding[]): string =>
  `${subject} has ${findings.length === 1 ? "1 error" : `${findings.length} errors`}`;

/** Several findings under a headline, for a terminal; each page that they cite once, at the end. */
export function formatFindings(subject: string, findings: readonly Finding[]): string {
  const sources = [...new Set(findings.flatMap(sourceOf))];
  const paragraphs = findings.map((finding) => {
    const [what = "", ...rest] = sentencesOf(finding);
    const number = sources.length > 1 ? sourceOf(finding).map((one) => ` [${sources.indexOf(one) + 1}]`) : [];
    return [
      ...wrap(`${what}${number.join("")}`, "  "),
      ...rest.flatMap((sentence) => wrap(sentence, "    ")),
    ].join("\n");
  });
  const foot = sources.map((source, i) =>
    sources.length > 1 ? `  [${i + 1}] ${source}` : `  See ${source}`,
  );
  return [headline(subject, findings), ...paragraphs, foot.join("\n")]
    .filter((text) => text !== "")
    .join("\n\n");
}

/** What is wrong, how to correct it, and what another source says. */
function sentencesOf(finding: Finding): string[] {
  const conflict = finding.conflict === undefined ? [] : [`Sources disagree: ${ended(finding.conflict)}`];
  return [formatProblem(finding), ...fixOf(finding.fix), ...conflict];
}

function problemOf(finding: Finding): string {
  const { path } = finding;
  if (finding.kind === "invalidValue") {
    const { actual, expected } = finding;
    const verb = actual instanceof Described ? ": " : " is ";
    return `${path === "" ? "" : path + verb}${formatActual(actual)}; ${formatExpected(expected)}`;
  }
  // The message of an unknown name has the name, which is the end of its path.
  return path === "" || finding.kind === "unknownName" ? finding.message : `${path}: ${finding.message}`;
}

const fixOf = (fix: Fix | undefined): string[] => {
  if (fix === undefined) return [];
  return [fix.text.endsWith("?") ? fix.text : `Fix: ${ended(fix.text)}`];
};

/** What would be right: `Azure accepts 7 to 9999 days`. */
export const formatExpected = (expected: Expected): string =>
  "requires" in expected
    ? `this requires ${expected.requires}`
    : `${expected.by ?? "Azure"} accepts ${expected.accepted}`;

/** What was found, quoted or described. */
export const formatActual = (actual: Actual): string =>
  actual instanceof Described
    ? actual.words
    : actual.value === undefined
      ? "not set"
      : formatValue(actual.value);

const ended = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`);

const sourceOf = ({ source, asOf }: Finding): string[] =>
  source === undefined ? [] : [[source, asOf].filter(Boolean).join(", ")];

const citationOf = (finding: Finding): string[] => sourceOf(finding).map((source) => `(${source})`);

const columns = 80;

/** A text in lines of at most 80 columns where its words allow it; the later lines are indented below the first. */
function wrap(text: string, indent = ""): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(/\s+/)) {
    const isFirstWord = line.trim() === "";
    if (!isFirstWord && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = `${indent}  ${word}`;
    } else line += isFirstWord ? word : ` ${word}`;
  }
  return [...lines, line];
}

/** An example as it is written in a program: `{ days: 7 }`. */
export function formatLiteral(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return formatValue(value);
  return `{ ${Object.entries(value)
    .map(([key, field]) => `${key}: ${formatLiteral(field)}`)
    .join(", ")} }`;
}

/** Values in a sentence. In a payload an element may be anything, also what has no text of its own. */
export const formatList = (values: readonly unknown[]): string =>
  values.map((value) => (typeof value === "string" ? value : formatValue(value))).join(", ");

/** A value as a reader would type it, in at most 200 characters. */
export function formatValue(value: unknown): string {
  if (value === undefined) return "nothing";
  return typeof value === "function" || typeof value === "symbol" ? typeof value : safeJson(value);
}

function safeJson(value: unknown): string {
  try {
    const text = JSON.stringify(value, (_, v) => (typeof v === "bigint" ? v.toString() : v)) ?? String(value);
    return text.length > 200 ? `${text.slice(0, 197)}...` : text;
  } catch {
    // A part is not known yet, or contains itself.
    return Array.isArray(value)
      ? `a list of ${value.length} ${value.length === 1 ? "value" : "values"}`
      : "an object with values that cannot be shown";
  }
}
