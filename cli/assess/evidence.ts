import { evidenceFormat } from "../../src/drill/evidence";
import { sha256, verify } from "../../src/drill/manifest";
import type { DrillEvidence, DrillOutcome, RestoreDrill } from "../../src/protection/drills";
import { readDocuments, readManifest } from "../drill/record";
import { Failure } from "../failure";
import { counted } from "../format";

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
  const documents = readDocuments(folder);
  const manifest = readManifest(folder);
  if (manifest.entries.length === 0) throw new Failure(`${folder} has no evidence of restore drills.`);
  const problems = verify(manifest, documents, undefined);
  const drills = manifest.entries.flatMap(({ file, sha256: sum }) => {
    const text = documents.get(file);
    if (text === undefined || sha256(text) !== sum) return [];
    const drill = drillOf(text);
    if (drill === undefined) problems.push(`${file} has an unknown format`);
    return drill ?? [];
  });
  const [problem] = problems;
  const counting = drills.filter(({ simulated }) => acceptsSimulated || !simulated);
  const left = drills.length - counting.length;
  return {
    evidence: {
      drills: counting,
      readAt: new Date().toISOString(),
      ...(problem !== undefined && {
        gap: {
          what: `all restore drills, because ${problem}`,
          fix: "Run npx azure-vm-backup drill report --verify, and restore the evidence from its copy",
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
