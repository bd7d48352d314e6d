import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { Failure, invalidOption } from "../failure";
import { assertWritableFolder, cannotWrite, makeFolder, removeEmpty, writeAtomically } from "../files";
import { isRunning } from "../processes";

/** Files of a project by their paths in its folder. */
export type Files = Readonly<Record<string, string>>;

const draftPrefix = ".azure-vm-backup-";

/** @throws Failure if the folder has files of others and `force` is not set, or if it is no folder. */
export function assertFolder(folder: string, force: boolean): void {
  // Standard output cannot hold a project.
  if (folder === "" || folder === "-") throw invalidOption("--output", folder, "the path of a folder");
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new Failure(`--output: ${folder} is not a folder.`);
  assertWritableFolder(folder);
  if (!existsSync(folder)) return;
  const leftovers = leftoversIn(folder).map((path) => topOf(relative(folder, path)));
  const others = readdirSync(folder).filter((name) => !leftovers.includes(name));
  if (!force && others.length > 0)
    throw new Failure(
      `--output: the folder ${folder} is not empty. Choose a new or empty folder, or add --force to replace the files that generate and adopt write.`,
    );
}

const topOf = (path: string): string => path.split(/[\\/]/)[0] ?? "";

/**
 * Writes files into a folder: all of them, or none that did not exist before. A run that was killed leaves a complete copy of them in a folder
 * of its own beside them, by which the next run finds what to remove.
 *
 * @throws Failure if a file exists and `force` is not set, or if a link leads out of the folder.
 */
export function writeProject(folder: string, files: Files, force: boolean): void {
  assertFolder(folder, force);
  const draft = join(folder, `${draftPrefix}${process.pid}`);
  const placed: string[] = [];
  let made: readonly string[] = [];
  try {
    made = makeFolder(folder);
    for (const path of leftoversIn(folder)) rmSync(path, { recursive: true, force: true });
    for (const [path, content] of Object.entries(files)) {
      assertInside(folder, path);
      makeFolder(dirname(join(draft, path)));
      writeFileSync(join(draft, path), content);
    }
    for (const [path, content] of Object.entries(files)) {
      const file = join(folder, path);
      if (!existsSync(file)) placed.push(file);
      writeAtomically(file, [content]);
    }
  } catch (error) {
    for (const file of placed) rmSync(file, { force: true });
    rmSync(draft, { recursive: true, force: true });
    removeEmpty(made);
    throw cannotWrite(folder, error);
  }
  rmSync(draft, { recursive: true, force: true });
}

/** @throws Failure if a part of a path in a folder is a link, or leads out of the folder. */
function assertInside(folder: string, path: string): void {
  const parts = path.split("/");
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    throw new Failure(`${JSON.stringify(path)} is not a path in the folder ${folder}.`);
  parts.forEach((_, i) => {
    const inFolder = join(folder, ...parts.slice(0, i + 1));
    if (lstatSync(inFolder, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new Failure(`--output: ${inFolder} is a link, which is not replaced. Remove it first.`);
  });
}

/** What runs that were killed left in a folder: their drafts, and the files that they had placed. */
function leftoversIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const drafts = readdirSync(folder).filter((name) => {
    const pid = name.startsWith(draftPrefix) ? Number(name.slice(draftPrefix.length)) : Number.NaN;
    return Number.isInteger(pid) && !isRunning(pid);
  });
  return drafts.flatMap((name) => {
    const draft = join(folder, name);
    const pid = name.slice(draftPrefix.length);
    const placed = filesIn(draft).flatMap((path) => {
      const file = join(folder, path);
      const isSame = existsSync(file) && readFileSync(file).equals(readFileSync(join(draft, path)));
      return [...(isSame ? [file] : []), ...[`${file}.${pid}.draft`].filter((one) => existsSync(one))];
    });
    // The draft is removed last, because it shows what else to remove.
    return [...placed, draft];
  });
}

const filesIn = (folder: string, path = ""): string[] =>
  readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const inner = path === "" ? entry.name : `${path}/${entry.name}`;
    return entry.isDirectory() ? filesIn(folder, inner) : [inner];
  });
