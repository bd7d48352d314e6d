import { createHash } from "node:crypto";

/** An entry for each evidence document, in the order in which they were written. */
export interface ManifestEntry {
  readonly file: string;
  /** Of the document. */
  readonly sha256: string;
  /** Of the previous entry's chain, the file's name and its sum. The last one is the head of the chain. */
  readonly chain: string;
}

export interface Manifest {
  readonly format: typeof manifestFormat;
  readonly entries: readonly ManifestEntry[];
}

export const manifestFormat = "azure-vm-backup/restore-drill-manifest/1";

/** What comes before the first entry. */
const start = "0".repeat(64);

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export const emptyManifest: Manifest = { format: manifestFormat, entries: [] };

/** Whether a value is a manifest as drills write it: every entry names a file of the folder, and has its sums. */
export function isManifest(value: unknown): value is Manifest {
  const { format, entries } = (value ?? {}) as Partial<Manifest>;
  return format === manifestFormat && Array.isArray(entries) && entries.every(isEntry);
}

function isEntry(value: unknown): boolean {
  const { file, sha256: sum, chain } = (value ?? {}) as Partial<ManifestEntry>;
  return typeof file === "string" && typeof sum === "string" && typeof chain === "string";
}

/** The head of the chain. Kept elsewhere, it also shows that the last documents were not removed. */
export const headOf = ({ entries }: Manifest): string => entries.at(-1)?.chain ?? start;

const chainOf = (before: string, file: string, sum: string): string => sha256(`${before}\n${file}\n${sum}\n`);

/** The manifest with one more document. */
export function withDocument(manifest: Manifest, file: string, text: string): Manifest {
  const sum = sha256(text);
  const entry = { file, sha256: sum, chain: chainOf(headOf(manifest), file, sum) };
  return { ...manifest, entries: [...manifest.entries, entry] };
}

/**
 * Every difference between a manifest and the documents, a sentence each. Empty: no document was changed, removed, added or reordered.
 *
 * @param documents The texts by file name.
 * @param head The head of the chain as it was noted elsewhere. Undefined: the removal of the last documents with their entries is not
 *   noticed.
 */
export function verify(
  { entries }: Manifest,
  documents: ReadonlyMap<string, string>,
  head: string | undefined,
): string[] {
  const problems: string[] = [];
  let before = start;
  for (const [i, { file, sha256: sum, chain }] of entries.entries()) {
    const text = documents.get(file);
    if (text === undefined) problems.push(`${file} was removed: entry ${i + 1} of the manifest names it`);
    else if (sha256(text) !== sum) problems.push(`${file} was changed: its sum is not that of the manifest`);
    if (chainOf(before, file, sum) !== chain)
      problems.push(
        `Entry ${i + 1} of the manifest (${file}) does not follow the entry before it: an entry was changed, removed or moved`,
      );
    before = chain;
  }
  const listed = new Set(entries.map(({ file }) => file));
  if (listed.size < entries.length) problems.push("The manifest names a document twice");
  for (const file of documents.keys()) if (!listed.has(file)) problems.push(`${file} is not in the manifest`);
  if (head !== undefined && before !== head.trim().toLowerCase())
    problems.push(
      `The head of the chain is ${before}, not ${head}: documents were removed, added or changed`,
    );
  return problems;
}
