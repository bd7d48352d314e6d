import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DrillEvidence, DrillOutcome, RestoreDrill } from "../../src/protection/drills";
import { Failure } from "../failure";
import { counted } from "../format";

/** The formats of the documents that `drill` writes. */
const evidenceFormat = "azure-vm-backup/restore-drill/1";
const manifestFormat = "azure-vm-backup/restore-drill-manifest/1";
const [manifestFile, unfinishedFile] = ["manifest.json", "unfinished.json"];

/** The evidence in a folder, and what a reader of the report must know of it. */
export interface ReadEvidence {
  readonly evidence: DrillEvidence;
  readonly notes: readonly string[];
}

/**
 * Reads the evidence of restore drills. A document that the folder's manifest does not confirm does not count, and then drills may be
 * missing.
 *
 * @param acceptsSimulated Whether drills in simulated Azure count, because the assessment is of simulated Azure too.
 * @throws Failure if the folder cannot be read or has no evidence.
 */
export function readEvidence(folder: string, acceptsSimulated: boolean): ReadEvidence {
  const texts = textsIn(folder);
  const manifest = parsed(texts.get(manifestFile) ?? "") as
    | { format?: unknown; entries?: unknown }
    | undefined;
  if (manifest?.format !== manifestFormat || !Array.isArray(manifest.entries))
    throw new Failure(
      `${folder} has no evidence of restore drills: ${manifestFile} is missing or has another format.`,
    );
  const drills: (RestoreDrill & { readonly simulated: boolean })[] = [];
  let problem: string | undefined;
  let before = "0".repeat(64);
  const listed = new Set([manifestFile, unfinishedFile]);
  for (const entry of manifest.entries as readonly Readonly<Record<string, unknown>>[]) {
    const file = String(entry?.file);
    const sum = sha256(texts.get(file) ?? "");
    const chain = sha256(`${before}\n${file}\n${entry?.sha256}\n`);
    const drill = texts.has(file) ? drillOf(texts.get(file) as string) : undefined;
    if (entry?.sha256 !== sum || entry.chain !== chain) problem ??= `${file} was changed, moved or removed`;
    else if (drill === undefined) problem ??= `${file} has an unknown format`;
    else drills.push(drill);
    before = String(entry?.chain);
    listed.add(file);
  }
  problem ??= [...texts.keys()]
    .filter((file) => !listed.has(file))
    .map((file) => `${file} is not in the manifest`)[0];
  const counting = drills.filter(({ simulated }) => acceptsSimulated || !simulated);
  const left = drills.length - counting.length;
  return {
    evidence: {
      drills: counting,
      readAt: new Date().toISOString(),
      ...(problem !== undefined && {
        gap: {
          what: `all restore drills, because ${problem}`,
          fix: "Run azure-vm-backup drill report --verify, and restore the evidence from its copy",
        },
      }),
    },
    notes: [
      ...(left > 0
        ? [
            `${counted(left, "restore drill")} of the evidence ran in simulated Azure: they show nothing about Azure.`,
          ]
        : []),
      ...(problem === undefined
        ? []
        : [`The evidence of restore drills in ${folder} is not whole: ${problem}.`]),
    ],
  };
}

function textsIn(folder: string): Map<string, string> {
  try {
    const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
    return new Map(files.sort().map((file) => [file, readFileSync(join(folder, file), "utf8")]));
  } catch (error) {
    throw new Failure(`Cannot read ${folder}: ${(error as NodeJS.ErrnoException).code}`);
  }
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const outcomes: readonly unknown[] = ["passed", "failed", "incomplete"];

/** A drill of a document. Undefined: it has another form. */
function drillOf(text: string): (RestoreDrill & { readonly simulated: boolean }) | undefined {
  const document = parsed(text) as Readonly<Record<string, unknown>> | null | undefined;
  if (document?.format !== evidenceFormat) return undefined;
  const { vm, outcome, endedAt, simulated } = document;
  const vmId = (vm as { id?: unknown } | null)?.id;
  if (typeof vmId !== "string" || !outcomes.includes(outcome)) return undefined;
  if (typeof endedAt !== "string" || Number.isNaN(Date.parse(endedAt))) return undefined;
  return { vmId, outcome: outcome as DrillOutcome, endedAt, simulated: simulated !== false };
}
