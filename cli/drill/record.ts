import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Evidence } from "../../src/drill/evidence";
import { emptyManifest, headOf, isManifest, type Manifest, withDocument } from "../../src/drill/manifest";
import { Failure } from "../failure";
import { cannotWrite, makeFolder, readJson, readText, reasonOf, writeAtomically } from "../files";
import { isRunning } from "../processes";
import { isRun } from "./documentForms";
import type { Run } from "./unfinishedRun";

const runFile = "unfinished.json";
const manifestFile = "manifest.json";
const lockFile = "lock";
/** Files of the folder that are no evidence. */
const otherFiles: readonly string[] = [runFile, manifestFile];

/** The folder of the evidence, while this process writes to it. */
export interface EvidenceFolder {
  /** Undefined: no run is unfinished. */
  readonly unfinished: Run | undefined;
  save(run: Run): void;
  /** Writes a document and its entry in the manifest, once. A document that exists is kept as it is. */
  write(evidence: Evidence): void;
  /** Removes the record of a run whose VMs all have their evidence. */
  finish(): void;
  head(): string;
  close(): void;
}

/** @throws Failure if another process writes to the folder, or if a file in it cannot be read. */
export function openEvidence(folder: string): EvidenceFolder {
  try {
    makeFolder(folder);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
  lock(folder);
  // A killed process may leave a draft.
  for (const file of readdirSync(folder)) if (file.endsWith(".draft")) rmSync(join(folder, file));
  const path = (file: string) => join(folder, file);
  let manifest: Manifest;
  let unfinished: Run | undefined;
  try {
    manifest = readManifest(folder);
    unfinished = readRun(path(runFile));
  } catch (error) {
    rmSync(path(lockFile), { force: true });
    throw error;
  }
  return {
    unfinished,
    save: (run) => writeAtomically(path(runFile), [JSON.stringify(run)]),
    write(evidence) {
      const file = fileOf(evidence);
      if (!existsSync(path(file))) writeAtomically(path(file), [`${JSON.stringify(evidence, null, 2)}\n`]);
      if (manifest.entries.some((entry) => entry.file === file)) return;
      manifest = withDocument(manifest, file, readFileSync(path(file), "utf8"));
      writeAtomically(path(manifestFile), [`${JSON.stringify(manifest, null, 2)}\n`]);
    },
    finish: () => rmSync(path(runFile), { force: true }),
    head: () => headOf(manifest),
    close: () => rmSync(path(lockFile), { force: true }),
  };
}

/** The unfinished run in a file. Undefined: there is none. @throws Failure */
function readRun(file: string): Run | undefined {
  if (!existsSync(file)) return undefined;
  const run = readJson(file);
  if (!isRun(run)) throw new Failure(`${file} is not the record of an unfinished run of restore drills.`);
  return run;
}

/** The VM's name is part of the file's, without characters that a path gives a meaning. */
const fileOf = ({ vm, drillId }: Evidence): string =>
  `${vm.name.replace(/[^A-Za-z0-9_-]/g, "-").slice(0, 64)}-${drillId}.json`;

function lock(folder: string): void {
  const file = join(folder, lockFile);
  const holder = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  if (holder > 0 && holder !== process.pid && isRunning(holder))
    throw new Failure(
      `Process ${holder} is drilling with the evidence folder ${folder}. Wait for it, or use another --evidence.`,
    );
  try {
    writeFileSync(file, String(process.pid));
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

/** The manifest of a folder; an empty one if there is none. @throws Failure */
export function readManifest(folder: string): Manifest {
  const file = join(folder, manifestFile);
  if (!existsSync(file)) return emptyManifest;
  const manifest = readJson(file);
  if (!isManifest(manifest)) throw new Failure(`${file} is not a manifest of restore drills.`);
  return manifest;
}

/** The documents of a folder, by file name. @throws Failure if the folder cannot be read. */
export function readDocuments(folder: string): Map<string, string> {
  let files: string[];
  try {
    files = readdirSync(folder);
  } catch (error) {
    throw new Failure(`Cannot read ${folder}: ${reasonOf(error)}`);
  }
  const documents = files.filter((file) => file.endsWith(".json") && !otherFiles.includes(file)).sort();
  return new Map(documents.map((file) => [file, readText(join(folder, file))]));
}
