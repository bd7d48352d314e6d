import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { getSystemErrorMap } from "node:util";
import { Failure } from "./failure";

/**
 * Writes a file completely or not at all, even if the process is killed. A link is followed, and a file that exists keeps its permissions and
 * its owner.
 *
 * @throws Failure if it cannot write, or if the path is a folder or a device.
 */
export function writeAtomically(path: string, chunks: Iterable<string>): void {
  let draft: string | undefined;
  let made: readonly string[] = [];
  try {
    const { target, existing } = writableTarget(path);
    made = makeFolder(dirname(path));
    draft = `${target}.${process.pid}.draft`;
    const file = openSync(draft, "w", existing?.mode ?? 0o666);
    // writeSync may write a part without an error, on a disk that is nearly full.
    for (const block of inBlocks(chunks)) writeFileSync(file, block);
    closeSync(file);
    if (existing !== undefined) makeAlike(draft, existing);
    renameSync(draft, target);
  } catch (error) {
    if (draft !== undefined) rmSync(draft, { force: true });
    removeEmpty(made);
    throw cannotWrite(path, error);
  }
}

/** The file to write, and what is known of it if it exists. @throws Error if it cannot be written. */
function writableTarget(path: string): { target: string; existing: Stats | undefined } {
  if (path === "") throw new Error("the path is empty");
  const target = targetOf(path);
  const existing = statSync(target, { throwIfNoEntry: false });
  if (existing?.isDirectory()) throw new Error("it is a folder");
  if (existing !== undefined && !existing.isFile()) throw new Error("it is not a regular file");
  // A rename would replace the file without asking for its permissions.
  if (existing !== undefined) accessSync(target, constants.W_OK);
  return { target, existing };
}

/**
 * Refuses a file that cannot be written, before what takes long is done. It creates nothing, so a full disk is found only later.
 *
 * @throws Failure
 */
export function assertWritable(path: string): void {
  try {
    assertPlaceFor(dirname(writableTarget(path).target));
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** The same for a folder, which may not exist yet. @throws Failure */
export function assertWritableFolder(path: string): void {
  try {
    assertPlaceFor(path);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

function assertPlaceFor(folder: string): void {
  if (folder === "") throw new Error("the path is empty");
  if (/^~([\\/]|$)/.test(folder))
    throw new Error(
      "the shell did not replace ~. Write a space, not =, before the path, and no quotes; a folder of this name is ./~",
    );
  let above = resolve(folder);
  while (lstatSync(above, { throwIfNoEntry: false }) === undefined && dirname(above) !== above)
    above = dirname(above);
  const found = statSync(above, { throwIfNoEntry: false });
  if (found === undefined) throw new Error("it is a link to nothing");
  if (!found.isDirectory()) throw new Error("it is not a folder");
  accessSync(above, constants.W_OK | constants.X_OK);
}

function makeAlike(file: string, { mode, uid, gid }: Stats): void {
  try {
    chownSync(file, uid, gid);
  } catch {
    // Only root may give a file away. The user can write the existing one, and owns the new one.
  }
  chmodSync(file, mode);
}

/** The failure of writing a file or a folder. */
export const cannotWrite = (path: string, error: unknown): Failure =>
  error instanceof Failure
    ? error
    : new Failure(`Cannot write ${path || '""'}: ${reasonOf(error)}.${fixOf(error)}`);

/** Why the file system or zlib refused: `no space left on device (ENOSPC)`. Node's own message names drafts, which no user knows. */
export function reasonOf(error: unknown): string {
  const { errno = 0, code, message } = error as NodeJS.ErrnoException;
  const [name, words] = getSystemErrorMap().get(errno) ?? [];
  const text = words !== undefined && name === code ? words : message;
  return code === undefined ? text : `${text} (${code})`;
}

const fixes: Readonly<Record<string, string>> = {
  ...{
    ENOSPC: " Free some space, or choose another path.",
    EDQUOT: " Free some space, or choose another path.",
  },
  ...{ EACCES: " Choose a path where you may write.", EPERM: " Choose a path where you may write." },
  EROFS: " Choose a path where you may write.",
};

const fixOf = (error: unknown): string => fixes[(error as NodeJS.ErrnoException).code ?? ""] ?? "";

/**
 * Creates a folder and those above it. Node's own `recursive` never ends in a file system that creates no folders, e.g. `/proc`. Returns
 * the folders that it created, outer ones first.
 */
export function makeFolder(path: string): readonly string[] {
  if (existsSync(path)) return [];
  const above = makeFolder(dirname(resolve(path)));
  try {
    mkdirSync(path);
    return [...above, path];
  } catch (error) {
    // Another process may have created it. A link to nothing exists too, and is no folder.
    if ((error as NodeJS.ErrnoException).code === "EEXIST" && existsSync(path)) return above;
    removeEmpty(above);
    throw error;
  }
}

/** Removes folders that were created in vain. */
export function removeEmpty(folders: readonly string[]): void {
  for (const folder of [...folders].reverse()) {
    try {
      rmdirSync(folder);
    } catch {
      // Something else has been put there.
      return;
    }
  }
}

/** As many as Linux follows. */
const maxLinks = 40;

/** The file that a link leads to, which may not exist yet. */
function targetOf(path: string, links = 0): string {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  if (links > maxLinks) throw new Error("its links lead to each other");
  return isLink ? targetOf(resolve(dirname(path), readlinkSync(path)), links + 1) : path;
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

/** The text of a file. @throws Failure if it cannot be read. */
export function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Failure(`Cannot read ${path || '""'}: ${reasonOf(error)}`);
  }
}

/** The content of a JSON file. @throws Failure if the file cannot be read or is not valid JSON. */
export function readJson(path: string): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw notJson(path, text, error);
  }
}

/** The failure of a file that is not JSON, with the parser's reason on one line. */
export const notJson = (title: string, text: string, error: unknown): Failure =>
  text.trim() === ""
    ? new Failure(`${title} is empty. The command that should have written it may have failed.`)
    : new Failure(
        `${title} is not valid JSON: ${(error as Error).message.replace(/\s+/g, " ").replace(/ is not valid JSON$/, "")}`,
      );
