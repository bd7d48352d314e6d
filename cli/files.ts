import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { Failure } from "./failure";

/** Writes a file as a whole or not at all, whenever the process ends. */
export function writeWhole(path: string, pieces: Iterable<string>): void {
  const draft = `${path}.${process.pid}.draft`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(draft, "w");
    for (const text of inBlocks(pieces)) writeSync(file, text);
    closeSync(file);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new Failure(`cannot write ${path}: ${(error as Error).message}`);
  }
}

/** Writes to standard output, no faster than it is read. */
export async function writeOut(pieces: Iterable<string>): Promise<void> {
  for (const text of inBlocks(pieces))
    if (!process.stdout.write(text)) await new Promise((done) => process.stdout.once("drain", done));
}

const blockLength = 1 << 16;

/** Small pieces together. */
function* inBlocks(pieces: Iterable<string>): Iterable<string> {
  let block = "";
  for (const piece of pieces) {
    block += piece;
    if (block.length < blockLength) continue;
    yield block;
    block = "";
  }
  yield block;
}

/** What a JSON file holds. @throws Failure for a file that cannot be read, or that is no JSON. */
export function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new Failure(
      `cannot read ${path}: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`,
    );
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new Failure(`${path} is no JSON: ${(error as Error).message}`);
  }
}
