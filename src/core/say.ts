import { Described, type Finding, type Got } from "./finding";

/** The wordings of findings, all of them here: a component's error, a requirement's message and a report agree to the letter. */

/** A finding on one line. */
export function say(finding: Finding): string {
  const where = finding.path === "" ? "" : `${finding.path}: `;
  const but = finding.conflict === undefined ? "" : ` Sources disagree: ${finding.conflict}.`;
  return `${where}got ${sayGot(finding.got)}; allowed: ${finding.allowed}. Fix: ${finding.fix.text}.${but}${see(finding)}`;
}

const see = ({ source, asOf }: Finding): string =>
  source === undefined ? "" : ` (${[source, asOf].filter(Boolean).join(", ")})`;

/** What was found, quoted or described. */
export const sayGot = (got: Got): string => (got instanceof Described ? got.words : show(got.value));

/** A finding without its path, for what names the path itself. */
export const reason = (finding: Finding): string => say({ ...finding, path: "" });

/** The first line of an error, and the whole of it for whoever shows one line: `BackupVault "bank" at index.ts:23 has 2 faults`. */
export const headline = (subject: string, findings: readonly Finding[]): string =>
  `${subject} has ${findings.length === 1 ? "1 fault" : `${findings.length} faults`}`;

const columns = 72;

/** Several findings under a headline, for a person at a terminal; their sources as footnotes. */
export function block(subject: string, findings: readonly Finding[]): string {
  const sources = [...new Set(findings.map(cited).filter((source) => source !== ""))];
  const note = (finding: Finding) => {
    const number = sources.indexOf(cited(finding)) + 1;
    return number > 0 && sources.length > 1 ? `[${number}]` : "";
  };
  const paths = [...new Set(findings.map(({ path }) => path))];
  const paragraphs = paths.map((path) => {
    const about = findings.filter((finding) => finding.path === path);
    const [first] = about as [Finding, ...Finding[]];
    return [
      ...wrap(`${path || "arguments"}: `, sayGot(first.got), "  "),
      ...about.flatMap((f) => advice(f, note(f))),
    ];
  });
  const foot = sources.map((source, i) =>
    sources.length > 1 ? `  [${i + 1}] ${source}` : `  See ${source}`,
  );
  return [headline(subject, findings), ...paragraphs.map((lines) => lines.join("\n")), foot.join("\n")]
    .filter((text) => text !== "")
    .join("\n\n");
}

function advice(finding: Finding, note: string): string[] {
  const { allowed, fix } = finding;
  const takes = wrap("Azure takes  ", allowed, "    ", note);
  if ("value" in fix) return [...takes, ...wrap("Write        ", show(fix.value), "    ")];
  return [...takes, ...wrap("Fix          ", fix.text, "    ")];
}

const cited = ({ source, asOf }: Finding): string => [source, asOf].filter(Boolean).join(", ");

/** A labelled text in lines of {@link columns}, the later ones under the first; a mark ends the first line at the margin. */
function wrap(label: string, text: string, indent: string, mark = ""): string[] {
  const margin = indent + " ".repeat(label.length > 20 ? 4 : label.length);
  const lines: string[] = [];
  let line = indent + label.trimEnd();
  let gap = " ".repeat(label.length - label.trimEnd().length);
  for (const word of text.split(/\s+/)) {
    const isFirst = lines.length === 0;
    const room = columns - (isFirst && mark !== "" ? mark.length + 1 : 0);
    if ((line + gap + word).length > room && line.trim() !== label.trim() && line.trim() !== "") {
      lines.push(line);
      line = margin + word;
    } else line = line + gap + word;
    gap = " ";
  }
  lines.push(line);
  if (mark !== "") lines[0] = (lines[0] ?? "").padEnd(columns - mark.length) + mark;
  return lines;
}

/** An example as it stands in a program: `{ days: 7 }`. */
export function literal(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return show(value);
  return `{ ${Object.entries(value)
    .map(([key, field]) => `${key}: ${literal(field)}`)
    .join(", ")} }`;
}

/** A value as a reader would type it. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  return typeof value === "function" || typeof value === "symbol" ? typeof value : safeJson(value);
}

function safeJson(value: unknown): string {
  try {
    const text = JSON.stringify(value, (_, v) => (typeof v === "bigint" ? v.toString() : v)) ?? String(value);
    return text.length > 200 ? `${text.slice(0, 197)}...` : text;
  } catch {
    return Object.prototype.toString.call(value);
  }
}
