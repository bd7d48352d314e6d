import {
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { Failure } from "./failure";

/**
 * Writes a file completely or not at all, even if the process is killed. A link is followed, and a file that exists keeps its permissions.
 *
 * @throws Failure if it cannot write, or if the path is a folder or a device.
 */
export function writeAtomically(path: string, chunks: Iterable<string>): void {
  let draft: string | undefined;
  try {
    makeFolder(dirname(path));
    const target = targetOf(path);
    const existing = statSync(target, { throwIfNoEntry: false });
    if (existing?.isDirectory()) throw new Error("it is a folder");
    if (existing !== undefined && !existing.isFile()) throw new Error("it is not a regular file");
    draft = `${target}.${process.pid}.draft`;
    const file = openSync(draft, "w", existing?.mode ?? 0o666);
    // writeSync may write a part without an error, on a disk that is nearly full.
    for (const block of inBlocks(chunks)) writeFileSync(file, block);
    closeSync(file);
    if (existing !== undefined) chmodSync(draft, existing.mode);
    renameSync(draft, target);
  } catch (error) {
    if (draft !== undefined) rmSync(draft, { force: true });
    throw new Failure(`Cannot write ${path}: ${(error as Error).message}`);
  }
}

/** Creates a folder and those above it. Node's own `recursive` never ends in a file system that creates no folders, e.g. `/proc`. */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(resolve(path)));
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** The file that a link leads to, which may not exist yet. */
function targetOf(path: string): string {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  return isLink ? targetOf(resolve(dirname(path), readlinkSync(path))) : path;
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
