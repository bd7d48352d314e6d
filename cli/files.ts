import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { Failure } from "./failure";

/** Writes a file completely or not at all, even if the process is killed. @throws Failure if it cannot write. */
export function writeAtomically(path: string, chunks: Iterable<string>): void {
  const draft = `${path}.${process.pid}.draft`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(draft, "w");
    for (const block of inBlocks(chunks)) writeSync(file, block);
    closeSync(file);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new Failure(`Cannot write ${path}: ${(error as Error).message}`);
  }
}

/** Writes to standard output, and waits while the reader is slower. */
export async function writeToStdout(chunks: Iterable<string>): Promise<void> {
  for (const block of inBlocks(chunks))
    if (!process.stdout.write(block)) await new Promise((resolve) => process.stdout.once("drain", resolve));
}

const blockLength = 1 << 16;

/** Joins small chunks, so that each write is large. */
function* inBlocks(chunks: Iterable<string>): Iterable<string> {
  let block = "";
  for (const chunk of chunks) {
    block += chunk;
    if (block.length < blockLength) continue;
    yield block;
    block = "";
  }
  yield block;
}

/** The content of a JSON file. @throws Failure if the file cannot be read or is not valid JSON. */
export function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Failure(`Cannot read ${path}: ${code ?? message}`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Failure(`${path} is not valid JSON: ${(error as Error).message}`);
  }
}
